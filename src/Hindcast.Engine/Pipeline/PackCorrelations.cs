using System.Globalization;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Runs the packs' correlations over the kept observations of all logs, in order of time. What a correlation finds is an
/// observation that stands where its last record stands and names its parts. Stateless.
/// </summary>
internal static class PackCorrelations
{
    /// <summary>The field of a correlation's observation that lists its parts.</summary>
    internal const string PartsField = "parts";

    private const int MaxFoundPerCorrelation = 2000;
    private const int MaxShownParts = 20;

    /// <summary>Finds correlations.</summary>
    /// <param name="packs">The packs.</param>
    /// <param name="observations">The kept observations, in any order; the result does not depend on it.</param>
    internal static IReadOnlyList<CorrelatedObservation> Run(IReadOnlyList<CampaignPack> packs, IReadOnlyList<Observation> observations)
    {
        SigmaCorrelation[] correlations = [.. packs.SelectMany(p => p.Correlations)];
        SigmaCorrelator needs = new(packs.SelectMany(p => p.Rules), correlations);
        Dictionary<(string, SourceLocation), Observation> byPlace = [];
        foreach (Observation observation in observations.Where(o => o.Time is not null && needs.Needs(o.RuleId)))
        {
            byPlace.TryAdd((observation.RuleId, observation.Location), observation);
        }

        IReadOnlyList<SigmaCorrelationMatch> found = SigmaCorrelator.Run(
            packs.SelectMany(p => p.Rules), correlations,
            byPlace.Values.Select(o => new SigmaRuleMatch(o.RuleId, o.Time!.Value, Fields(o), o.Location)));
        Dictionary<string, int> kept = new(StringComparer.Ordinal);
        List<CorrelatedObservation> results = [];
        foreach (SigmaCorrelationMatch match in found)
        {
            // A part may itself be a correlation: its own observation stands at the same place.
            Observation[] parts =
                [.. match.Matches.Select(m => byPlace.GetValueOrDefault((m.RuleId, m.Location))).OfType<Observation>()];
            int count = kept[match.Correlation.Id] = kept.GetValueOrDefault(match.Correlation.Id) + 1;
            if (parts.Length == 0 || count > MaxFoundPerCorrelation)
            {
                continue;
            }

            Observation last = parts[^1];
            Observation observation = last with
            {
                RuleId = match.Correlation.Id,
                Fields =
                [
                    new(PartsField, ""),
                    new("matches", match.MatchCount.ToString(CultureInfo.InvariantCulture)),
                    new("first", match.First.ToString()),
                    .. last.Fields,
                ],
            };
            byPlace.TryAdd((match.Correlation.Id, match.Matches[^1].Location), observation);
            results.Add(new CorrelatedObservation(observation, parts));
        }

        return results;
    }

    /// <summary>Writes the claim ids of the parts in, once all observations have one.</summary>
    /// <param name="numbered">All observations with their ids.</param>
    /// <param name="correlated">What was found.</param>
    internal static IReadOnlyList<Observation> NameParts(
        IReadOnlyList<Observation> numbered, IReadOnlyList<CorrelatedObservation> correlated)
    {
        if (correlated.Count == 0)
        {
            return numbered;
        }

        Dictionary<(string, SourceLocation), string> ids = [];
        foreach (Observation observation in numbered)
        {
            ids.TryAdd((observation.RuleId, observation.Location), observation.Id);
        }

        ILookup<(string, SourceLocation), CorrelatedObservation> byPlace =
            correlated.ToLookup(c => (c.Observation.RuleId, c.Observation.Location));
        return
        [
            .. numbered.Select(o => byPlace[(o.RuleId, o.Location)].FirstOrDefault() is { } found && o.Fields is [{ Key: PartsField }, ..]
                ? o with { Fields = [new(PartsField, Parts(found, ids)), .. o.Fields.Skip(1)] }
                : o),
        ];
    }

    private static string Parts(CorrelatedObservation found, Dictionary<(string, SourceLocation), string> ids) =>
        string.Join(", ", found.Parts.Select(p => ids.GetValueOrDefault((p.RuleId, p.Location), "")).Where(i => i.Length > 0)
            .Distinct(StringComparer.Ordinal).Take(MaxShownParts))
        + (found.Parts.Count > MaxShownParts ? " ..." : "");

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
