using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>By what a file on disk is told to be unchanged. Immutable.</summary>
/// <param name="LengthBytes">Its length.</param>
/// <param name="Modified">When it was last written to; null for a time that no calendar here has.</param>
internal readonly record struct FileState(long LengthBytes, EvidenceTime? Modified)
{
    /// <summary>The time that .NET tells, null where it cannot: file systems keep times that no calendar here has.</summary>
    internal static EvidenceTime? TimeOf(Func<DateTime> lastWriteTimeUtc)
    {
        try
        {
            return EvidenceTime.FromUtc(lastWriteTimeUtc(), TimePrecision.Tick);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
