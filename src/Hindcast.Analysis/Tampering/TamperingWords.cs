using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Tampering;

/// <summary>
/// Puts signs of tampering into words, log by log. None of them proves tampering: damage, a changed clock and copying a
/// live log leave the same traces. A cleared log is different: the log says so itself.
/// </summary>
internal static class TamperingWords
{
    private const int MaxClaims = 20;
    private const int MaxCleared = 20;

    /// <summary>Signs that limit what a log can say. A file that was not closed is the usual state of a copied log.</summary>
    internal static IReadOnlyList<LogSign> Weighty(IReadOnlyList<LogSign> signs) =>
        [.. signs.Where(s => s.Kind > LogSignKind.NotClosed)];

    /// <summary>Each time that a log was cleared, in time order.</summary>
    internal static IEnumerable<Statement> Cleared(IReadOnlyList<LogSign> signs) =>
        signs.Where(s => s.Kind == LogSignKind.LogCleared).Take(MaxCleared)
            .Select(s => new Statement($"{s.Time?.ToString() ?? "Without a time"}: {s.Describe()}", [s.Id]));

    /// <summary>All signs, one statement a log and kind.</summary>
    internal static IEnumerable<Statement> All(IReadOnlyList<LogSign> signs) =>
        Weighty(signs).GroupBy(s => (s.Log, s.Kind)).OrderByDescending(g => g.Key.Kind).ThenBy(g => g.Key.Log)
            .Select(g => new Statement($"{g.Key.Log}: {Words(g.Key.Kind, [.. g])}", [.. g.Take(MaxClaims).Select(s => s.Id)]));

    /// <summary>What the signs take from a verdict, one sentence a log.</summary>
    internal static IEnumerable<string> Limits(IReadOnlyList<LogSign> signs)
    {
        foreach (IGrouping<LogName, LogSign> log in Weighty(signs).GroupBy(s => s.Log).OrderBy(g => g.Key))
        {
            LogSign[] cleared = [.. log.Where(s => s.Kind == LogSignKind.LogCleared)];
            string ids = $"{string.Join(", ", log.Take(4).Select(s => s.Id))}{(log.Count() > 4 ? " ..." : "")}";
            yield return cleared.Length > 0
                ? $"{log.Key}: {cleared[^1].Describe()} ({cleared[^1].Time?.ToString() ?? "without a time"}). What that log held before is gone ({ids})."
                : $"{log.Key}: records may be missing or changed ({ids}); each sign is listed with its place. Damage or a changed clock leave such signs too.";
        }
    }

    private static string Words(LogSignKind kind, IReadOnlyList<LogSign> signs)
    {
        string first = signs[0].Describe();
        return kind switch
        {
            LogSignKind.LogCleared => $"{first} at {signs[0].Time}{More(signs, "time")}",
            LogSignKind.RecordIdGap => string.Create(
                CultureInfo.InvariantCulture,
                $"{signs.Aggregate(Int128.Zero, (sum, s) => sum + s.MissingRecords())} records are missing in {signs.Count} places"),
            LogSignKind.TimeBackwards => $"the clock or the log was changed: {Lower(first)}{More(signs, "place")}",
            _ => $"{Lower(first)}{More(signs, "place")}",
        };
    }

    private static string More(IReadOnlyList<LogSign> signs, string noun) =>
        signs.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({signs.Count} {noun}s)");

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
