using System.Globalization;
using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Exposure;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Which days a verdict speaks of, and which it cannot, in words.</summary>
internal static class SeenWords
{
    private const int MaxLogs = 4;
    private const int MaxShort = 6;
    private const int MaxStretches = 5;

    /// <summary>Behind "in the logs of": from when to when, and how many days that are where not all were seen.</summary>
    internal static string Days(SeenDays seen) => seen is not { From: { } from, To: { } to } ? "no day at all"
        : from == to ? AnswerWords.Day(from)
        : seen.Between == 0 ? $"{AnswerWords.Day(from)} to {AnswerWords.Day(to)}"
        : $"{AnswerWords.Count(seen.Count, "day", "days")} between {AnswerWords.Day(from)} and {AnswerWords.Day(to)}";

    /// <summary>Why nothing can be said at all; "" when something can.</summary>
    internal static string Blind(AnswerContext context) =>
        context.Observations.Count > 0 || context.Findings.Count > 0 ? ""
        : !context.Coverage.Logs.Any(l => l.Records > 0) ? "Not assessable: no evidence that could be read."
        : context.DetectionsThatCouldFire == 0 ? "Not assessable: no detection reads any of the logs in the evidence."
        : context.Coverage.From is null ? "Not assessable: no record in the evidence tells a day."
        : "";

    /// <summary>That the server was open on days of which there is no log; "" when there are none.</summary>
    internal static string Open(OpenDays open)
    {
        if (open.OpenCount + open.PerhapsCount == 0)
        {
            return "";
        }

        string perhaps = $"{AnswerWords.Count(open.PerhapsCount, "day", "days")}{(open.OpenCount > 0 ? " more" : "")} until the fix was first seen ({Stretches(open.Perhaps)})";
        return open.PerhapsCount == 0 ? $"The server was open on {AnswerWords.Count(open.OpenCount, "day", "days")} of which no log that was searched holds anything ({Stretches(open.Open)}); what happened then is not known."
            : open.OpenCount == 0 ? $"The server may have been open on any of {perhaps}, of which no log that was searched holds anything; what happened then is not known."
            : $"The server was open on {AnswerWords.Count(open.OpenCount, "day", "days")} of which no log that was searched holds anything ({Stretches(open.Open)}), and perhaps on any of {perhaps}; what happened then is not known.";
    }

    /// <summary>The same behind the verdict's headline.</summary>
    internal static string OpenBriefly(OpenDays open) =>
        open.OpenCount > 0 ? $"; it was open on {AnswerWords.Count(open.OpenCount, "day", "days")} of which there is no log"
        : open.PerhapsCount > 0 ? $"; it may have been open on {AnswerWords.Count(open.PerhapsCount, "day", "days")} of which there is no log"
        : "";

    /// <summary>A sentence for each day on which logs begin late or end early.</summary>
    internal static IEnumerable<string> Short(SeenDays seen)
    {
        IReadOnlyList<ShortLog> all = seen.ShortLogs();
        foreach (ShortLog log in all.OrderByDescending(l => l.Days).Take(MaxShort))
        {
            string logs = string.Join(", ", log.Logs.Take(MaxLogs)) + (log.Logs.Count > MaxLogs ? string.Create(CultureInfo.InvariantCulture, $" and {log.Logs.Count - MaxLogs} more") : "");
            yield return $"{logs}: no record {(log.BeginsLate ? "before" : "after")} {AnswerWords.Day(log.Day)}, while other logs of the server hold {AnswerWords.Count(log.Days, "day", "days")} {(log.BeginsLate ? "before" : "after")} it. Nothing was written then, or it is gone.";
        }

        if (all.Count > MaxShort)
        {
            yield return $"{AnswerWords.Count(all.Count - MaxShort, "more group of logs begins", "more groups of logs begin")} late or end early by fewer days; the section on coverage tells their first and last days.";
        }
    }

    private static string Stretches(IReadOnlyList<CoverageGap> stretches) =>
        string.Join(", ", stretches.Take(MaxStretches).Select(AnswerWords.Of)) + (stretches.Count > MaxStretches ? " ..." : "");
}
