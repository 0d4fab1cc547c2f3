using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>What one unit of a text log held. Line numbers count from 0 within the unit.</summary>
public sealed class TextUnitResult
{
    /// <summary>Offset at which the first row was taken to start.</summary>
    public long FirstRowOffset { get; set; }

    /// <summary>Offset just behind the last row: where the next unit must have started.</summary>
    public long EndOffset { get; set; }

    /// <summary>The header that holds behind the last row.</summary>
    public required LogHeader HeaderAtEnd { get; set; }

    /// <summary>Line ends met, the last one without a line feed included.</summary>
    public long Lines { get; set; }

    /// <summary>Rows with a time.</summary>
    public long Records { get; set; }

    /// <summary>Rows that could not be read.</summary>
    public long BadRecords { get; set; }

    /// <summary>Bytes that could not be read.</summary>
    public long LostBytes { get; set; }

    /// <summary>Value of the Protocol column of the first row, or "".</summary>
    public string Protocol { get; set; } = "";

    /// <summary>Records for each UTC hour (ticks of its start).</summary>
    public Dictionary<long, long> Hours { get; } = [];

    /// <summary>Earliest record time.</summary>
    public EvidenceTime? First { get; set; }

    /// <summary>Latest record time.</summary>
    public EvidenceTime? Last { get; set; }

    /// <summary>True when dates were met whose day and month can be swapped (Windows DNS debug log).</summary>
    public bool HasOpenDates { get; set; }

    /// <summary>True when dates were met that show which number is the day (Windows DNS debug log).</summary>
    public bool HasTellingDates { get; set; }

    /// <summary>True when times are those of the server's own clock, without an offset (Windows DNS debug log, BIND).</summary>
    public bool HasLocalTimes { get; set; }

    /// <summary>Builds met; lines in their locations count within the unit.</summary>
    public List<BuildSighting> Builds { get; } = [];

    /// <summary>Trouble met, one value for each kind with its count; lines count within the unit.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];
}
