using System.Globalization;
using System.Text;
using Hindcast.Reports.Csv;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Indicators;

/// <summary>indicators.csv: one indicator a row, with when it was first and last seen. Safe to open in a spreadsheet.</summary>
public static class IndicatorsCsv
{
    /// <summary>The first line.</summary>
    public const string Header = "type,value,first_seen,last_seen,sightings,context,tlp";

    /// <summary>Writes the indicators of a case.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        return Write(shared.Indicators.Select(i => i.Indicator), TlpLabel.Name(shared.Options.Tlp));
    }

    /// <summary>Writes indicators, with CRLF line ends (RFC 4180).</summary>
    /// <param name="indicators">The indicators.</param>
    /// <param name="tlp">Who may see them, in each row; may be "".</param>
    public static string Write(IEnumerable<Indicator> indicators, string tlp)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        StringBuilder csv = new($"{Header}\r\n");
        foreach (Indicator indicator in indicators)
        {
            csv.AppendJoin(',', new[]
            {
                IndicatorWords.Of(indicator.Kind), indicator.Value, indicator.First?.ToString() ?? "", indicator.Last?.ToString() ?? "",
                indicator.Sightings == 0 ? "" : indicator.Sightings.ToString(CultureInfo.InvariantCulture), indicator.Context, tlp,
            }.Select(CsvCell.Encode)).Append("\r\n");
        }

        return csv.ToString();
    }
}
