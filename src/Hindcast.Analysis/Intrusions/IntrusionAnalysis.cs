using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// Question 2: what do the observations mean together? Grades each flaw by the ladder of <see cref="Outcome"/>: a request
/// alone never gets above Reached; Succeeded needs an effect in a log that the request did not write.
/// </summary>
public static class IntrusionAnalysis
{
    private const int MaxObservationsInReason = 20;

    /// <summary>Works out findings, worst first.</summary>
    /// <param name="campaign">What the pack knows.</param>
    /// <param name="observations">The observations of the pack's rules, in time order, with ids.</param>
    /// <param name="ladder">By observation id, how far the chain came that the observation is part of: a finding never says more.</param>
    public static IReadOnlyList<Finding> Run(
        Campaign campaign, IReadOnlyList<Observation> observations, IReadOnlyDictionary<string, Outcome> ladder)
    {
        Observation[] known =
            [.. observations.Where(o => campaign.Detections.TryGetValue(o.RuleId, out DetectionMeaning? m) && m.Outcome > Outcome.None)];
        IReadOnlyList<Observation> chained = ChainProof.Find(campaign, known);
        List<Finding> findings = [];
        foreach (IGrouping<string, Observation> group in known.GroupBy(o => campaign.Detections[o.RuleId].Subject))
        {
            findings.Add(Grade(
                campaign, group.Key, [.. group], campaign.Chain?.Subject == group.Key ? chained : [], ladder));
        }

        return
        [
            .. findings.OrderByDescending(f => f.Outcome).ThenByDescending(f => f.Confidence)
                .ThenBy(f => f.First?.UtcTicks ?? long.MaxValue).ThenBy(f => f.Subject, StringComparer.Ordinal),
        ];
    }

    private static Finding Grade(
        Campaign campaign,
        string subject,
        IReadOnlyList<Observation> observations,
        IReadOnlyList<Observation> chained,
        IReadOnlyDictionary<string, Outcome> ladder)
    {
        DetectionMeaning Meaning(Observation o) => campaign.Detections[o.RuleId];
        Observation[] requests = [.. observations.Where(o => Meaning(o).Role == ObservationRole.Request)];
        Observation[] effects =
            [.. observations.Where(o => Meaning(o).Role is ObservationRole.Effect or ObservationRole.Artefact)];
        Observation[] uses = [.. observations.Where(o => Meaning(o).Role == ObservationRole.Use)];

        List<Statement> reasons = [];
        Outcome outcome = Outcome.None;
        Confidence confidence = Confidence.Low;

        if (requests.Length > 0)
        {
            Outcome byRequest = Worst(requests, Meaning);
            outcome = byRequest < Outcome.Reached ? byRequest : Outcome.Reached;
            confidence = outcome == Outcome.Reached ? Confidence.Moderate : Confidence.High;
            reasons.AddRange(Reasons(requests, Meaning));
        }

        if (chained.Count > 0 && outcome <= Outcome.Reached)
        {
            outcome = Outcome.Reached;
            confidence = Confidence.High;
            reasons.Add(new Statement(campaign.Chain!.Because, Ids(chained)));
        }

        if (effects.Length > 0)
        {
            Outcome byEffect = Worst(effects, Meaning);
            bool independent = effects.Any(e => requests.All(r => r.Log != e.Log));
            outcome = byEffect >= Outcome.Succeeded && !independent ? Outcome.Reached : Max(outcome, byEffect);
            confidence = byEffect >= Outcome.Succeeded && independent ? Confidence.High : confidence;
            reasons.AddRange(Reasons(effects, Meaning));
        }

        if (uses.Length > 0)
        {
            // Without an effect or artefact beside it, a request to an odd page is still only a request.
            bool proven = uses.Any(u => ladder.GetValueOrDefault(u.Id) >= Outcome.Succeeded);
            Outcome byUse = Worst(uses, Meaning);
            outcome = Max(outcome, proven || byUse < Outcome.Reached ? byUse : Outcome.Reached);
            confidence = proven ? Confidence.High : byUse < Outcome.Reached ? confidence : Confidence.Moderate;
            reasons.AddRange(Reasons(uses, Meaning));
            if (!proven && byUse >= Outcome.Reached)
            {
                reasons.Add(new Statement(
                    "Nothing else in the evidence shows how such a page came there, so its use is likely but not proven.", []));
            }
        }

        Outcome shown = observations.Max(o => ladder.GetValueOrDefault(o.Id));
        outcome = outcome > Outcome.Reached && outcome > shown ? Max(Outcome.Reached, shown) : outcome;
        if (subject == DetectionMeaning.PublishedIndicator)
        {
            confidence = outcome >= Outcome.Reached ? Confidence.Moderate : Confidence.Low;
            reasons.Add(new Statement(
                "A published value alone proves nothing: addresses change hands, names are reused, and researchers scan too.", []));
        }
        else if (outcome is Outcome.Attempted or Outcome.Scanned && requests.Length + uses.Length == 0 && !DetectionMeaning.IsFlaw(subject))
        {
            reasons.Add(new Statement("That it is so, the records show; that an attacker did it, they do not.", []));
        }
        else if (outcome is Outcome.Attempted or Outcome.Scanned)
        {
            reasons.Add(new Statement(
                "No answer, effect or artefact in the evidence shows that it worked; logs that are missing could.", []));
        }

        EvidenceTime[] times = [.. observations.Where(o => o.Time is not null).Select(o => o.Time!.Value)];
        return new Finding
        {
            Id = "",
            Subject = subject,
            Title = FindingTitle.Of(campaign, subject, outcome, observations),
            Outcome = outcome,
            Confidence = confidence,
            Reasons = reasons,
            First = times.Length > 0 ? times.Min() : null,
            Last = times.Length > 0 ? times.Max() : null,
            Observations = [.. observations.Select(o => o.Id)],
            Pack = campaign.Id,
        };
    }

    private static IEnumerable<Statement> Reasons(
        IReadOnlyList<Observation> observations, Func<Observation, DetectionMeaning> meaning) =>
        observations.GroupBy(o => o.RuleId)
            .OrderByDescending(g => meaning(g.First()).Outcome).ThenBy(g => meaning(g.First()).Title, StringComparer.Ordinal)
            .Select(g => new Statement(
                string.Create(CultureInfo.InvariantCulture, $"{meaning(g.First()).Because} ({Count(g.Count())}, first {When(g.First())})"),
                Ids([.. g])));

    private static string Count(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private static string When(Observation observation) => observation.Time?.ToString() ?? "without a time";

    private static string[] Ids(IReadOnlyList<Observation> observations) =>
        [.. observations.Take(MaxObservationsInReason).Select(o => o.Id)];

    private static Outcome Worst(IEnumerable<Observation> observations, Func<Observation, DetectionMeaning> meaning) =>
        observations.Max(o => meaning(o).Outcome);

    private static Outcome Max(Outcome a, Outcome b) => a > b ? a : b;
}
