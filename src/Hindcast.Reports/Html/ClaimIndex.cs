using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>
/// Knows which claims the report shows, so that each link has a target. Observations are shown from the start of the
/// timeline, and those further down that a sentence cites.
/// </summary>
internal sealed class ClaimIndex
{
    private const int MaxIdLength = 10;

    private readonly HashSet<string> shown = new(StringComparer.Ordinal);
    private readonly HashSet<string> free = new(StringComparer.Ordinal);

    internal ClaimIndex(Assessment assessment, int intrusions)
    {
        Add(assessment.Findings.Take(ReportLimits.Findings).Select(f => f.Id));
        Add(assessment.Exposure.Builds.Take(ReportLimits.Builds).Select(b => b.Id));
        Add(assessment.Exposure.Windows.Take(ReportLimits.Windows).Select(w => w.Id));
        Add(assessment.Intrusions.Take(intrusions).Select(i => i.Id));
        Add(assessment.Actors.Clusters.Take(ReportLimits.Actors).Select(a => a.Id));
        Add(assessment.Persistence.Take(ReportLimits.Mailboxes).Select(p => p.Id));
        Add(assessment.Signs.Take(ReportLimits.Signs).Select(s => s.Id));
        Add(assessment is { Unusual: not null, SeenEarlier.Item: { } seen } ? [seen.Id] : []);
        HashSet<string> cited = Cited(assessment);
        List<Observation> observations = [];
        int further = 0;
        for (int i = 0; i < assessment.Observations.Count; i++)
        {
            Observation observation = assessment.Observations[i];
            if (i < ReportLimits.Observations
                || (further < ReportLimits.CitedObservations && cited.Remove(observation.Id) && ++further > 0))
            {
                observations.Add(observation);
            }
        }

        Observations = observations;
        Add(observations.Select(o => o.Id));
        Add((assessment.UserRules?.Observations ?? []).Take(ReportLimits.UserObservations).Select(o => o.Id));
        free.UnionWith(shown);
    }

    /// <summary>The observations that the report shows, in time order.</summary>
    internal IReadOnlyList<Observation> Observations { get; }

    /// <summary>The anchor of a shown claim: its id the first time, null when it is no valid id or already taken.</summary>
    internal string? TakeAnchor(string id) => free.Remove(id) ? id : null;

    /// <summary>True where the report shows the claim, so that a link to it leads somewhere.</summary>
    internal bool Shows(string id) => shown.Contains(id);

    private static HashSet<string> Cited(Assessment assessment)
    {
        IEnumerable<Statement> statements = assessment.Verdict.Summary.Concat(assessment.Verdict.Reasons.Take(ReportLimits.Statements))
            .Concat(assessment.Answers.SelectMany(a => a.Details.Take(ReportLimits.Statements)))
            .Concat(assessment.Findings.Take(ReportLimits.Findings).SelectMany(f => f.Reasons.Take(ReportLimits.Statements)));
        IEnumerable<string> told = assessment.Intrusions.Take(ReportLimits.Intrusions).SelectMany(i => i.Stages).SelectMany(s => s.Claims.Take(ReportLimits.Claims))
            .Concat(assessment.Persistence.Take(ReportLimits.Mailboxes).SelectMany(p => p.Claims.Take(ReportLimits.Claims)))
            .Concat(assessment.Impact.Mailboxes.Take(ReportLimits.Mailboxes).SelectMany(m => m.Claims.Take(ReportLimits.Claims)));
        return
        [
            .. told,
            .. statements.SelectMany(s => s.Claims.Take(ReportLimits.Claims))
                .Concat(assessment.Findings.Take(ReportLimits.Findings).SelectMany(f => f.Observations.Take(ReportLimits.Claims))),
        ];
    }

    private static bool IsClaimId(string id) =>
        id.Length is >= 2 and <= MaxIdLength && ClaimKind.All.Any(k => k.Letter == id[0]) && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private void Add(IEnumerable<string> ids) => shown.UnionWith(ids.Where(IsClaimId));
}
