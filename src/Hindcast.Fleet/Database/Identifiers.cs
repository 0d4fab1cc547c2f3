namespace Hindcast.Fleet.Database;

/// <summary>
/// Ids of things in the fleet: UUID version 7 in 32 hex digits, so that they sort by time. They name things and guard
/// nothing: who may see a thing is asked of the database each time.
/// </summary>
public static class Identifiers
{
    /// <summary>A new id.</summary>
    public static string Next(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    }

    /// <summary>True for a text that has the form of an id.</summary>
    public static bool IsWellFormed(string? text) => text is { Length: 32 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The time as the database keeps it.</summary>
    internal static long Now(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
