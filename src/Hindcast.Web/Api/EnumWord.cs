namespace Hindcast.Web.Api;

/// <summary>A word of an enumeration in a query, in any case, as answers write it.</summary>
internal readonly record struct EnumWord<T>(T Value)
    where T : struct, Enum
{
    /// <summary>Reads a word; numbers are none.</summary>
    public static bool TryParse(string? text, out EnumWord<T> word)
    {
        bool read = Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]);
        word = new EnumWord<T>(value);
        return read;
    }
}
