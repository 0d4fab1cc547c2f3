namespace Hindcast.Evidence;

/// <summary>A stretch of one file in which one build stands in each row.</summary>
/// <param name="Build">The build as written (without leading zeros).</param>
/// <param name="Precision">Whether it names the security update or only the cumulative update.</param>
/// <param name="Source">What carries it: "#Version of exchange-httpproxy", "S:BLD of exchange-ecp-server".</param>
/// <param name="First">Time of the first row with it.</param>
/// <param name="Last">Time of the last row with it.</param>
/// <param name="FirstLocation">The first row.</param>
/// <param name="LastLocation">The last row.</param>
/// <param name="Records">Rows that carry it.</param>
public sealed record BuildSighting(
    BuildNumber Build,
    BuildPrecision Precision,
    string Source,
    EvidenceTime First,
    EvidenceTime Last,
    SourceLocation FirstLocation,
    SourceLocation LastLocation,
    long Records);
