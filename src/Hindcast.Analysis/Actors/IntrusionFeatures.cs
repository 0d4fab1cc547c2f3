using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actors;

/// <summary>What an intrusion can be told by: values by kind, with the observations that show them.</summary>
internal sealed class IntrusionFeatures
{
    private const int MaxClaims = 20;

    private readonly SortedDictionary<string, SortedDictionary<string, List<string>>> _values = new(StringComparer.Ordinal);

    internal IntrusionFeatures(Intrusion intrusion, Chain chain)
    {
        Intrusion = intrusion;
        foreach (ObservationFacts fact in chain.Facts)
        {
            // A visitor's agent on a scan says nothing of who broke in.
            Add(FeatureKinds.Address, fact.Address, fact);
            Add(FeatureKinds.Agent, fact.Address.Length > 0 ? fact.Agent : "", fact);
            Add(FeatureKinds.Page, fact.OwnsPage ? fact.Page : "", fact);
            Add(FeatureKinds.PageKey, fact.Observation.Field("PageKey") ?? "", fact);
            Add(FeatureKinds.File, fact.Meaning.Role == ObservationRole.Artefact ? fact.Observation.Field("SHA256") ?? "" : "", fact);
            Add(FeatureKinds.Command, Command(fact), fact);
            Add(FeatureKinds.Account, fact.Meaning.Persists ? fact.Observation.Field("TargetUserName") ?? "" : "", fact);
        }
    }

    internal Intrusion Intrusion { get; }

    internal IEnumerable<string> Kinds => _values.Keys;

    /// <summary>The values of a kind; empty when it has none.</summary>
    internal IReadOnlyCollection<string> Values(string kind) =>
        _values.TryGetValue(kind, out SortedDictionary<string, List<string>>? values) ? values.Keys : [];

    internal IEnumerable<ClusterFeature> All() =>
        _values.SelectMany(kind => kind.Value.Select(value => new ClusterFeature(
            kind.Key, value.Key, CommonFeatures.Contains(kind.Key, value.Key), value.Value)));

    private static string Command(ObservationFacts fact) =>
        OperatorCommand.Of(fact.Observation.Field("CommandLine") ?? fact.Observation.Field("ProcessCommandLine") ?? "");

    private void Add(string kind, string value, ObservationFacts fact)
    {
        if (value.Length == 0)
        {
            return;
        }

        if (!_values.TryGetValue(kind, out SortedDictionary<string, List<string>>? values))
        {
            _values.Add(kind, values = new(StringComparer.Ordinal));
        }

        if (!values.TryGetValue(value, out List<string>? claims))
        {
            values.Add(value, claims = []);
        }

        if (claims.Count < MaxClaims)
        {
            claims.Add(fact.Observation.Id);
        }
    }
}
