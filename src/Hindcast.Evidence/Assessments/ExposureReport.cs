namespace Hindcast.Evidence.Assessments;

/// <summary>The server's build history and the windows in which each flaw was open.</summary>
/// <param name="Builds">Builds in the order of their first sighting.</param>
/// <param name="Windows">For each vulnerability, in the order of the packs, its windows in time order.</param>
public sealed record ExposureReport(IReadOnlyList<BuildSpan> Builds, IReadOnlyList<ExposureWindow> Windows);
