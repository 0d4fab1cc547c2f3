using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 6. "Patched" and "clean" are kept apart.</summary>
internal static class StillInAnswer
{
    private const string Question = "Still in? What outlived the patch?";

    internal static Answer Compose(AnswerContext context)
    {
        IReadOnlyList<PersistentItem> items = context.Story.Persistence;
        List<Statement> details = [.. items.Select(Item)];
        details.AddRange(context.Story.Mitigations.Select(m => new Statement(
            $"Defence, no attack: {m.Title}{(m.Time is { } time ? $" ({time})" : "")}", m.Claims)));
        string[] missing = [.. context.Missing(context.Words.PersistenceLogs)];
        PersistentItem[] present = [.. items.Where(i => i.State == PersistenceState.Present && i.Intrusion.Length > 0)];
        PersistentItem[] ofNobody = [.. items.Where(i => i.Intrusion.Length == 0)];
        PersistentItem[] presumed = [.. items.Where(i => i.State == PersistenceState.Presumed)];
        PersistentItem[] unknown = [.. items.Where(i => i.State == PersistenceState.Unknown)];
        string afterFix = AfterFix(items.Count(i => i.UsedAfterFix), items.Count);
        if (present.Length > 0)
        {
            return new Answer(6, Question, AnswerStatus.Partly,
                $"Yes: {AnswerWords.Count(present.Length, "thing that was placed lies", "things that were placed lie")} in the evidence as collected.{Presumed(presumed.Length)}{afterFix}", details, missing);
        }

        if (presumed.Length > 0)
        {
            return new Answer(6, Question, AnswerStatus.Partly,
                $"Presumably: {AnswerWords.Count(presumed.Length, "thing was", "things were")} made, and the logs tell of no removal.{afterFix}", details, missing);
        }

        if (unknown.Length > 0)
        {
            return new Answer(6, Question, AnswerStatus.Partly,
                $"Not known: {AnswerWords.Count(unknown.Length, "thing was", "things were")} placed, and nothing tells whether {(unknown.Length == 1 ? "it is" : "they are")} still there.{afterFix}", details, missing);
        }

        if (ofNobody.Length > 0)
        {
            return new Answer(6, Question, AnswerStatus.Partly,
                $"Not known: {AnswerWords.Count(ofNobody.Length, "page that is no part of the product lies there", "pages that are no part of the product lie there")} by a listing of the files, and nothing tells who put {(ofNobody.Length == 1 ? "it" : "them")} there.", details, missing);
        }

        if (items.Count > 0)
        {
            return new Answer(6, Question, AnswerStatus.Partly,
                $"What was seen to be placed is gone from the evidence as collected.{afterFix} What was not seen can still be there.", details, missing);
        }

        return context.Has(context.Words.PersistenceSeenIn)
            ? new Answer(6, Question, AnswerStatus.Partly, context.Words.NothingPlaced, details, missing)
            : new Answer(6, Question, AnswerStatus.NotAssessable, context.Words.NotCollected, details, missing);
    }

    private static string Presumed(int count) => count > 0
        ? $" {AnswerWords.Count(count, "more was", "more were")} made, and the logs tell of no removal." : "";

    private static string AfterFix(int used, int items)
    {
        string what = items == 1 ? "It was" : FormattableString.Invariant($"{used} of them {(used == 1 ? "was" : "were")}");
        return used == 0 ? "" : $" {what} used after the server was patched against the flaws of the break-in: patched is not clean.";
    }

    private static Statement Item(PersistentItem item)
    {
        string placed = item.Placed is { } time ? $"; placed {time}" : "";
        string used = item.LastUsed is { } use ? $"; last use {use}{(item.UsedAfterFix ? ", after the fix" : "")}" : "";
        return new Statement($"{item.Name} ({item.Kind}): {GradeWords.Of(item.State)}. {item.Because}{placed}{used}", [item.Id, .. item.Claims.Take(4)]);
    }
}
