using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>
/// Question 7: what would have been said, and when, without knowledge of the campaign. Only what was unusual for the server by its own
/// past answers it, for that could have been run at the time; what general rules of today meet is told beside it, as hindsight.
/// </summary>
internal static class SeenEarlierAnswer
{
    private const string Question = "Would it have been seen at the time, without knowing the campaign?";

    private const string NeedsPast = "Seven days and more of the same logs before the intrusion, to tell the unusual from the usual";

    internal static Answer Compose(AnswerContext context)
    {
        if (context.Coverage.From is null && context.Observations.Count == 0)
        {
            return new Answer(7, Question, AnswerStatus.NotAssessable, "Not assessable: no evidence that could be read.", [], []);
        }

        TodaysRules today = TodaysRules.Of(context);
        if (context.Story.Intrusions.Count == 0)
        {
            return new Answer(
                7, Question, today.First is null ? AnswerStatus.Answered : AnswerStatus.Partly, $"{NoBreakIn(context)}{today.Sentence}", today.Details,
                today.First is null ? [] : [context.Words.Baseline]);
        }

        return context.SeenEarlier switch
        {
            null or { State: SeenEarlierState.NothingToSee } => new Answer(
                7, Question, AnswerStatus.NotAssessable, $"Not assessable: what was unusual on the server was not looked at.{today.Sentence}", today.Details,
                [today.First is null ? context.Words.SeenEarlierLogs : context.Words.Baseline]),
            { State: SeenEarlierState.NotAssessable } => new Answer(
                7, Question, AnswerStatus.NotAssessable,
                $"Not assessable: the logs hold too little past to tell what was unusual when it happened.{today.Sentence}", today.Details, [NeedsPast]),
            { Item: { } item } seen => Of(seen, item, today.Details),
            { } seen => new Answer(
                7, Question, AnswerStatus.Answered,
                FormattableString.Invariant($"No: of {AnswerWords.Count(seen.DaysJudged, "day", "days")} that could be judged none shows it among the five most unusual things of a month."), today.Details, []),
        };
    }

    private static string NoBreakIn(AnswerContext context) => context.Outcome switch
    {
        Outcome.None => "Nothing happened in these logs that was there to be seen.",
        _ when !context.RequestsSeen => "No attack is shown that was there to be seen.",
        Outcome.Scanned => "No break-in is shown that was there to be seen, only scans.",
        _ => "No break-in is shown that was there to be seen, only attempts.",
    };

    private static Answer Of(SeenEarlierReport seen, UnusualItem item, IReadOnlyList<Statement> today)
    {
        UnusualSign[] kinds = [.. item.Signs.DistinctBy(s => s.Family)];
        string lead = seen switch
        {
            { Disclosed: { } day, DaysBeforeDisclosure: > 0 and int before } => $", {AnswerWords.Count(before, "day", "days")} before disclosure ({AnswerWords.Day(day)})",
            { Disclosed: { } day, DaysBeforeDisclosure: < 0 and int before } => $", {AnswerWords.Count(-before, "day", "days")} after disclosure ({AnswerWords.Day(day)})",
            { Disclosed: { } day } => $", the day of disclosure ({AnswerWords.Day(day)})",
            _ => "",
        };
        string others = $" Other items on the list until then: {seen.OtherItemsUntil}.";
        List<Statement> details = [.. kinds.Select(s => new Statement($"{AnswerWords.Of(s.Family)}: {s.What}. Normal: {s.Normal}", [item.Id])), .. today];
        return seen.State == SeenEarlierState.Seen
            ? new Answer(
                7, Question, AnswerStatus.Answered,
                $"Yes: it would have been seen on the evening of {AnswerWords.Day(item.Day)}{lead}, by who looked at five items a month: independent kinds of oddness meet there ({string.Join(", ", kinds.Select(s => AnswerWords.Lower(AnswerWords.Of(s.Family))))}).{others}",
                details, [])
            : new Answer(
                7, Question, AnswerStatus.Partly,
                $"Perhaps: it stood on the list of the unusual on the evening of {AnswerWords.Day(item.Day)}{lead}, by one kind of oddness alone ({AnswerWords.Lower(AnswerWords.Of(kinds[0].Family))}), which is no more than a line to look at.{others}",
                details, [NeedsPast]);
    }

    /// <summary>What the general rules of today's packs meet. They were written with what is known of the campaigns, so nobody is said to have had them then.</summary>
    private sealed record TodaysRules(Observation? First, string Sentence, IReadOnlyList<Statement> Details)
    {
        internal static TodaysRules Of(AnswerContext context)
        {
            Observation[] generic = [.. context.Observations.Where(o => o.Time is not null && context.Meaning(o) is { Generic: true })];
            if (generic.Length == 0)
            {
                return new TodaysRules(null, "", []);
            }

            HashSet<string> ofIntrusions = [.. context.Story.Intrusions.SelectMany(i => i.Observations)];
            Observation? success = generic.FirstOrDefault(o => ofIntrusions.Contains(o.Id) && context.Meaning(o)!.Outcome >= Outcome.Reached);
            string what = success is not null ? "the break-in" : ofIntrusions.Contains(generic[0].Id) ? "something of it" : "something worth a look";
            Observation shown = success ?? generic[0];
            return new TodaysRules(
                shown, $" A general rule, written with what is known today, meets {what} on {AnswerWords.Day(shown.Time!.Value.Day)}.",
                [.. ((Observation[])[generic[0], shown]).Distinct().Select(o => new Statement($"By a general rule of today: {o.Time}: {context.Meaning(o)!.Because}", [o.Id]))]);
        }
    }
}
