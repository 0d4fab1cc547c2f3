using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>
/// Tells whether an assessment is of the evidence that a truth tells of. Simulated servers have the same names, so the sizes of
/// their logs are compared: another seed, scale or scenario makes others. Pure.
/// </summary>
public static class EvidenceMatch
{
    /// <summary>Says why a truth is not that of a case; null when it is. A case that lacks a few of the logs still is.</summary>
    /// <param name="assessment">The case.</param>
    /// <param name="truth">The truth.</param>
    public static string? Mismatch(Assessment assessment, Truth truth)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(truth);
        (string Folder, long Bytes, long Seen)[] folders =
        [
            .. truth.Logs.Where(l => l.Files > 0).GroupBy(l => l.Folder, StringComparer.Ordinal)
                .Select(g => (g.Key, g.Sum(l => l.Bytes), assessment.Files.Where(f => IsBelow(f.Path, g.Key)).Sum(f => f.SizeBytes)))
                .OrderBy(f => f.Key, StringComparer.Ordinal),
        ];
        (string Folder, long Bytes, long Seen)[] others = [.. folders.Where(f => f.Bytes != f.Seen)];
        return 2 * others.Length <= folders.Length ? null
            : FormattableString.Invariant($"this truth (scenario {truth.Scenario}, seed {truth.Seed}) is not that of the case: {others.Length} of the {folders.Length} log folders that it tells of have other sizes, such as {others[0].Folder} with {others[0].Bytes} bytes, of which the case has {others[0].Seen}");
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) || path.Contains("/" + folder, StringComparison.Ordinal);
}
