using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actors;

/// <summary>Question 4: how many operators, what each can be told by, and whom it resembles.</summary>
internal static class ActorAnalysis
{
    private const int MaxClaims = 20;
    private const int MaxFeatures = 100;

    /// <summary>Works out the clusters; gives the intrusions back with their actor.</summary>
    internal static (ActorReport Report, IReadOnlyList<Intrusion> Intrusions) Run(
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> intrusions, IReadOnlyList<Chain> chains, IReadOnlyList<Campaign> campaigns)
    {
        IntrusionFeatures[] features = [.. intrusions.Select(i => new IntrusionFeatures(i.Intrusion, i.Chain))];
        var groups = ActorClustering.Run(features);
        ActorProfile[] profiles = [.. campaigns.SelectMany(c => c.Actors)];
        Dictionary<string, string> actorOf = new(StringComparer.Ordinal);
        List<ActorCluster> clusters = [];
        foreach ((IReadOnlyList<int> members, IReadOnlyList<ActorMerge> merges) in groups)
        {
            string id = FormattableString.Invariant($"A{clusters.Count + 1}");
            Intrusion[] own = [.. members.Select(m => intrusions[m].Intrusion)];
            Chain[] ownChains = [.. members.Select(m => intrusions[m].Chain)];
            EvidenceTime[] times = [.. own.SelectMany(i => (EvidenceTime?[])[i.First, i.Last]).OfType<EvidenceTime>()];
            EvidenceTime? first = times.Length > 0 ? times.Min() : null, last = times.Length > 0 ? times.Max() : null;
            IReadOnlyList<ClusterFeature> all = Merge(members.SelectMany(m => features[m].All()));
            ActorProfile[] candidates = [.. profiles.Where(p => Concerns(p, campaigns, ownChains))];
            IReadOnlyList<JudgedResemblance> resemblances = ResemblanceJudge.Judge(all, first, last, candidates);
            clusters.Add(new ActorCluster
            {
                Id = id,
                Intrusions = [.. own.Select(i => i.Id)],
                Outcome = own.Max(i => i.Outcome),
                First = first,
                Last = last,
                Features = [.. all.Take(MaxFeatures)],
                Merges = merges,
                Resemblances = [.. resemblances.Select(r => r.Resemblance)],
                AtMost = ownChains.Sum(OperatorBound.Of),
                Hypotheses = HypothesisTable.Build(ownChains, resemblances, campaigns, first),
            });
            foreach (Intrusion intrusion in own)
            {
                actorOf.Add(intrusion.Id, id);
            }
        }

        ActorReport report = new(
            ActorClustering.AtLeast([.. groups.Select(g => (IReadOnlyList<IntrusionFeatures>)[.. g.Members.Select(m => features[m])])]),
            clusters.Sum(c => c.AtMost), clusters, Attempts(chains));
        return (report, [.. intrusions.Select(i => i.Intrusion with { Actor = actorOf[i.Intrusion.Id] })]);
    }

    /// <summary>A profile speaks for its own campaign only: who held one hole need not have held another.</summary>
    private static bool Concerns(ActorProfile profile, IReadOnlyList<Campaign> campaigns, IReadOnlyList<Chain> chains) =>
        campaigns.Any(c => c.Actors.Contains(profile) && chains.Any(chain => chain.Facts.Any(f => c.Detections.ContainsKey(f.Observation.RuleId))));

    private static IReadOnlyList<ClusterFeature> Merge(IEnumerable<ClusterFeature> features) =>
    [
        .. features.GroupBy(f => (f.Kind, f.Value)).OrderBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.Value, StringComparer.Ordinal)
            .Select(g => g.First() with { Claims = [.. g.SelectMany(f => f.Claims).Distinct().Take(MaxClaims)] }),
    ];

    private static AttemptSummary Attempts(IReadOnlyList<Chain> chains)
    {
        ObservationFacts[] facts =
        [
            .. chains.Where(c => c.Outcome is Outcome.Scanned or Outcome.Attempted).SelectMany(c => c.Facts)
                .OrderBy(f => f.Ticks < 0 ? long.MaxValue : f.Ticks).ThenBy(f => f.Observation.Location).ThenBy(f => f.Observation.RuleId, StringComparer.Ordinal),
        ];
        ObservationFacts[] timed = [.. facts.Where(f => f.Ticks >= 0)];
        return new AttemptSummary(
            facts.Select(f => f.Address).Where(a => a.Length > 0).Distinct(StringComparer.Ordinal).Count(), facts.Length,
            timed.FirstOrDefault()?.Observation.Time, timed.LastOrDefault()?.Observation.Time,
            [.. facts.Take(MaxClaims).Select(f => f.Observation.Id)]);
    }
}
