namespace Hindcast.Analysis.Sunburst;

/// <summary>What the first label of a SUNBURST name carries.</summary>
public enum SunburstRecordKind : byte
{
    /// <summary>A piece of the name of the server's Active Directory domain.</summary>
    Name,

    /// <summary>A sign of life with the time.</summary>
    Ping,

    /// <summary>The time, and which security products were seen and stopped.</summary>
    Report,
}
