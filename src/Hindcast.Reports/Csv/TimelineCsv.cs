using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Csv;

/// <summary>
/// timeline.csv: everything with a time, in order. Opens in a spreadsheet without running anything: a cell that would
/// start a formula gets an apostrophe in front (OWASP, CSV injection).
/// </summary>
public static class TimelineCsv
{
    private const string Columns = "time,kind,subject,outcome,title,source,file,line,offset,details,claim";

    /// <summary>Writes the timeline as UTF-8 with a byte order mark (spreadsheets need it) and CRLF (RFC 4180).</summary>
    public static void Write(Assessment assessment, Stream target)
    {
        using StreamWriter writer = new(target, new UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(Columns);
        Dictionary<string, DetectionSummary> detections = assessment.Detections.ToDictionary(d => d.RuleId, StringComparer.Ordinal);
        List<(long Ticks, int Order, string Row)> rows = [];
        foreach (Observation observation in assessment.Observations.Where(o => o.Time is not null))
        {
            DetectionSummary detection = detections[observation.RuleId];
            rows.Add((observation.Time!.Value.UtcTicks, rows.Count, Row(
                observation.Time.Value.ToString(), Word(detection.Role), detection.Subject, Word(detection.Outcome), detection.Title,
                observation.Log.ToString(), observation.Location,
                string.Join("; ", observation.Fields.Select(f => $"{f.Key}={f.Value}")), observation.Id)));
        }

        foreach (BuildSpan build in assessment.Exposure.Builds)
        {
            rows.Add((build.First.UtcTicks, rows.Count, Row(
                build.First.ToString(), "build", build.Build.ToString(), "", $"first row with build {build.Build} {build.Name}",
                string.Join(" and ", build.Sources), build.FirstLocation, "", build.Id)));
            rows.Add((build.Last.UtcTicks, rows.Count, Row(
                build.Last.ToString(), "build", build.Build.ToString(), "", $"last row with build {build.Build} {build.Name}",
                string.Join(" and ", build.Sources), build.LastLocation, "", build.Id)));
        }

        foreach (LogSign sign in assessment.Signs.Where(s => s.Time is not null))
        {
            rows.Add((sign.Time!.Value.UtcTicks, rows.Count, Row(
                sign.Time.Value.ToString(), "sign", Word(sign.Kind), "", sign.Describe(), sign.Log.ToString(), sign.Location, "", sign.Id)));
        }

        foreach ((_, _, string row) in rows.OrderBy(r => r.Ticks).ThenBy(r => r.Order))
        {
            writer.WriteLine(row);
        }
    }

    private static string Row(
        string time, string kind, string subject, string outcome, string title, string source, SourceLocation location,
        string details, string claim) =>
        string.Join(',', new[]
        {
            time, kind, subject, outcome, title, source, location.File, Number(location.Line), Number(location.OffsetBytes), details, claim,
        }.Select(CsvCell.Encode));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
