namespace Hindcast.Evidence;

/// <summary>How exactly a source wrote a time. Output never shows more digits than the source had.</summary>
public enum TimePrecision : byte
{
    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>Whole seconds (IIS W3C).</summary>
    Second,

    /// <summary>Milliseconds (Exchange logs).</summary>
    Millisecond,

    /// <summary>Units of 100 ns (FILETIME: event logs, NTFS).</summary>
    Tick,
}
