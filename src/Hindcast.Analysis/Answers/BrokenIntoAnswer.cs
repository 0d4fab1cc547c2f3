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
        string blind = SeenWords.Blind(context);
        SubjectState[] parts = [.. SubjectState.Of(context)];
        string summary = context.Words.BrokenInto.GetValueOrDefault(context.Outcome) ?? context.Outcome switch
        {
            Outcome.Used when !context.WhatWasLeftWasUsed => "Yes: succeeded, and code was run on the server.",
            Outcome.Used => "Yes: succeeded, and what was left behind was used.",
            Outcome.Succeeded => "Yes: succeeded.",
            Outcome.Reached when !context.FlawAnswered => "Probably: what an attacker would leave or do is seen, and no other log or file proves it.",
            Outcome.Reached => "Probably: the flaw answered; an effect on the server is not proven by an independent log.",
            Outcome.Attempted or Outcome.Scanned when !context.RequestsSeen => "No attack is shown; some things are worth a look.",
            Outcome.Attempted => "Attempted; no sign that it worked.",
            Outcome.Scanned => "Scanned for, no more.",
            _ when blind.Length > 0 => blind,
            _ => $"No sign in the logs of {SeenWords.Days(context.Seen)}.",
        };
        string open = SeenWords.Open(context.Open);
        if (context.Outcome < Outcome.Reached && open.Length > 0)
        {
            summary += $" {open}";
        }

        List<Statement> details = [];
        details.AddRange(context.Story.Intrusions.Select(i => new Statement(
            $"{i.Id}: {Shown(i)}"
            + Unseen(i), [i.Id])));
        foreach (Finding finding in context.Findings)
        {
            details.Add(new Statement($"{finding.Title} (confidence: {AnswerWords.Of(finding.Confidence)})", [finding.Id]));
            details.AddRange(finding.Reasons);
        }

        details.AddRange(parts.Select(p => new Statement(p.Text, p.Claims)));
        details.AddRange(coverage.Logs.Where(l => l.Records > 0).Select(log => new Statement(
            $"Seen: {log.Log}, {(log.Days.Count > 0 ? $"{AnswerWords.Count(log.Days.Count, "day", "days")} from {log.First} to {log.Last}, " : "")}"
            + AnswerWords.Count(log.Records, "record", "records")
            + (log.Gaps.Count > 0 ? $", not seen: {string.Join(", ", log.Gaps.Take(10).Select(AnswerWords.Of))}" : ""), [])));
        details.AddRange(TamperingWords.All(context.Signs));
        AnswerStatus status = blind.Length > 0 ? AnswerStatus.NotAssessable
            : coverage.Absent.Count > 0 || context.Incomplete || open.Length > 0 || parts.Any(p => !p.IsAssessable) || TamperingWords.Weighty(context.Signs).Count > 0 ? AnswerStatus.Partly
            : AnswerStatus.Answered;
        return new Answer(
            2, Question, status, summary, details,
            [.. coverage.Absent.Select(a => $"{a.Name} ({a.Path})"), .. parts.Where(p => !p.IsAssessable).Select(p => $"For {p.Check.Subject}: {p.Check.Needs}")]);
    }

    private static string Shown(Intrusion intrusion)
    {
        string[] shown = [.. intrusion.Stages.Where(s => s.State == StageState.Shown).Select(s => GradeWords.Of(s.Rung))];
        return shown.Length > 0 ? string.Join(", ", shown) : "no step is proven";
    }

    /// <summary>Rungs above which more is shown, that no log could show, are gaps of the evidence and named as such.</summary>
    private static string Unseen(Intrusion intrusion)
    {
        string[] blind = [.. intrusion.Stages.Where(s => s.State == StageState.NotAssessable).Select(s => GradeWords.Of(s.Rung))];
        return blind.Length > 0 ? $"; not assessable: {string.Join(", ", blind)}" : "";
    }
}
