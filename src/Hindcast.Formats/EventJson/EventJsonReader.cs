using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Evtx;

namespace Hindcast.Formats.EventJson;

/// <summary>
/// Reads Windows event logs that were exported as JSON: an object a line, over many lines, or in a list. Rules meet the events as they meet
/// those of an .evtx file; what the export left out (numbers of records, checksums, deleted records) nobody can tell any more.
/// </summary>
public sealed class EventJsonReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string FormatKind = "evtx-json";

    /// <summary>Kind of the log that the events are of.</summary>
    private const string LogKind = "evtx";

    private const int MaxShapes = 5_000;
    private const int MaxFoundChars = 60;

    /// <inheritdoc/>
    public string Kind => FormatKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head)
    {
        ReadOnlySpan<char> text = head.Text.AsSpan().TrimStart("\uFEFF[ \t\r\n");
        if (!text.StartsWith('{'))
        {
            return false;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        JsonObjectScanner scanner = new(new JsonObjectScanner.ReadAhead(bytes, null));
        return scanner.Next() == JsonObjectScanner.Kind.Object && JsonEventText.Read(scanner.Part) is not null;
    }

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Dictionary<string, ArtefactShape> shapes = new(StringComparer.Ordinal);
        JsonObjectScanner scanner = new(input.Bytes);
        while (true)
        {
            JsonObjectScanner.Kind kind = scanner.Next();
            if (kind == JsonObjectScanner.Kind.End)
            {
                return;
            }

            SourceLocation location = new(input.File, scanner.PartOffset, scanner.PartLength, scanner.Line);
            if (kind != JsonObjectScanner.Kind.Object || JsonEventText.Read(scanner.Part) is not { } read)
            {
                string found = kind == JsonObjectScanner.Kind.TooLong ? $"over {JsonObjectScanner.MaxObjectBytes} bytes" : Start(scanner.Part.Span);
                input.NoteBroken(ArtefactDiagnostics.BrokenEvent, location, found, "a JSON object with channel and event number");
                continue;
            }

            if (read.IsTimeWithoutZone)
            {
                input.Note(ArtefactDiagnostics.EventTimeWithoutZone, location, read.Time!.Value.ToString(), "a time with a zone");
            }

            input.Add(new ArtefactRecord(Shape(shapes, read), Values(read), read.Time, location, scanner.PartInFile()));
        }
    }

    /// <summary>One shape for all events of one source with the same fields, so that what rules know of it is worked out once.</summary>
    private static ArtefactShape Shape(Dictionary<string, ArtefactShape> shapes, JsonEvent read)
    {
        StringBuilder key = new();
        key.Append(read.Channel).Append('\0').Append(read.Provider).Append('\0').Append(read.EventId);
        foreach ((string name, _) in read.Fields)
        {
            key.Append('\0').Append(name);
        }

        string text = key.ToString();
        if (!shapes.TryGetValue(text, out ArtefactShape? shape))
        {
            if (shapes.Count >= MaxShapes)
            {
                shapes.Clear();
            }

            string[] names = [.. read.Fields.Select(f => f.Key), .. HasCmdletText(read) ? (string[])["Message"] : []];
            shape = new ArtefactShape(LogKind, "", names) { Event = new EventSource(read.Channel, read.Provider, read.EventId) };
            shapes.Add(text, shape);
        }

        return shape;
    }

    private static string[] Values(JsonEvent read)
    {
        IEnumerable<string> values = read.Fields.Select(f => f.Value);
        if (!HasCmdletText(read))
        {
            return [.. values];
        }

        string[] data = [.. read.Fields.Where(f => f.Key == "Data").Select(f => f.Value)];
        return [.. values, ExchangeCmdletText.Of(read.EventId, i => i < data.Length ? data[i] : "")];
    }

    /// <summary>True for events of Exchange's cmdlets whose export lacks the text that rules are written for.</summary>
    private static bool HasCmdletText(JsonEvent read) =>
        read.Channel == ExchangeCmdletText.Channel && read.Fields.All(f => f.Key != "Message") && ExchangeCmdletText.Of(read.EventId, _ => "").Length > 0;

    private static string Start(ReadOnlySpan<byte> part)
    {
        string text = Encoding.UTF8.GetString(part[..Math.Min(part.Length, MaxFoundChars)]).Trim();
        return part.Length > MaxFoundChars ? $"{text}..." : text;
    }
}
