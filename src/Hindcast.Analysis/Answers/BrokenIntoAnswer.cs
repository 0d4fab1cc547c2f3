using Hindcast.Analysis.Tampering;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 2.</summary>
internal static class BrokenIntoAnswer
{
    private const string Question = "Broken into? Attempted, succeeded, or nothing, and for which days is there evidence?";

    internal static Answer Compose(AnswerContext context)
    {
        CoverageReport coverage = context.Coverage;
        bool blind = coverage.From is null && context.Observations.Count == 0;
        string days = coverage is { From: { } from, To: { } to } ? $"{Words.Day(from)} to {Words.Day(to)}" : "no day";
        SubjectState[] parts = [.. SubjectState.Of(context)];
        string summary = context.Words.BrokenInto.GetValueOrDefault(context.Outcome) ?? context.Outcome switch
        {
            Outcome.Used when !context.WhatWasLeftWasUsed => "Yes: succeeded, and code was run on the server.",
            Outcome.Used => "Yes: succeeded, and what was left behind was used.",
            Outcome.Succeeded => "Yes: succeeded.",
            Outcome.Reached => "Probably: the flaw answered; an effect on the server is not proven by an independent log.",
            Outcome.Attempted or Outcome.Scanned when !context.RequestsSeen => "No attack is shown; some things are worth a look.",
            Outcome.Attempted => "Attempted; no sign that it worked.",
            Outcome.Scanned => "Scanned for, no more.",
            _ when blind => "Not assessable: no evidence that could be read.",
            _ => $"No sign in the evidence of {days}.",
        };
        List<Statement> details = [];
        details.AddRange(context.Story.Intrusions.Select(i => new Statement(
            $"{i.Id}: {string.Join(", ", i.Stages.Where(s => s.State == StageState.Shown).Select(s => GradeWords.Of(s.Rung)))}"
            + Unseen(i), [i.Id])));
        foreach (Finding finding in context.Findings)
        {
            details.Add(new Statement($"{finding.Title} (confidence: {Words.Of(finding.Confidence)})", [finding.Id]));
            details.AddRange(finding.Reasons);
        }

        details.AddRange(parts.Select(p => new Statement(p.Text, p.Claims)));
        details.AddRange(coverage.Logs.Where(l => l.Records > 0).Select(log => new Statement(
            $"Seen: {log.Log}, {(log.Days.Count > 0 ? $"{Words.Count(log.Days.Count, "day", "days")} from {log.First} to {log.Last}, " : "")}"
            + Words.Count(log.Records, "record", "records")
            + (log.Gaps.Count > 0 ? $", not seen: {string.Join(", ", log.Gaps.Take(10).Select(Words.Of))}" : ""), [])));
        details.AddRange(TamperingWords.All(context.Signs));
        AnswerStatus status = blind ? AnswerStatus.NotAssessable
            : coverage.Absent.Count > 0 || context.Incomplete || parts.Any(p => !p.IsAssessable) || TamperingWords.Weighty(context.Signs).Count > 0 ? AnswerStatus.Partly
            : AnswerStatus.Answered;
        return new Answer(
            2, Question, status, summary, details,
            [.. coverage.Absent.Select(a => $"{a.Name} ({a.Path})"), .. parts.Where(p => !p.IsAssessable).Select(p => $"For {p.Check.Subject}: {p.Check.Needs}")]);
    }

    /// <summary>Rungs above which more is shown, that no log could show, are gaps of the evidence and named as such.</summary>
    private static string Unseen(Intrusion intrusion)
    {
        string[] blind = [.. intrusion.Stages.Where(s => s.State == StageState.NotAssessable).Select(s => GradeWords.Of(s.Rung))];
        return blind.Length > 0 ? $"; not assessable: {string.Join(", ", blind)}" : "";
    }
}
