using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Signs in processes of the web server and in values of cmdlets.</summary>
internal static class EventSigns
{
    internal static IEnumerable<Sign> Of(DayProfile day, ServerPast past)
    {
        foreach (EventThing thing in day.Things.OrderBy(t => t.Key).Select(t => t.Value))
        {
            if (past.Knows(thing))
            {
                continue;
            }

            if (thing.Family == UnusualFamily.Process)
            {
                IReadOnlyCollection<string> known = past.Kinds(UnusualFamily.Process, thing.Subject);
                yield return Make(
                    past, thing, "process", $"{thing.Subject} > {thing.Kind}",
                    thing.Kind.StartsWith("file in ", StringComparison.Ordinal) ? $"{thing.Subject} wrote a {thing.Kind} ({thing.Sample})" : $"{thing.Subject} started {thing.Kind}: {thing.Sample}",
                    known.Count == 0 ? $"{thing.Subject} started nothing" : $"{thing.Subject} started or wrote only {string.Join(", ", known.Take(6))}{(known.Count > 6 ? " and others" : "")}");
            }
            else if (thing.Kind.Length > 0 && OddMarks(thing, past) is { Length: > 0 } marks)
            {
                yield return Make(
                    past, thing, "cmdlet", $"{thing.Subject} with {marks}", $"{thing.Subject} with a value that holds {marks}: {thing.Sample}",
                    "no value of any cmdlet held that");
            }
        }
    }

    /// <summary>The marks of a value that no value before had.</summary>
    private static string OddMarks(EventThing thing, ServerPast past) => string.Join(' ', thing.Kind.Split(' ').Where(m => !past.KnowsMark(m)));

    private static PastLog LogOf(EventThing thing) => thing.Family == UnusualFamily.Process ? PastLog.Processes : PastLog.Cmdlets;

    private static Sign Make(ServerPast past, EventThing thing, string sign, string compared, string what, string normal) => new Sign
    {
        Family = thing.Family,
        Class = sign,
        Log = LogOf(thing),
        What = what,
        Normal = string.Create(CultureInfo.InvariantCulture, $"In {past.DaysOf(LogOf(thing))} days before {normal}; {past.Often(sign, LogOf(thing))}"),
        Thing = compared,
    }.With(thing.First, thing.LastTicks, thing.Count);
}
