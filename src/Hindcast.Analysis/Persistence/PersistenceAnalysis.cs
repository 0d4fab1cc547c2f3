using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Persistence;

/// <summary>
/// Question 6: what was placed, whether it is still there, and whether it was used after the fix. "Patched" and "clean" are
/// different things: a fix closes the hole and leaves what came through it.
/// </summary>
internal static class PersistenceAnalysis
{
    /// <summary>Claims named for one thing.</summary>
    internal const int MaxClaims = 20;

    /// <summary>
    /// Everything that intrusions placed, with its last known state; and pages that lie there by a listing of the files alone, of which
    /// nothing tells whose they are.
    /// </summary>
    /// <param name="intrusions">Intrusions with their chains.</param>
    /// <param name="chains">All chains.</param>
    /// <param name="files">The evidence files, to tell what lies there.</param>
    /// <param name="exposure">When the server held the fixes.</param>
    /// <param name="pages">Requests for the pages from a look at all rows; empty when no such look was taken.</param>
    /// <param name="coverage">How far each log runs, to tell whether a removal would be seen.</param>
    internal static IReadOnlyList<PersistentItem> Run(
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> intrusions,
        IReadOnlyList<Chain> chains,
        IReadOnlyList<EvidenceFile> files,
        ExposureReport exposure,
        IReadOnlyList<PageTraffic> pages,
        CoverageReport coverage)
    {
        PlacedPages placedPages = new(files, pages, exposure);
        PlacedThings placedThings = new(coverage);
        HashSet<string> pagesOfIntrusions = [.. intrusions.SelectMany(i => i.Intrusion.Pages)];
        PersistentItem[] items =
        [
            .. intrusions.SelectMany(i => placedPages.Of(i.Intrusion, i.Chain).Concat(placedThings.Of(i.Intrusion, i.Chain))),
            .. chains.Where(c => c.Outcome < Outcome.Reached).SelectMany(placedPages.Listed).Where(p => !pagesOfIntrusions.Contains(p.Name)),
        ];
        return
        [
            .. items.GroupBy(i => (i.Kind, Name: i.Name.ToLowerInvariant())).Select(g => g.OrderByDescending(i => i.State).First() with
                {
                    UsedAfterFix = g.Any(i => i.UsedAfterFix),
                    Claims = [.. g.SelectMany(i => i.Claims).Distinct().Take(MaxClaims)],
                })
                .OrderByDescending(i => i.State).ThenBy(i => i.Kind, StringComparer.Ordinal).ThenBy(i => i.Name, StringComparer.Ordinal)
                .Select((i, n) => i with { Id = FormattableString.Invariant($"P{n + 1}") }),
        ];
    }

    /// <summary>
    /// From when on the server's own logs show builds without the flaws that the chain used; null when one of them was not seen to be
    /// mended, or is not known. The fix of another flaw says nothing of this intrusion.
    /// </summary>
    internal static EvidenceTime? FixedFrom(ExposureReport exposure, Chain chain)
    {
        EvidenceTime?[] mended =
        [
            .. chain.Facts.Where(f => f.Meaning.Outcome >= Outcome.Reached && f.Meaning.Subject.StartsWith("CVE-", StringComparison.Ordinal))
                .Select(f => f.Meaning.Subject).Distinct(StringComparer.Ordinal).Select(flaw => MendedFrom(exposure, flaw)),
        ];
        return mended.Length > 0 && mended.All(m => m is not null) ? mended.Max() : null;
    }

    /// <summary>The start of the last window of a flaw, when the server was open to it before and is not in that one.</summary>
    private static EvidenceTime? MendedFrom(ExposureReport exposure, string flaw)
    {
        ExposureWindow[] windows = [.. exposure.Windows.Where(w => w.Vulnerability == flaw).OrderBy(w => w.From)];
        return windows.Length > 1 && windows[^1].State == ExposureState.Fixed && windows.Any(w => w.State == ExposureState.Vulnerable) ? windows[^1].From : null;
    }
}
