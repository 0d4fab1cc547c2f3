using System.Globalization;
using System.Text;
using System.Text.Json;
using Hindcast.Cli.Output;
using Hindcast.Engine.Hunting;
using Hindcast.Evidence;
using Hindcast.Reports.Csv;
using Hindcast.Sigma;

namespace Hindcast.Cli.Hunt;

/// <summary>Writes matches as a table, JSON lines or CSV, each encoded for its place. The same matches give the same bytes.</summary>
internal static class HuntWriter
{
    private const string CsvColumns = "time,level,rule,title,kind,tags,log,event_id,computer,file,line,record,offset,fields";
    private const int MaxTitle = 60;
    private const int MaxComputer = 24;

    internal static void Write(IReadOnlyList<HuntMatch> matches, HuntFormat format, Stream target)
    {
        switch (format)
        {
            case HuntFormat.Jsonl:
                WriteJsonLines(matches, target);
                break;
            case HuntFormat.Csv:
                WriteCsv(matches, target);
                break;
            default:
                WriteTable(matches, target);
                break;
        }
    }

    private static void WriteTable(IReadOnlyList<HuntMatch> matches, Stream target)
    {
        using StreamWriter writer = new(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        if (matches.Count == 0)
        {
            return;
        }

        string[] titles = ["TIME", "LEVEL", "RULE", "ATT&CK", "COMPUTER", "LOG", "EVENT"];
        int[] widths = [.. titles.Select(t => t.Length)];
        foreach (HuntMatch match in matches)
        {
            string[] row = Row(match);
            for (int i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        Line([.. titles, "WHERE"]);
        foreach (HuntMatch match in matches)
        {
            Line([.. Row(match), Terminal.Safe(match.Location.ToString())]);
        }

        void Line(string[] cells)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                writer.Write(cells[i].PadRight(widths[i] + 2));
            }

            writer.WriteLine(cells[^1]);
        }
    }

    private static string[] Row(HuntMatch match) =>
    [
        match.Time?.ToString() ?? "no time",
        Level(match.Rule.Level),
        Short(match.Rule.Title, MaxTitle),
        Techniques(match.Rule.Tags),
        Short(match.Computer, MaxComputer),
        Short(match.Log, MaxTitle),
        Short(match.EventId, MaxComputer),
    ];

    /// <summary>The first technique and how many more: <c>T1505.003 +1</c>. Tactics are left out.</summary>
    private static string Techniques(IReadOnlyList<string> tags)
    {
        const string Prefix = "attack.t";
        string[] techniques =
        [
            .. tags.Where(t => t.Length > Prefix.Length && t.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(t[Prefix.Length]))
                .Select(t => t["attack.".Length..].ToUpperInvariant()),
        ];
        return techniques.Length == 0 ? ""
            : Short(techniques[0], MaxComputer) + (techniques.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" +{techniques.Length - 1}"));
    }

    private static void WriteJsonLines(IReadOnlyList<HuntMatch> matches, Stream target)
    {
        using Utf8JsonWriter json = new(target, new JsonWriterOptions { SkipValidation = true });
        foreach (HuntMatch match in matches)
        {
            json.WriteStartObject();
            json.WriteString("time", match.Time?.ToString());
            json.WriteString("level", Level(match.Rule.Level));
            json.WriteString("rule", match.Rule.Id);
            json.WriteString("title", match.Rule.Title);
            json.WriteString("kind", match.IsCorrelation ? "correlation" : "rule");
            json.WriteStartArray("tags");
            foreach (string tag in match.Rule.Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
            json.WriteString("log", match.Log);
            json.WriteString("eventId", match.EventId);
            json.WriteString("computer", match.Computer);
            SourceLocation location = match.Location;
            json.WriteString("file", location.File);
            json.WriteNumber("line", location.Line);
            json.WriteNumber("record", location.RecordId);
            json.WriteNumber("offset", location.OffsetBytes);
            json.WriteNumber("length", location.LengthBytes);

            // Names may repeat (unnamed data of an event), which an object could not hold.
            json.WriteStartArray("fields");
            foreach ((string name, string value) in match.Fields)
            {
                json.WriteStartArray();
                json.WriteStringValue(name);
                json.WriteStringValue(value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush();
            target.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static void WriteCsv(IReadOnlyList<HuntMatch> matches, Stream target)
    {
        // With a byte order mark, which spreadsheets need.
        using StreamWriter writer = new(target, new UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(CsvColumns);
        foreach (HuntMatch match in matches)
        {
            SourceLocation location = match.Location;
            string[] cells =
            [
                match.Time?.ToString() ?? "", Level(match.Rule.Level), match.Rule.Id, match.Rule.Title,
                match.IsCorrelation ? "correlation" : "rule", string.Join(' ', match.Rule.Tags), match.Log, match.EventId,
                match.Computer, location.File, Number(location.Line), Number(location.RecordId), Number(location.OffsetBytes),
                string.Join("; ", match.Fields.Select(f => $"{f.Key}={f.Value}")),
            ];
            writer.WriteLine(string.Join(',', cells.Select(CsvCell.Encode)));
        }
    }

    internal static string Level(SigmaLevel level) => level switch
    {
        SigmaLevel.Critical => "critical",
        SigmaLevel.High => "high",
        SigmaLevel.Medium => "medium",
        SigmaLevel.Low => "low",
        SigmaLevel.Informational => "informational",
        _ => "unstated",
    };

    private static string Short(string text, int most)
    {
        string safe = Terminal.Safe(text);
        return safe.Length <= most ? safe : $"{safe[..(char.IsHighSurrogate(safe[most - 4]) ? most - 4 : most - 3)]}...";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
