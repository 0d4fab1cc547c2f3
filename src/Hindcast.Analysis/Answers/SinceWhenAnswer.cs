using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Tampering;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 3.</summary>
internal static class SinceWhenAnswer
{
    private const string Question = "Since when, and in what order?";
    private const int MaxSteps = 40;

    internal static Answer Compose(AnswerContext context)
    {
        Observation[] timed = [.. context.Observations.Where(o => o.Time is not null)];
        if (timed.Length == 0)
        {
            return new Answer(3, Question, context.Coverage.From is null ? AnswerStatus.NotAssessable : AnswerStatus.Answered,
                context.Coverage.From is null ? "Not assessable: no evidence that could be read." : "Nothing to date.",
                [.. TamperingWords.Cleared(context.Signs)], []);
        }

        Observation? firstReal = timed.FirstOrDefault(o => context.Meaning(o)?.Outcome >= Outcome.Reached);
        Observation first = firstReal ?? timed[0];
        Observation last = timed[^1];
        string disclosed = string.Concat(context.Campaigns.Where(c => c.Detections.ContainsKey(first.RuleId)).Select(c => Relative(c, first)));
        string summary = firstReal is not null
            ? $"First sign that the flaw answered or was used: {first.Time}{disclosed}. Last sign of any kind: {last.Time}."
            : $"First attempt or scan: {first.Time}{disclosed}. Last: {last.Time}.";
        List<Statement> details = [];
        foreach (IGrouping<string, Observation> step in timed.GroupBy(o => o.RuleId).OrderBy(g => g.First().Time!.Value.UtcTicks).Take(MaxSteps))
        {
            DetectionMeaning? meaning = context.Meaning(step.First());
            details.Add(new Statement(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{step.First().Time}: {meaning?.Title ?? step.Key}{(step.Count() > 1 ? $" ({step.Count()} times, until {step.Last().Time})" : "")}"),
                [step.First().Id]));
        }

        TimeSpan dwell = new(last.Time!.Value.UtcTicks - first.Time!.Value.UtcTicks);
        if (firstReal is not null)
        {
            details.Add(new Statement(
                string.Create(CultureInfo.InvariantCulture, $"Time between the first and the last sign: {dwell.Days} days {dwell.Hours} hours. The true time can be longer: logs end, and other tools leave no web log."),
                [first.Id, last.Id]));
        }

        details.AddRange(TamperingWords.Cleared(context.Signs));
        bool early = context.Coverage.From is { } from && context.Campaigns.Any(c => from > c.KnownSince);
        return new Answer(
            3, Question, early ? AnswerStatus.Partly : AnswerStatus.Answered, summary, details,
            early ? ["Logs from before the first day covered"] : []);
    }

    /// <summary>", 1 day after disclosure (2021-03-02)"; "" where the pack knows of no disclosure.</summary>
    private static string Relative(Campaign campaign, Observation first)
    {
        if (campaign.Disclosed is not { } disclosed)
        {
            return "";
        }

        int days = first.Time!.Value.Day.DayNumber - disclosed.DayNumber;
        return days == 0 ? ", on the day of disclosure"
            : days < 0 ? $", {Words.Count(-days, "day", "days")} before disclosure ({Words.Day(disclosed)})"
            : $", {Words.Count(days, "day", "days")} after disclosure ({Words.Day(disclosed)})";
    }
}
