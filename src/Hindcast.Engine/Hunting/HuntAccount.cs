using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Hunting;

/// <summary>Draws up the account of every rule after a hunt: what became of it, why, and what it cost.</summary>
internal sealed class HuntAccount
{
    private const int MostFieldsNamed = 5;

    private readonly HuntPlan _plan;
    private readonly HuntReader _reader;
    private readonly SigmaEventShape[] _shapes;
    private readonly long[] _tried;
    private readonly Dictionary<SigmaHeader, HuntRuleReport> _reports = new(ReferenceEqualityComparer.Instance);

    internal HuntAccount(HuntPlan plan, HuntReader reader)
    {
        _plan = plan;
        _reader = reader;
        _shapes = [.. reader.Tally.Shapes.Keys.Select(s => s.Shape)];
        _tried = new long[plan.Sigma.Rules.Count];
        foreach ((SigmaShapePlan shape, long records) in reader.Tally.Shapes)
        {
            foreach (int rule in shape.PossibleRules)
            {
                _tried[rule] += records;
            }
        }
    }

    /// <summary>The account, in the order of the rule files.</summary>
    /// <param name="found">What correlations found, tuning regarded.</param>
    /// <param name="allowed">What tuning took back of it, by correlation.</param>
    internal IReadOnlyList<HuntRuleReport> Draw(
        IReadOnlyList<SigmaCorrelationMatch> found, IReadOnlyDictionary<SigmaHeader, long> allowed)
    {
        OfRules();
        OfCorrelations(found, allowed);
        return
        [
            .. _plan.Headers.Select(h => _plan.LeftOut(h) is { Length: > 0 } reason ? LeftOut(h, reason)
                : _reports.GetValueOrDefault(h) ?? LeftOut(h, "needs rules that are not run")),
        ];
    }

    private HuntRuleReport LeftOut(SigmaHeader header, string reason) =>
        new() { Rule = _plan.Tuned(header), State = HuntRuleState.LeftOut, Reason = reason };

    private void OfRules()
    {
        IReadOnlyList<SigmaRule> rules = _plan.Sigma.Rules;
        HashSet<SigmaLogSource> unmapped = [.. _plan.Sigma.UnmappedLogSources.Select(u => u.Key)];

        // What there is evidence for is the same for all rules of a log source.
        Dictionary<SigmaLogSource, string> lacks = [];
        for (int i = 0; i < rules.Count; i++)
        {
            SigmaLogSource source = rules[i].LogSource with { Definition = "" };
            int rule = i;
            if (!lacks.TryGetValue(source, out string? lack))
            {
                lack = unmapped.Contains(source) ? $"no mapping covers {source}"
                    : Array.Exists(_shapes, s => _plan.Sigma.SourceOf(rule, s) is not null) ? ""
                    : _plan.Sigma.WhyNoEvidence(rule, _shapes);
                lacks.Add(source, lack);
            }

            long matches = _reader.Tally.Matches.GetValueOrDefault(i);
            HuntRuleState state = matches > 0 ? HuntRuleState.Matched
                : _tried[i] > 0 ? HuntRuleState.Silent
                : unmapped.Contains(source) ? HuntRuleState.Unmapped
                : lack.Length > 0 ? HuntRuleState.NoEvidence
                : HuntRuleState.CouldNotFire;
            _reports[rules[i].Header] = new HuntRuleReport
            {
                Rule = _plan.HeaderOf(i),
                State = state,
                Reason = state switch
                {
                    HuntRuleState.Unmapped or HuntRuleState.NoEvidence => lack,
                    HuntRuleState.CouldNotFire => WhyNot(i),
                    _ => "",
                },
                Tried = _tried[i],
                Evaluations = _reader.Evaluations[i],
                GivenUp = _plan.Sigma.ValuesGivenUp(i),
                Matches = matches,
                Allowed = _reader.Tally.Allowed.Where(a => a.Key.Rule == rule).Sum(a => a.Value),
            };
        }
    }

    private string WhyNot(int rule)
    {
        IReadOnlyList<string> missing = _plan.Sigma.MissingFields(rule, _shapes);
        string more = missing.Count > MostFieldsNamed ? " and others" : "";
        if (missing.Count > 0)
        {
            return $"no record of its log source has the field {string.Join(", ", missing.Take(MostFieldsNamed))}{more}";
        }

        IReadOnlyList<string> constants = _plan.Sigma.MissingConstants(rule, _shapes);
        return constants.Count > 0 ? $"no record of its log source has {string.Join(" or ", constants)}"
            : "the event ids and fields that it asks for do not occur in one record";
    }

    private void OfCorrelations(IReadOnlyList<SigmaCorrelationMatch> found, IReadOnlyDictionary<SigmaHeader, long> allowed)
    {
        HashSet<string> live = new(StringComparer.OrdinalIgnoreCase);
        foreach (HuntRuleReport report in _reports.Values.Where(r => r.State >= HuntRuleState.Silent))
        {
            live.Add(report.Rule.Id);
            live.Add(report.Rule.Name);
        }

        live.Remove("");

        // Each stands behind those that it needs.
        foreach (SigmaCorrelation correlation in _plan.Correlations)
        {
            long taken = allowed.GetValueOrDefault(correlation.Header);
            long count = found.Count(f => f.Correlation == correlation) + taken;
            bool couldFire = correlation.Rules.Any(live.Contains);
            if (!correlation.IsAggregation)
            {
                HuntRuleState state = count > 0 ? HuntRuleState.Matched : couldFire ? HuntRuleState.Silent : HuntRuleState.NoEvidence;
                _reports[correlation.Header] = new HuntRuleReport
                {
                    Rule = _plan.Tuned(correlation.Header),
                    IsCorrelation = true,
                    State = state,
                    Reason = state == HuntRuleState.NoEvidence ? "none of its rules could match" : "",
                    Matches = count,
                    Allowed = taken,
                };
                if (couldFire)
                {
                    live.Add(correlation.Id);
                    live.Add(correlation.Header.Name);
                    live.Remove("");
                }
            }
            else if (_reports.TryGetValue(correlation.Header, out HuntRuleReport? counted) && counted.State >= HuntRuleState.Silent)
            {
                // An old aggregation is one rule to people: what counts is what it found.
                _reports[correlation.Header] = counted with
                {
                    State = count > 0 ? HuntRuleState.Matched : HuntRuleState.Silent,
                    Matches = count,
                    Allowed = taken,
                };
            }
        }
    }
}
