using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actors;

/// <summary>
/// Competing explanations of one cluster, scored by what contradicts each (analysis of competing hypotheses). Weights: 3 for
/// what can hardly be so, 2 for what would be odd, 1 for what speaks mildly against. Evidence that contradicts none, or all
/// alike, is left out, because it tells nothing.
/// </summary>
internal static class HypothesisTable
{
    private const int MaxClaims = 10;

    internal static IReadOnlyList<Hypothesis> Build(
        IReadOnlyList<Chain> chains, IReadOnlyList<JudgedResemblance> resemblances, IReadOnlyList<Campaign> campaigns, EvidenceTime? first)
    {
        IReadOnlyList<string> Shown(params Rung[] rungs) =>
            [.. chains.SelectMany(c => rungs.SelectMany(r => c.Shown[r])).Select(f => f.Observation.Id).Distinct().Take(MaxClaims)];
        IReadOnlyList<string> About(string subject) =>
            [.. chains.SelectMany(c => c.Facts).Where(f => f.Meaning.Subject == subject && f.Meaning.Outcome >= Outcome.Reached).Select(f => f.Observation.Id).Take(MaxClaims)];

        IReadOnlyList<string> reached = Shown(Rung.Reached, Rung.Succeeded), code = Shown(Rung.CodePlaced, Rung.CodeUsed),
            mail = Shown(Rung.Accessed, Rung.DataOut), ransom = [.. About("ransomware"), .. About("miner")];
        Campaign[] own = [.. campaigns.Where(c => chains.Any(x => x.Facts.Any(f => c.Detections.ContainsKey(f.Observation.RuleId) && f.Meaning.Subject.StartsWith("CVE-", StringComparison.Ordinal))))];
        bool early = first is { } begin && own.Length > 0 && own.All(c => begin.Day < c.Disclosed);
        string day = first?.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

        List<Hypothesis> table =
        [
            Score(
                "Nothing happened: the records have a harmless reading",
                Shows(3, "the flaw answered or the server did what it was told", reached), Shows(3, "code was placed or run", code), Shows(3, "mail or data were reached", mail)),
            Score(
                "An administrator of the server",
                Shows(3, "nobody who may manage the server needs the flaw", reached), Shows(1, "code was placed or run", code)),
            Score(
                "A researcher or scanner",
                Shows(3, "code was placed or run", code), Shows(3, "mail or data were reached", mail), Shows(early ? 1 : 0, $"the flaw was not public on {day}", reached)),
            Score(
                "A criminal group",
                Shows(early ? 2 : 0, $"the flaw was not public on {day}, and no criminal use before its disclosure is published", reached),
                Shows(ransom.Count == 0 ? 1 : 0, "mail or data were reached and no ransom or mining trace is seen", mail)),
            Score(
                "Another group than those published, or one of them without its known features",
                Shows(early ? 1 : 0, $"few held the means on {day}", reached)),
        ];
        if (resemblances.Count > 0)
        {
            (Resemblance closest, bool tooEarly) = resemblances[0];
            bool exclusive = closest.Likelihood >= Likelihood.RoughlyEven;
            table.Add(Score(
                $"The group published as {closest.Group}",
                (exclusive ? 0 : 2, "nothing that agrees is theirs alone", []),
                (tooEarly ? 3 : 0, "the first sign is earlier than its known activity", []),
                Shows(ransom.Count > 0 ? 1 : 0, "ransom or mining traces are seen", ransom)));
        }

        return [.. table.OrderBy(h => h.Inconsistency).ThenBy(h => h.Name, StringComparer.Ordinal)];
    }

    /// <summary>What observations show counts only where there are some; what follows from publications stands without.</summary>
    private static (int Weight, string Text, IReadOnlyList<string> Claims) Shows(int weight, string text, IReadOnlyList<string> claims) =>
        (claims.Count > 0 ? weight : 0, text, claims);

    private static Hypothesis Score(string name, params (int Weight, string Text, IReadOnlyList<string> Claims)[] against)
    {
        var counted = against.Where(a => a.Weight > 0).ToArray();
        return new Hypothesis(name, counted.Sum(a => a.Weight), [.. counted.Select(a => new Statement($"{char.ToUpperInvariant(a.Text[0])}{a.Text[1..]}", a.Claims))]);
    }
}
