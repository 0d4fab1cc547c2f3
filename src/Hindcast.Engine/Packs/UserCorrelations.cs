using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Sigma;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Correlations among rules of the user's own, run over the matches that were kept of each rule. Immutable and safe on all
/// threads.
/// </summary>
internal sealed class UserCorrelations
{
    /// <summary>No correlations.</summary>
    internal static readonly UserCorrelations None = new([], []);

    private readonly IReadOnlyList<SigmaRule> _rules;
    private readonly IReadOnlyList<SigmaCorrelation> _correlations;
    private readonly SigmaCorrelator _needs;
    private readonly HashSet<string> _hidden = new(StringComparer.OrdinalIgnoreCase);

    internal UserCorrelations(IReadOnlyList<SigmaRule> rules, IReadOnlyList<SigmaCorrelation> correlations)
    {
        _rules = rules;
        _correlations = correlations;
        _needs = new SigmaCorrelator(rules, correlations);
        _hidden.UnionWith(correlations.Where(c => !c.Generate).SelectMany(c => c.Rules));
        _hidden.ExceptWith(correlations.Where(c => c.Generate).SelectMany(c => c.Rules));
    }

    /// <summary>The correlations that are shown: those that serve another one alone are not.</summary>
    internal IEnumerable<SigmaCorrelation> Shown => _correlations.Where(c => c.IsAggregation || !IsHidden(c.Header));

    /// <summary>True when a correlation needs matches of a rule.</summary>
    internal bool Needs(string ruleId) => _needs.Needs(ruleId);

    /// <summary>The fields that correlations need of a rule's records, by the names that the rule uses.</summary>
    internal IReadOnlyCollection<string> FieldsOf(string ruleId) => _needs.FieldsOf(ruleId);

    /// <summary>True when a rule's matches are no sign by themselves.</summary>
    internal bool IsHidden(SigmaRule rule) => rule.IsPartOfAggregation || IsHidden(rule.Header);

    /// <summary>Finds correlations.</summary>
    /// <param name="observations">What rules of the user's own met, in any order; the result does not depend on it.</param>
    /// <returns>For each match the correlation and an observation that stands where its last record stands.</returns>
    internal IEnumerable<(SigmaCorrelation Correlation, Observation Observation)> Run(IEnumerable<Observation> observations)
    {
        Dictionary<(string, SourceLocation), Observation> byPlace = [];
        foreach (Observation observation in observations.Where(o => o.Time is not null && Needs(o.RuleId)))
        {
            byPlace.TryAdd((observation.RuleId, observation.Location), observation);
        }

        HashSet<SigmaCorrelation> shown = [.. Shown];
        foreach (SigmaCorrelationMatch match in SigmaCorrelator.Run(
            _rules, _correlations, byPlace.Values.Select(o => new SigmaRuleMatch(o.RuleId, o.Time!.Value, Fields(o), o.Location))))
        {
            // The last part may be a correlation itself; its last record is one of those taken.
            SigmaRuleMatch last = match.Matches[^1];
            Observation? record = byPlace.GetValueOrDefault((last.RuleId, last.Location))
                ?? byPlace.Values.Where(o => o.Location == last.Location).MinBy(o => o.RuleId, StringComparer.Ordinal);
            if (record is not null && shown.Contains(match.Correlation))
            {
                yield return (match.Correlation, record with
                {
                    RuleId = match.Correlation.Id,
                    Time = match.Last,
                    Fields =
                    [
                        .. match.Group,
                        new("first", match.First.ToString()),
                        new("value", match.Value.ToString(CultureInfo.InvariantCulture)),
                        new("matches", match.MatchCount.ToString(CultureInfo.InvariantCulture)),
                    ],
                });
            }
        }
    }

    private bool IsHidden(SigmaHeader header) =>
        _hidden.Contains(header.Id) || (header.Name.Length > 0 && _hidden.Contains(header.Name));

    private static Dictionary<string, string> Fields(Observation observation)
    {
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in observation.Fields)
        {
            fields.TryAdd(name, value);
        }

        return fields;
    }
}
