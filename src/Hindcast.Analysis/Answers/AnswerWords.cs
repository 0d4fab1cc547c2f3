using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>The words in which the tool speaks of its own grades.</summary>
internal static class AnswerWords
{
    internal static string Of(Confidence confidence) => confidence switch
    {
        Confidence.High => "high",
        Confidence.Moderate => "moderate",
        _ => "low",
    };

    /// <summary>A kind of oddness at the start of a sentence.</summary>
    internal static string Of(UnusualFamily family) => family switch
    {
        UnusualFamily.FirstSeen => "First seen",
        UnusualFamily.Dns => "DNS",
        UnusualFamily.File => "Page of a web root",
        _ => family.ToString(),
    };

    /// <summary>A sentence as part of another one.</summary>
    internal static string Lower(string sentence) => sentence.Length > 0 ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : "";

    internal static string Of(CoverageGap gap) => gap.Days == 1
        ? Day(gap.From)
        : $"{Day(gap.From)} to {Day(gap.To)}";

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} {(count == 1 ? one : many)}");
}
