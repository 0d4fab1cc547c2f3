using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Sigma;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Packs;

/// <summary>Sigma rules of the user's own: read in the same pass as those of the packs, told apart ever after.</summary>
internal sealed class UserRules
{
    /// <summary>Matches of one rule that are kept as observations from one file, and from all; beyond them the earliest and latest.</summary>
    internal const int MaxKeptPerRule = 50;

    /// <summary>Observations of all rules that are kept, those of graver rules first.</summary>
    internal const int MaxKept = 10_000;

    private readonly List<SigmaRule> _rules = [];
    private readonly List<Diagnostic> _problems = [];
    private readonly string _sha256;

    private UserRules(IEnumerable<SigmaLoadResult> loads, HashSet<string> idsOfPacks)
    {
        List<SigmaCorrelation> correlations = [];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SigmaLoadResult loaded in loads)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(loaded.Sha256));
            _problems.AddRange(loaded.Diagnostics);
            _rules.AddRange(loaded.Rules.Where(r => IsOwn(r.Header)));
            correlations.AddRange(loaded.Correlations.Where(c => IsOwn(c.Header)));
        }

        Correlations = new UserCorrelations(_rules, correlations);
        _sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());

        // An old aggregation is a rule and a correlation with one id, and is named once.
        bool IsOwn(SigmaHeader header)
        {
            bool isOwn = !idsOfPacks.Contains(header.Id);
            if (!isOwn && _problems.TrueForAll(p => p.Descriptor != UserRuleDiagnostics.IdOfPack || p.Location != Place(header)))
            {
                _problems.Add(UserRuleDiagnostics.IdOfPack.At(Place(header), header.Id, "an id of its own"));
            }

            return isOwn;
        }
    }

    /// <summary>The rules that are tried.</summary>
    internal IReadOnlyList<SigmaRule> Rules => _rules;

    /// <summary>The correlations among them.</summary>
    internal UserCorrelations Correlations { get; }

    /// <summary>Matches of a rule that are kept, of <paramref name="many"/> that are kept of rules of packs.</summary>
    internal static int MaxKeptOf(DetectionPlan plan, int rule, int many) =>
        plan.IsOfUser(rule) && !plan.UserCorrelations.Needs(plan.Rules[rule].Id) ? MaxKeptPerRule : many;

    /// <summary>Loads folders and files; null when none is named.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    internal static UserRules? Load(IReadOnlyList<string> paths, Knowledge knowledge) => paths.Count == 0
        ? null
        : new(
            paths.Select(p => RuleFolder.Load(p)),
            knowledge.Packs.SelectMany(p => p.Rules).Select(r => r.Id).ToHashSet(StringComparer.Ordinal));

    /// <summary>What they met.</summary>
    internal UserRuleReport Report(DetectionPlan plan, CaseMerge read)
    {
        (int Rule, Observation Observation)[] all = [.. read.UserObservations];
        (SigmaCorrelation Correlation, Observation Observation)[] found = [.. Correlations.Run(all.Select(o => o.Observation))];
        int[] shown = [.. Enumerable.Range(plan.PackRuleCount, plan.Rules.Count - plan.PackRuleCount).Where(i => !Correlations.IsHidden(plan.Rules[i]))];
        List<(SigmaHeader Header, IReadOnlyList<Observation> Observations, UserRuleSummary Summary)> met = [];
        ILookup<int, Observation> ofRule = all.ToLookup(o => o.Rule, o => o.Observation);
        foreach (int rule in shown.Where(i => read.Matches[i].Count > 0))
        {
            MatchTally matches = read.Matches[rule];
            Add(plan.Rules[rule].Header, matches.Count, matches.First, matches.Last, ofRule[rule]);
        }

        foreach (IGrouping<SigmaCorrelation, Observation> group in found.GroupBy(f => f.Correlation, f => f.Observation))
        {
            Observation[] inTime = [.. group.OrderBy(o => o, InTime)];
            Add(group.Key.Header, inTime.Length, inTime[0].Time, inTime[^1].Time, inTime);
        }

        (int Place, Observation Observation)[] kept =
        [
            .. met.SelectMany((m, place) => m.Observations.Select(o => (Place: place, Observation: o)))
                .OrderByDescending(o => met[o.Place].Header.Level).ThenBy(o => o.Observation, InTime).ThenBy(o => o.Place)
                .Take(MaxKept),
        ];
        Dictionary<int, int> keptOf = kept.CountBy(o => o.Place).ToDictionary();
        RuleLogs logs = new(plan, read.Logs.Where(f => f.Log is not null && f.Records > 0).Select(f => f.Log!.Value));
        return new UserRuleReport
        {
            Rules = plan.Rules.Skip(plan.PackRuleCount).Count(r => !r.IsPartOfAggregation) + Correlations.Shown.Count(),
            WithoutLog = Enumerable.Range(plan.PackRuleCount, plan.Rules.Count - plan.PackRuleCount)
                .Count(i => read.Matches[i].Count == 0 && logs.Of(plan.Rules[i]).Count == 0),
            Sha256 = _sha256,
            Met =
            [
                .. met.Select((m, place) => (m.Header, Summary: m.Summary with { Kept = keptOf.GetValueOrDefault(place) }, Place: place))
                    .OrderByDescending(m => m.Header.Level).ThenBy(m => m.Header.Title, StringComparer.Ordinal).ThenBy(m => m.Place)
                    .Select(m => m.Summary),
            ],
            Observations = [.. kept.OrderBy(o => o.Observation, InTime).ThenBy(o => o.Place).Select((o, i) => o.Observation with { Id = $"U{i + 1}" })],
            Problems =
            [
                .. _problems.Concat(PartlySeen(plan, read))
                    .OrderByDescending(d => d.Descriptor.Severity).ThenBy(d => d.Location)
                    .ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Found, StringComparer.Ordinal),
            ],
        };

        void Add(SigmaHeader header, long matches, EvidenceTime? first, EvidenceTime? last, IEnumerable<Observation> observations) => met.Add((
            header,
            Few(observations),
            new UserRuleSummary(
                header.Id, header.Title, header.Level.ToString().ToLowerInvariant(), header.Tags, header.SourceFile, matches, 0, first, last)));
    }

    /// <summary>What is shown of one rule: all when they are few, else the first ones in time and the latest.</summary>
    private static Observation[] Few(IEnumerable<Observation> observations)
    {
        Observation[] all = [.. observations];
        if (all.Length <= MaxKeptPerRule + 2)
        {
            return all;
        }

        Array.Sort(all, InTime);
        return [.. all[..MaxKeptPerRule], all[^1]];
    }

    /// <summary>Rules of which correlations saw only the matches that were kept.</summary>
    private IEnumerable<Diagnostic> PartlySeen(DetectionPlan plan, CaseMerge read)
    {
        for (int rule = plan.PackRuleCount; rule < plan.Rules.Count; rule++)
        {
            int kept = read.Kept(rule);
            if (Correlations.Needs(plan.Rules[rule].Id) && kept < read.Matches[rule].Count)
            {
                yield return UserRuleDiagnostics.Correlation.At(
                    Place(plan.Rules[rule].Header), $"{kept} of {read.Matches[rule].Count} matches of '{plan.Rules[rule].Title}'", "all matches");
            }
        }
    }

    private static Comparer<Observation> InTime { get; } = Comparer<Observation>.Create((a, b) =>
        ((a.Time?.UtcTicks ?? long.MaxValue), a.Location).CompareTo((b.Time?.UtcTicks ?? long.MaxValue, b.Location)));

    private static SourceLocation Place(SigmaHeader header) => new(header.SourceFile, Line: header.SourceLine);
}
