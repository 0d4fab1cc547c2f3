using System.Globalization;
using Hindcast.Analysis.Chronologies;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>
/// Marks times of logs whose clock does not fit that of another log by requests that both hold, and says what that takes from the order
/// of things. Times are shown as the logs have them: which of two clocks is right, they do not tell.
/// </summary>
internal sealed class ClockMarks
{
    private readonly Dictionary<LogName, ClockOffset> _off;
    private readonly HashSet<LogName> _compared;
    private readonly Dictionary<string, LogName> _logs;

    internal ClockMarks(IReadOnlyList<ClockOffset> clocks, IEnumerable<Observation> observations)
    {
        _off = Off(clocks).ToDictionary(c => c.Log);
        _compared = [.. clocks.SelectMany(c => (LogName[])[c.Log, c.Reference])];
        _logs = _off.Count == 0 ? [] : observations.ToDictionary(o => o.Id, o => o.Log, StringComparer.Ordinal);
    }

    /// <summary>Behind the time of an observation: by which clock it is, where that one is off; else "".</summary>
    internal string Of(Observation observation) => Of(observation.Log);

    /// <summary>The same for a time that a claim tells.</summary>
    internal string Of(TimedClaim claim) =>
        _logs.TryGetValue(claim.Claim, out LogName log) ? Of(log) : "";

    /// <summary>How two clocks lie to each other, in a sentence.</summary>
    internal static string Text(ClockOffset clock) => IsOff(clock)
        ? $"Clocks: {clock.Log} is {Apart(clock)} {Side(clock)} {clock.Reference} by {AnswerWords.Count(clock.Pairs, "request", "requests")} in both. {clock.Note}"
        : $"Clocks: {clock.Log} and {clock.Reference} agree to {ClockAnalysis.NormalMilliseconds / 1000} s, by {AnswerWords.Count(clock.Pairs, "request", "requests")} in both ({Apart(clock)} apart)";

    /// <summary>What clocks that differ take from the answers, one sentence a log.</summary>
    internal static IEnumerable<string> Limits(IReadOnlyList<ClockOffset> clocks) => Off(clocks).Select(c =>
        $"{c.Log}: its times lie {Apart(c)} {Side(c)} those of {c.Reference} ({AnswerWords.Count(c.Pairs, "request", "requests")} in both). {c.Note}. Times of that log are told as it has them, so the order between it and other logs, and what hangs on it, can be wrong.");

    /// <summary>A log that holds no request of another one may go as others of its kind do: which clock it has, one setting decides for all.</summary>
    private string Of(LogName log) =>
        _off.TryGetValue(log, out ClockOffset? clock) ? $" (by the clock of {log}, {Apart(clock)} {Side(clock)} that of {clock.Reference})"
        : !_compared.Contains(log) && _off.Values.FirstOrDefault(c => c.Log.Kind == log.Kind) is { } like
            ? $" (clock not compared; that of {like.Log} is {Apart(like)} {Side(like)} that of {like.Reference})"
        : "";

    private static IEnumerable<ClockOffset> Off(IReadOnlyList<ClockOffset> clocks) =>
        clocks.Where(IsOff).GroupBy(c => c.Log).OrderBy(g => g.Key).Select(g => g.OrderByDescending(c => c.Pairs).ThenBy(c => c.Reference).First());

    private static bool IsOff(ClockOffset clock) => Math.Abs(clock.MedianMilliseconds) > ClockAnalysis.NormalMilliseconds;

    private static string Side(ClockOffset clock) => clock.MedianMilliseconds < 0 ? "before" : "after";

    private static string Apart(ClockOffset clock)
    {
        double seconds = Math.Abs(clock.MedianMilliseconds) / 1000.0;
        long minutes = (long)Math.Round(seconds / 60);
        return seconds < 600 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} min");
    }
}
