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

        Chronology times = context.Story.Chronology;
        ClockMarks marks = new(times.Clocks, timed);
        string summary = times is { FirstReached: { } reached, LastSign: { } lastOf }
            ? $"{context.FirstReached}: {reached.Time}{marks.Of(reached)}{(times.Relation.Length > 0 ? $", {times.Relation}" : "")}. Last sign of it: {lastOf.Time}{marks.Of(lastOf)}.{Before(times, marks)}"
            : $"First attempt or scan: {times.FirstSign?.Time ?? timed[0].Time}. Last: {times.LastSign?.Time ?? timed[^1].Time}.";
        List<Statement> details = [];
        foreach (IGrouping<string, Observation> step in timed.GroupBy(o => o.RuleId).OrderBy(g => g.First().Time!.Value.UtcTicks).Take(MaxSteps))
        {
            DetectionMeaning? meaning = context.Meaning(step.First());
            details.Add(new Statement(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{step.First().Time}{marks.Of(step.First())}: {meaning?.Title ?? step.Key}{(step.Count() > 1 ? $" ({step.Count()} times, until {step.Last().Time})" : "")}"),
                [step.First().Id]));
        }

        if (times is { DwellTicks: { } ticks, FirstReached: { } start, LastSign: { } end })
        {
            details.Add(new Statement(
                string.Create(CultureInfo.InvariantCulture, $"Time between the first and the last sign: {Span(ticks)}. The true time can be longer: logs end, and other tools leave no web log."),
                [start.Claim, end.Claim]));
            details.AddRange(times.PublicDays.Where(d => d.DwellBeforeTicks is not null).GroupBy(d => (d.Subject, d.Day))
                .Select(day => new Statement(Split([.. day]), [start.Claim, end.Claim])));
        }

        if (times.FirstSuccess is { } success)
        {
            details.Add(new Statement($"First effect on the server that is shown: {success.Time}{marks.Of(success)}", [success.Claim]));
        }

        details.AddRange(times.Clocks.Select(c => new Statement(ClockMarks.Text(c), [])));
        details.AddRange(TamperingWords.Cleared(context.Signs));
        bool early = context.Coverage.From is { } from && context.Campaigns.Any(c => from > c.KnownSince);
        return new Answer(
            3, Question, early ? AnswerStatus.Partly : AnswerStatus.Answered, summary, details,
            early ? ["Logs from before the first day covered"] : []);
    }

    /// <summary>How much of the dwell time lies before and after a day, on which a campaign was disclosed, or mended, or both.</summary>
    private static string Split(IReadOnlyList<PublicDay> day)
    {
        string what = string.Join(" and ", day.Select(d => d.Kind == PublicDayKind.Disclosure
            ? $"the disclosure of {d.Subject}"
            : $"the fix for {string.Join(", ", d.Vulnerabilities)}"));
        (long before, long after) = (day[0].DwellBeforeTicks ?? 0, day[0].DwellAfterTicks ?? 0);
        string how = before == 0 ? "All of that time lies after" : after == 0 ? "All of that time lies before" : $"{Span(before)} of it lie before and {Span(after)} after";
        return $"{how} {what} ({AnswerWords.Day(day[0].Day)})";
    }

    /// <summary>Attempts and scans of days before the first sign of the intrusion.</summary>
    private static string Before(Chronology times, ClockMarks marks) =>
        times is { FirstSign: { } sign, FirstReached: { } reached } && sign.Time.Day < reached.Time.Day
            ? $" First attempt or scan, before it: {sign.Time}{marks.Of(sign)}." : "";

    private static string Span(long ticks)
    {
        TimeSpan span = new(ticks);
        return $"{AnswerWords.Count(span.Days, "day", "days")} {AnswerWords.Count(span.Hours, "hour", "hours")}";
    }
}
