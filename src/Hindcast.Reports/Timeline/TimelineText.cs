using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Reports.Csv;
using Hindcast.Reports.Json;

namespace Hindcast.Reports.Timeline;

/// <summary>A timeline in the forms that analysts' tools read. All CSV is safe to open in a spreadsheet.</summary>
public static class TimelineText
{
    private const string CsvColumns = "time,kind,subject,outcome,title,source,file,line,offset,details,claim";
    private const string TimesketchColumns = "message,datetime,timestamp_desc,source,kind,subject,outcome,host,actor,user,file,line,claim";
    private const string L2tColumns = "date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra";

    /// <summary>The columns of timeline.csv, CRLF line ends, no byte order mark.</summary>
    public static string Csv(IEnumerable<TimelineEntry> entries) => Rows(CsvColumns, entries, e =>
    [
        e.Time.ToString(), e.Kind, e.Subject, Word(e.Outcome), e.Title, e.Source, e.Location.File, Number(e.Location.Line),
        Number(e.Location.OffsetBytes), e.Details, e.Claim,
    ]);

    /// <summary>CSV for Timesketch: <c>message</c>, <c>datetime</c> and <c>timestamp_desc</c> are what it needs.</summary>
    public static string Timesketch(IEnumerable<TimelineEntry> entries) => Rows(TimesketchColumns, entries, e =>
    [
        Message(e), e.Time.Utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture), Meaning(e), e.Source, e.Kind, e.Subject,
        Word(e.Outcome), e.Host, e.Actor, e.User, e.Location.File, Number(e.Location.Line), e.Claim,
    ]);

    /// <summary>The legacy CSV of log2timeline, version 2: whole seconds, UTC.</summary>
    public static string Log2Timeline(IEnumerable<TimelineEntry> entries) => Rows(L2tColumns, entries, e =>
    [
        e.Time.Utc.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture), e.Time.Utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture), "UTC", "....",
        "HINDCAST", e.Source, Meaning(e), e.User, e.Host, e.Title, Message(e), "2", e.Location.File, "0", $"{e.Claim} {Word(e.Outcome)}".TrimEnd(),
        "hindcast", $"offset: {Number(e.Location.OffsetBytes)}; line: {Number(e.Location.Line)}; precise time: {e.Time}",
    ]);

    /// <summary>One JSON object a line.</summary>
    public static string JsonLines(IEnumerable<TimelineEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        StringBuilder lines = new();
        foreach (TimelineEntry e in entries)
        {
            JsonObject line = new()
            {
                ["time"] = e.Time.ToString(),
                ["kind"] = e.Kind,
                ["subject"] = e.Subject,
                ["outcome"] = e.Outcome is null ? null : Word(e.Outcome),
                ["title"] = e.Title,
                ["source"] = e.Source,
                ["host"] = e.Host,
                ["actor"] = e.Actor,
                ["user"] = e.User,
                ["file"] = e.Location.File,
                ["line"] = e.Location.Line,
                ["offset"] = e.Location.OffsetBytes,
                ["details"] = e.Details,
                ["claim"] = e.Claim,
            };
            foreach (string empty in line.Where(p => p.Value is null || p.Value.ToJsonString() is "\"\"").Select(p => p.Key).ToArray())
            {
                line.Remove(empty);
            }

            lines.Append(JsonText.Line(line)).Append('\n');
        }

        return lines.ToString();
    }

    private static string Rows(string columns, IEnumerable<TimelineEntry> entries, Func<TimelineEntry, string[]> cells)
    {
        ArgumentNullException.ThrowIfNull(entries);
        StringBuilder rows = new($"{columns}\r\n");
        foreach (TimelineEntry entry in entries)
        {
            rows.AppendJoin(',', cells(entry).Select(CsvCell.Encode)).Append("\r\n");
        }

        return rows.ToString();
    }

    private static string Message(TimelineEntry e) => $"{e.Subject}: {e.Title}{(e.Details.Length > 0 ? $" [{e.Details}]" : "")}";

    private static string Meaning(TimelineEntry e) => e.Kind is "build" or "sign" ? $"{char.ToUpperInvariant(e.Kind[0])}{e.Kind[1..]} seen" : $"{char.ToUpperInvariant(e.Kind[0])}{e.Kind[1..]} logged";

    private static string Word(Outcome? outcome) => outcome?.ToString().ToLowerInvariant() ?? "";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
