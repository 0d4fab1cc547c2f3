using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>
/// Question 7: what would have been said, and when, without knowledge of the campaign: by what is unusual for the server, and by
/// rules that need no knowledge of a campaign. The first could have been run at the time; the second were written later.
/// </summary>
internal static class SeenEarlierAnswer
{
    private const string Question = "Would it have been seen at the time, without knowing the campaign?";

    private const string NeedsPast = "Seven days and more of the same logs before the intrusion, to tell the unusual from the usual";

    internal static Answer Compose(AnswerContext context)
    {
        Answer byRules = ByRules(context);
        return context.SeenEarlier switch
        {
            null or { State: SeenEarlierState.NothingToSee } => byRules,
            { State: SeenEarlierState.NotAssessable } => byRules with { Missing = [NeedsPast] },
            { Item: { } item } seen => Of(seen, item, byRules),
            { } seen => new Answer(
                7, Question, AnswerStatus.Answered,
                FormattableString.Invariant($"No: of {Words.Count(seen.DaysJudged, "day", "days")} that could be judged none shows it among the five most unusual things of a month."), byRules.Details, byRules.Missing),
        };
    }

    private static Answer Of(SeenEarlierReport seen, UnusualItem item, Answer byRules)
    {
        UnusualSign[] kinds = [.. item.Signs.DistinctBy(s => s.Family)];
        string lead = seen switch
        {
            { Disclosed: { } day, DaysBeforeDisclosure: > 0 and int before } => $", {Words.Count(before, "day", "days")} before disclosure ({Words.Day(day)})",
            { Disclosed: { } day, DaysBeforeDisclosure: < 0 and int before } => $", {Words.Count(-before, "day", "days")} after disclosure ({Words.Day(day)})",
            { Disclosed: { } day } => $", the day of disclosure ({Words.Day(day)})",
            _ => "",
        };
        string others = $" Other items on the list until then: {seen.OtherItemsUntil}.";
        List<Statement> details = [.. kinds.Select(s => new Statement($"{Words.Of(s.Family)}: {s.What}. Normal: {s.Normal}", [item.Id])), .. byRules.Details];
        return seen.State == SeenEarlierState.Seen
            ? new Answer(
                7, Question, AnswerStatus.Answered,
                $"Yes: it would have been seen on the evening of {Words.Day(item.Day)}{lead}, by who looked at five items a month: independent kinds of oddness meet there ({string.Join(", ", kinds.Select(s => Words.Lower(Words.Of(s.Family))))}).{others}",
                details, [])
            : new Answer(
                7, Question, AnswerStatus.Partly,
                $"Perhaps: it stood on the list of the unusual on the evening of {Words.Day(item.Day)}{lead}, by one kind of oddness alone ({Words.Lower(Words.Of(kinds[0].Family))}), which is no more than a line to look at.{others}",
                details, [NeedsPast]);
    }

    private static Answer ByRules(AnswerContext context)
    {
        Observation? generic = context.Observations.FirstOrDefault(o => o.Time is not null && context.Meaning(o) is { Generic: true });
        Observation? first = context.Observations.FirstOrDefault(o => o.Time is not null && context.Meaning(o)?.Outcome >= Outcome.Reached);
        if (first is null && generic is null)
        {
            return new Answer(7, Question, context.Coverage.From is null ? AnswerStatus.NotAssessable : AnswerStatus.Answered,
                context.Coverage.From is null ? "Not assessable: no evidence that could be read." : "Nothing happened in these logs that was there to be seen.", [], []);
        }

        if (generic is null)
        {
            return new Answer(7, Question, AnswerStatus.Partly,
                "Not by the campaign-free checks of this version on the logs at hand.", [],
                [context.Words.SeenEarlierLogs]);
        }

        Observation? success = context.Observations.FirstOrDefault(
            o => o.Time is not null && context.Meaning(o) is { Generic: true, Outcome: >= Outcome.Reached });
        List<Statement> details = [new Statement($"First attempt seen so: {generic.Time}: {context.Meaning(generic)!.Because}", [generic.Id])];
        if (success is not null)
        {
            details.Add(new Statement($"First success seen so: {success.Time}: {context.Meaning(success)!.Because}", [success.Id]));
        }

        Observation shown = success ?? generic;
        return new Answer(7, Question, AnswerStatus.Partly,
            $"Yes, on {Words.Day(shown.Time!.Value.Day)}: a check that knows nothing of the campaign meets {(success is null ? "an attempt" : "the break-in")} then.",
            details,
            [context.Words.Baseline]);
    }
}
