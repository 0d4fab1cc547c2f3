using Hindcast.Analysis.Coverage;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>
/// The two sentences behind the verdict's headline: since when and by how many, and what stands at the end. Where nothing was met
/// they tell which days were seen and whether the server was open. Days only; the answers behind them hold the times.
/// </summary>
internal static class VerdictSentences
{
    private const int MaxClaims = 6;

    internal static IReadOnlyList<Statement> Of(AnswerContext context, IReadOnlyList<Answer> answers) =>
        SeenWords.Blind(context).Length > 0 ? []
        : context.Outcome >= Outcome.Reached && context.Story.Chronology is { FirstReached: not null, LastSign: not null } ? [SinceWhen(context), Standing(context, answers)]
        : [Seen(context), Exposure(context, answers)];

    private static Statement SinceWhen(AnswerContext context)
    {
        Chronology times = context.Story.Chronology;
        TimedClaim first = times.FirstReached!, last = times.LastSign!;
        ActorReport actors = context.Story.Actors;
        string relation = times.Relation.Length > 0 ? $", {times.Relation}" : "";
        string until = last.Time.Day == first.Time.Day ? "all signs are of that day" : $"the last is of {AnswerWords.Day(last.Time.Day)}";
        string who = actors.AtMost == 0 ? ""
            : actors.AtLeast == actors.AtMost ? $"; what links them points to {AnswerWords.Count(actors.AtMost, "operator", "operators")}"
            : FormattableString.Invariant($"; what links them points to at least {actors.AtLeast} and at most {actors.AtMost} operators");
        return new Statement(
            $"The {AnswerWords.Lower(context.FirstReached)} is of {AnswerWords.Day(first.Time.Day)}{relation}; {until}{who}.",
            [first.Claim, last.Claim, .. actors.Clusters.Take(MaxClaims).Select(c => c.Id)]);
    }

    private static Statement Standing(AnswerContext context, IReadOnlyList<Answer> answers)
    {
        PersistentItem[] items = [.. context.Story.Persistence];
        int present = items.Count(i => i.State == PersistenceState.Present);
        int presumed = items.Count(i => i.State is PersistenceState.Presumed or PersistenceState.Unknown);
        int used = items.Count(i => i.UsedAfterFix);
        string left = items.Length switch
        {
            0 => "Nothing that outlives a patch is seen to have been placed",
            1 => $"{(items[0] is { Placed: null, State: PersistenceState.Unknown } ? "What was used" : "What was placed")}, {items[0].Name}, {State(present, presumed)}",
            _ when present == 0 && presumed > 0 => FormattableString.Invariant($"Of {items.Length} things that were placed {presumed} may still be there: nothing tells that {(presumed == 1 ? "it was" : "they were")} removed"),
            _ when present == 0 => FormattableString.Invariant($"The {items.Length} things that were placed are gone from the evidence as collected"),
            _ => FormattableString.Invariant($"Of {items.Length} things that were placed {present} still {(present == 1 ? "lies" : "lie")} in the evidence as collected")
                + (presumed > 0 ? FormattableString.Invariant($", and nothing tells that {presumed} more {(presumed == 1 ? "was" : "were")} removed") : ""),
        };
        string after = used == 0 ? "" : items.Length == 1 ? ", and was used even after the fix" : FormattableString.Invariant($"; {used} of them {(used == 1 ? "was" : "were")} used even after the fix");
        return new Statement($"{left}{after}; {AnswerWords.Lower(Answered(answers, 5).TrimEnd('.'))}.", [.. items.Take(MaxClaims).Select(i => i.Id)]);
    }

    private static string State(int present, int presumed) => present > 0 ? "still lies in the evidence as collected"
        : presumed > 0 ? "may still be there: nothing tells that it was removed"
        : "is gone from the evidence as collected";

    private static Statement Seen(AnswerContext context)
    {
        SeenDays seen = context.Seen;
        int absent = context.Coverage.Absent.Count;
        LogCoverage[] logs = [.. seen.Logs.Where(l => l.Days.Count > 0)];
        int gaps = logs.Sum(l => l.Gaps.Count);
        return seen is not { From: { } from, To: { } to }
            ? new Statement("No record in the evidence tells a day, so this is said of no time.", [])
            : new Statement(
                $"That is said of {SeenWords.Days(seen)}, by {AnswerWords.Count(logs.Length, "log", "logs")}{(gaps > 0 ? $" with {AnswerWords.Count(gaps, "gap", "gaps")}" : "")}"
                + $"{(absent > 0 ? $", {AnswerWords.Count(absent, "log is", "logs are")} missing" : "")}; nothing is said of other days{(seen.Between > 0 ? $", of which {AnswerWords.Count(seen.Between, "lies", "lie")} between {AnswerWords.Day(from)} and {AnswerWords.Day(to)}" : "")}.", []);
    }

    private static Statement Exposure(AnswerContext context, IReadOnlyList<Answer> answers) => new(
        $"Exposed? {Answered(answers, 1)}{(SeenWords.Open(context.Open) is { Length: > 0 } open ? $" {open}" : "")}",
        [.. context.Exposure.Windows.Where(w => w.State == ExposureState.Vulnerable && context.IsKnown(w.Vulnerability)).Take(MaxClaims).Select(w => w.Id)]);

    private static string Answered(IReadOnlyList<Answer> answers, int number) => answers.First(a => a.Number == number).Summary;
}
