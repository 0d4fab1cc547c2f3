using System.Globalization;

namespace Hindcast.Analysis.Sunburst;

/// <summary>
/// The last state of the implant as the two settings of its configuration file give it. Values that fit may also be Orion's own:
/// they say what the implant would be, not that the file with the backdoor is there.
/// </summary>
/// <param name="Status">What ReportWatcherRetry means.</param>
/// <param name="StoppedProducts">Security products that ReportWatcherPostpone marks as stopped.</param>
/// <param name="Remark">What does not fit; "" when all fits.</param>
public sealed record SunburstState(string Status, IReadOnlyList<string> StoppedProducts, string Remark)
{
    private const int PostponeStart = 250;
    private const int PostponeStep = 5;

    /// <summary>Reads the two values as they stand in the file.</summary>
    public static SunburstState FromValues(string? retry, string? postpone)
    {
        string status = retry?.Trim() switch
        {
            "3" => "ended for good (3): an answer told it to, or a filter at home did",
            "4" => "new (4): it has not passed its filter of domains, or never ran",
            "5" => "passed its filter of domains and was active (5)",
            null => "not known: ReportWatcherRetry is not there",
            string other => $"not known: ReportWatcherRetry is '{other}', which the implant never writes",
        };
        if (postpone is null)
        {
            return new SunburstState(status, [], "ReportWatcherPostpone is not there");
        }

        bool fits = int.TryParse(postpone.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= PostponeStart && value <= PostponeStart + (PostponeStep * 255) && (value - PostponeStart) % PostponeStep == 0;
        if (!fits)
        {
            return new SunburstState(status, [], $"ReportWatcherPostpone is '{postpone.Trim()}', which the implant never writes");
        }

        int marks = (value - PostponeStart) / PostponeStep;
        return new SunburstState(
            status, [.. Enumerable.Range(0, 8).Where(i => (marks & (1 << i)) != 0).Select(SunburstProduct.NameOf)], "");
    }
}
