using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Findings;

/// <summary>
/// Says of findings of several packs that they are about one thing: each pack knows its own ways to see a web shell, and a page that two
/// of them see is still one page.
/// </summary>
internal static class RelatedFindings
{
    private const int MaxClaims = 20;

    /// <summary>The findings, each with a reason that names the earlier finding of the same subject that shares a page or a record with it.</summary>
    internal static IReadOnlyList<Finding> Tell(IReadOnlyList<Finding> findings, IReadOnlyList<Observation> observations)
    {
        Dictionary<string, Observation> byId = observations.ToDictionary(o => o.Id, StringComparer.Ordinal);
        List<Finding> told = [];
        List<(Finding Finding, HashSet<string> Things)> before = [];
        foreach (Finding finding in findings)
        {
            (string Id, string Thing)[] own = [.. finding.Observations.Select(id => (id, Thing(byId[id])))];
            Finding result = finding;
            foreach ((Finding other, HashSet<string> things) in before.Where(b => b.Finding.Subject == finding.Subject))
            {
                string[] shared = [.. own.Where(o => things.Contains(o.Thing)).Select(o => o.Id).Take(MaxClaims)];
                if (shared.Length > 0)
                {
                    int pages = own.Where(o => o.Thing.StartsWith('/') && things.Contains(o.Thing)).Select(o => o.Thing).Distinct(StringComparer.Ordinal).Count();
                    string what = pages == 0 ? "records" : pages == 1 ? "page" : "pages";
                    result = finding with { Reasons = [.. finding.Reasons, new Statement($"About the same {what} as {other.Id}, seen by another pack: {other.Pack}", shared)] };
                    break;
                }
            }

            before.Add((finding, [.. own.Select(o => o.Thing)]));
            told.Add(result);
        }

        return told;
    }

    /// <summary>The page that an observation is about, else the record itself.</summary>
    private static string Thing(Observation observation)
    {
        string page = PageAddress.Of(observation);
        return page.EndsWith(".aspx", StringComparison.Ordinal) || page.EndsWith(".ashx", StringComparison.Ordinal) || page.EndsWith(".asmx", StringComparison.Ordinal)
            ? page : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{observation.Location.File}@{observation.Location.OffsetBytes}#{observation.Location.RecordId}");
    }
}
