using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>The words in which the tool speaks of its own grades.</summary>
internal static class Words
{
    internal static string Of(Confidence confidence) => confidence switch
    {
        Confidence.High => "high",
        Confidence.Moderate => "moderate",
        _ => "low",
    };

    /// <summary>Estimative words with their band, so that nobody reads more into them.</summary>
    internal static string Of(Likelihood likelihood) => likelihood switch
    {
        Likelihood.Remote => "a remote chance (1 to 5 %)",
        Likelihood.VeryUnlikely => "very unlikely (5 to 20 %)",
        Likelihood.Unlikely => "unlikely (20 to 45 %)",
        Likelihood.RoughlyEven => "a roughly even chance (45 to 55 %)",
        Likelihood.Likely => "likely (55 to 80 %)",
        Likelihood.VeryLikely => "very likely (80 to 95 %)",
        _ => "almost certain (95 to 99 %)",
    };

    internal static string Of(ActionPhase phase) => phase switch
    {
        ActionPhase.Preserve => "Preserve",
        ActionPhase.Contain => "Contain",
        ActionPhase.Investigate => "Find out",
        ActionPhase.Evict => "Remove",
        ActionPhase.Fix => "Close",
        ActionPhase.Recover => "Recover",
        ActionPhase.Report => "Tell",
        _ => "Watch",
    };

    internal static string Of(Rung rung) => rung switch
    {
        Rung.Probed => "probed",
        Rung.Attempted => "tried",
        Rung.Reached => "the flaw answered",
        Rung.Succeeded => "an effect on the server",
        Rung.CodePlaced => "code placed",
        Rung.CodeUsed => "code used",
        Rung.Accessed => "credentials or mail accessed",
        Rung.DataOut => "data out",
        Rung.Spread => "spread to other machines",
        _ => "nothing",
    };

    /// <summary>A sentence as part of another one.</summary>
    internal static string Lower(string sentence) => sentence.Length > 0 ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : "";

    internal static string Of(CoverageGap gap) => gap.Days == 1
        ? Day(gap.From)
        : $"{Day(gap.From)} to {Day(gap.To)}";

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
