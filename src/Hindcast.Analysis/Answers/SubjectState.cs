using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>What can be said of a part of a campaign that only some logs can show: worked out from what the evidence covers.</summary>
/// <param name="Check">The part.</param>
/// <param name="IsAssessable">True when it was met, or logs that would show it are there.</param>
/// <param name="Text">In a sentence.</param>
/// <param name="Claims">Findings about it.</param>
internal sealed record SubjectState(SubjectCheck Check, bool IsAssessable, string Text, IReadOnlyList<string> Claims)
{
    private const int MaxLogs = 4;

    /// <summary>The parts of all campaigns of the case, in the order of the packs.</summary>
    internal static IEnumerable<SubjectState> Of(AnswerContext context) =>
        context.Campaigns.SelectMany(c => c.Checks, (campaign, check) => Of(context, campaign, check));

    private static SubjectState Of(AnswerContext context, Campaign campaign, SubjectCheck check)
    {
        Finding[] met = [.. context.Findings.Where(f => f.Pack == campaign.Id && f.Subject == check.Subject)];
        if (met.Length > 0)
        {
            return new SubjectState(check, true, $"{check.Subject}: {met[0].Title}", [.. met.Select(f => f.Id)]);
        }

        string[] wanted = check.Logs.Split('|', StringSplitOptions.RemoveEmptyEntries);
        LogCoverage[] logs =
        [
            .. context.Coverage.Logs.Where(l => l.Records > 0 && wanted.Any(w => w == l.Log.Kind || w == l.Log.ToString())
                && (l.Days.Count == 0 || campaign.KnownSince is not { } since || l.Days[^1].Day >= since)),
        ];
        DetectionSummary? proof = check.Rule.Length == 0 ? null : context.Detections.FirstOrDefault(d => d.RuleId == check.Rule && d.Matches > 0);
        if ((wanted.Length > 0 && logs.Length == 0) || (check.Rule.Length > 0 && proof is null))
        {
            return new SubjectState(check, false, $"{check.Subject}: not assessable. It would show in {check.Needs}, and the evidence holds nothing of the kind.", []);
        }

        string seen = proof is { First: { } first, Last: { } last } ? $"{proof.Title}, {first} to {last}"
            : string.Join(", ", logs.Take(MaxLogs).Select(l => l.Days.Count > 0 ? $"{l.Log} ({AnswerWords.Day(l.Days[0].Day)} to {AnswerWords.Day(l.Days[^1].Day)})" : l.Log.ToString()));
        return new SubjectState(check, true, $"{check.Subject}: not seen in {seen}.", []);
    }
}
