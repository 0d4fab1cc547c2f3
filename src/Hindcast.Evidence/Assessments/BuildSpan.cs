namespace Hindcast.Evidence.Assessments;

/// <summary>A build and when the server's own logs show it.</summary>
/// <param name="Id">Claim id: B1, B2 ...</param>
/// <param name="Build">The build.</param>
/// <param name="Name">Its name, such as "Exchange 2016 CU19 Mar21SU"; "" when the table does not know it.</param>
/// <param name="Released">When it came out, or null.</param>
/// <param name="Precision">Whether the security update is known or only the cumulative update.</param>
/// <param name="First">First row with it.</param>
/// <param name="Last">Last row with it.</param>
/// <param name="FirstLocation">Where the first row stands.</param>
/// <param name="LastLocation">Where the last row stands.</param>
/// <param name="Records">Rows that carry it.</param>
/// <param name="Sources">What carries it.</param>
public sealed record BuildSpan(
    string Id,
    BuildNumber Build,
    string Name,
    DateOnly? Released,
    BuildPrecision Precision,
    EvidenceTime First,
    EvidenceTime Last,
    SourceLocation FirstLocation,
    SourceLocation LastLocation,
    long Records,
    IReadOnlyList<string> Sources);
