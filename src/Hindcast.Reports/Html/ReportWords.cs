using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>The report's words for grades, numbers and days; the same in every culture.</summary>
internal static class ReportWords
{
    internal static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Scanned => "Scanned",
        Outcome.Attempted => "Attempted",
        Outcome.Reached => "Reached",
        Outcome.Succeeded => "Succeeded",
        Outcome.Used => "Used",
        _ => "No sign",
    };

    internal static string Meaning(Outcome outcome) => outcome switch
    {
        Outcome.Scanned => "Somebody looked whether the flaw is there.",
        Outcome.Attempted => "The flaw was tried; nothing shows that it answered.",
        Outcome.Reached => "The flaw answered; no effect on the server is proven.",
        Outcome.Succeeded => "Independent evidence proves an effect on the server.",
        Outcome.Used => "What the attack left behind was used afterwards.",
        _ => "Nothing met in the days covered.",
    };

    /// <summary>The style class of an outcome.</summary>
    internal static string Style(Outcome outcome) => outcome switch
    {
        Outcome.Scanned => "scanned",
        Outcome.Attempted => "attempted",
        Outcome.Reached => "reached",
        Outcome.Succeeded => "succeeded",
        Outcome.Used => "used",
        _ => "none",
    };

    internal static string Of(Confidence confidence) => confidence switch
    {
        Confidence.High => "high confidence",
        Confidence.Moderate => "moderate confidence",
        _ => "low confidence",
    };

    internal static string Meaning(Confidence confidence) => confidence switch
    {
        Confidence.High => "proven by independent evidence, or by something that has no other reading",
        Confidence.Moderate => "credible, but another reading is left",
        _ => "one weak sign, or signs that have a harmless reading",
    };

    internal static string Of(AnswerStatus status) => status switch
    {
        AnswerStatus.Answered => "Answered",
        AnswerStatus.Partly => "Partly answered",
        _ => "Not assessable",
    };

    internal static string Style(AnswerStatus status) => status switch
    {
        AnswerStatus.Answered => "answered",
        AnswerStatus.Partly => "partly",
        _ => "unknown",
    };

    internal static string Of(ExposureState state) => state switch
    {
        ExposureState.Vulnerable => "Open",
        ExposureState.Fixed => "Fixed",
        ExposureState.NotAffected => "Not affected",
        _ => "Not known",
    };

    internal static string Of(ObservationRole role) => role switch
    {
        ObservationRole.Request => "request",
        ObservationRole.Effect => "effect on the server",
        ObservationRole.Artefact => "left on the server",
        _ => "use of what was left",
    };

    internal static string Of(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Loss => "Loss",
        DiagnosticSeverity.Warning => "Warning",
        _ => "Note",
    };

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Of(CoverageGap gap) => gap.From == gap.To
        ? Day(gap.From)
        : $"{Day(gap.From)} to {Day(gap.To)} ({Count(gap.Days, "day", "days")})";

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Count(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>An id of the page: a letter and a number.</summary>
    internal static string Numbered(string letter, int number) => string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");

    /// <summary>A size for people: exact below 10,000 bytes, else in the largest unit that fits.</summary>
    internal static string Size(long bytes)
    {
        if (bytes < 10_000)
        {
            return Count(bytes, "byte", "bytes");
        }

        string[] units = ["kB", "MB", "GB", "TB", "PB", "EB"];
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 999.5 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[unit]}");
    }
}
