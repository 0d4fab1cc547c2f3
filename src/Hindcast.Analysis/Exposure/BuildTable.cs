using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Exposure;

/// <summary>
/// All builds of a product and what they fix. Updates are cumulative within the branch of one cumulative update only,
/// so a build is compared with the fixes of its own branch. Immutable.
/// </summary>
public sealed class BuildTable
{
    private readonly Dictionary<BuildNumber, BuildEntry> _byBuild;
    private readonly ILookup<(int, int, int), BuildEntry> _byBranch;

    /// <summary>Makes a table; a build that occurs twice counts once, the first time.</summary>
    public BuildTable(IEnumerable<BuildEntry> entries)
    {
        BuildEntry[] all = [.. entries.OrderBy(e => e.Build)];
        _byBuild = all.DistinctBy(e => e.Build).ToDictionary(e => e.Build);
        _byBranch = all.ToLookup(e => (e.Build.Major, e.Build.Minor, e.Build.Build));
    }

    /// <summary>The row of a build, or null.</summary>
    public BuildEntry? Find(BuildNumber build) => _byBuild.GetValueOrDefault(build);

    /// <summary>
    /// The row of a build, or of the nearest lower build of its branch when it is not in the table (a hotfix, or newer
    /// than the table).
    /// </summary>
    public BuildEntry? FindNearest(BuildNumber build) =>
        Find(build) ?? _byBranch[Branch(build)].LastOrDefault(e => e.Build < build);

    /// <summary>True when some build is known to fix a vulnerability.</summary>
    public bool HasFixFor(string vulnerability) => _byBuild.Values.Any(e => e.Fixes.Contains(vulnerability));

    /// <summary>True when a vulnerability is known to have come with certain builds.</summary>
    public bool IsBrought(string vulnerability) => _byBuild.Values.Any(e => e.Brings.Contains(vulnerability));

    /// <summary>What a build means for a vulnerability, and why.</summary>
    /// <param name="build">The build.</param>
    /// <param name="precision">How exactly it is known.</param>
    /// <param name="vulnerability">The vulnerability.</param>
    public (ExposureState State, string Reason) Judge(
        BuildNumber build, BuildPrecision precision, Vulnerability vulnerability)
    {
        if (IsBrought(vulnerability.Id))
        {
            return Find(build) is not { } known
                ? (ExposureState.Unknown, $"build {build} is not in the build table")
                : known.Brings.Contains(vulnerability.Id)
                    ? (ExposureState.Vulnerable, $"{build} ({known.Name}) is a build that it came with")
                    : (ExposureState.NotAffected, $"{build} ({known.Name}) does not hold it");
        }

        BuildEntry[] branch = [.. _byBranch[Branch(build)]];
        string product = branch.FirstOrDefault()?.Product ?? ProductOf(build);
        if (!vulnerability.Affects.Contains(product))
        {
            return product.Length == 0
                ? (ExposureState.Unknown, $"build {build} is not in the build table")
                : (ExposureState.NotAffected, $"{product} does not have this flaw");
        }

        BuildEntry? fix = branch.FirstOrDefault(e => e.Fixes.Contains(vulnerability.Id));
        if (fix is not null)
        {
            if (build >= fix.Build)
            {
                return (ExposureState.Fixed, $"{build} is {fix.Build} ({fix.Name}) or later");
            }

            return precision == BuildPrecision.CumulativeUpdate
                ? (ExposureState.Unknown,
                    $"the log names the cumulative update only; the fix came in {fix.Build} ({fix.Name})")
                : (ExposureState.Vulnerable, $"{build} is older than {fix.Build} ({fix.Name})");
        }

        DateOnly? branchReleased = branch.FirstOrDefault(e => e.Released is not null)?.Released;
        if (branchReleased is { } released)
        {
            return released > vulnerability.FixPublished
                ? (ExposureState.Fixed, FormattableString.Invariant($"{branch[0].Name} came out on {released:yyyy-MM-dd}, after the fix"))
                : (ExposureState.Vulnerable, $"no fix was ever made for the branch of {branch[0].Name}");
        }

        return (ExposureState.Unknown, $"build {build} is not in the build table");
    }

    private string ProductOf(BuildNumber build) =>
        _byBuild.Values.Where(e => e.Build.Major == build.Major && e.Build.Minor == build.Minor)
            .OrderBy(e => e.Build).FirstOrDefault(e => e.Build >= build)?.Product ?? "";

    private static (int Major, int Minor, int Build) Branch(BuildNumber build) => (build.Major, build.Minor, build.Build);
}
