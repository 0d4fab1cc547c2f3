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
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SigmaLoadResult loaded in loads)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(loaded.Sha256));
            _problems.AddRange(loaded.Diagnostics);
            foreach (SigmaCorrelation correlation in loaded.Correlations)
            {
                _problems.Add(UserRuleDiagnostics.Correlation.At(Place(correlation.Header), correlation.Title, "rules without correlations"));
            }

            // What a correlation hides is no sign by itself.
            HashSet<string> hidden = new(loaded.Correlations.Where(c => !c.Generate).SelectMany(c => c.Rules), StringComparer.OrdinalIgnoreCase);
            hidden.ExceptWith(loaded.Correlations.Where(c => c.Generate).SelectMany(c => c.Rules));
            foreach (SigmaRule rule in loaded.Rules.Where(r => !r.IsPartOfAggregation && !hidden.Contains(r.Id) && !hidden.Contains(r.Name)))
            {
                if (idsOfPacks.Contains(rule.Id))
                {
                    _problems.Add(UserRuleDiagnostics.IdOfPack.At(Place(rule.Header), rule.Id, "an id of its own"));
                }
                else
                {
                    _rules.Add(rule);
                }
            }
        }

        _sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The rules that are tried.</summary>
    internal IReadOnlyList<SigmaRule> Rules => _rules;

    /// <summary>Loads folders and files; null when none is named.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    internal static UserRules? Load(IReadOnlyList<string> paths, Knowledge knowledge) => paths.Count == 0
        ? null
        : new(
            paths.Select(p => Directory.Exists(p) ? SigmaLoader.LoadFolder(p) : SigmaLoader.LoadFile(p)),
            knowledge.Packs.SelectMany(p => p.Rules).Select(r => r.Id).ToHashSet(StringComparer.Ordinal));

    /// <summary>What they met.</summary>
    internal UserRuleReport Report(DetectionPlan plan, CaseMerge read)
    {
        (int Rule, Observation Observation)[] kept =
        [
            .. read.UserObservations
                .OrderByDescending(o => plan.Rules[o.Rule].Level).ThenBy(o => o.Observation, InTime).ThenBy(o => o.Rule)
                .Take(MaxKept),
        ];
        Dictionary<int, int> keptOf = kept.CountBy(o => o.Rule).ToDictionary();
        IEnumerable<int> numbers = Enumerable.Range(plan.PackRuleCount, plan.Rules.Count - plan.PackRuleCount);
        string[] kinds = [.. read.Files.Where(f => f.Log is not null && f.Records > 0).Select(f => f.Log!.Value.Kind).Distinct()];
        return new UserRuleReport
        {
            Rules = plan.Rules.Count - plan.PackRuleCount,
            WithoutLog = numbers.Count(i => read.Matches[i].Count == 0 && !kinds.Any(k => plan.Reads(plan.Rules[i], k))),
            Sha256 = _sha256,
            Met =
            [
                .. numbers.Where(i => read.Matches[i].Count > 0)
                    .OrderByDescending(i => plan.Rules[i].Level).ThenBy(i => plan.Rules[i].Title, StringComparer.Ordinal).ThenBy(i => i)
                    .Select(i => new UserRuleSummary(
                        plan.Rules[i].Id, plan.Rules[i].Title, plan.Rules[i].Level.ToString().ToLowerInvariant(), plan.Rules[i].Tags,
                        plan.Rules[i].SourceFile, read.Matches[i].Count, keptOf.GetValueOrDefault(i), read.Matches[i].First, read.Matches[i].Last)),
            ],
            Observations = [.. kept.OrderBy(o => o.Observation, InTime).ThenBy(o => o.Rule).Select((o, i) => o.Observation with { Id = $"U{i + 1}" })],
            Problems =
            [
                .. _problems.OrderByDescending(d => d.Descriptor.Severity).ThenBy(d => d.Location)
                    .ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Found, StringComparer.Ordinal),
            ],
        };
    }

    private static Comparer<Observation> InTime { get; } = Comparer<Observation>.Create((a, b) =>
        ((a.Time?.UtcTicks ?? long.MaxValue), a.Location).CompareTo((b.Time?.UtcTicks ?? long.MaxValue, b.Location)));

    private static SourceLocation Place(SigmaHeader header) => new(header.SourceFile, Line: header.SourceLine);
}
