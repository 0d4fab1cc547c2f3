using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.EventJson;
using Hindcast.Formats.Listings;

namespace Hindcast.Formats.Snapshots;

/// <summary>
/// What tables as JSON have in common, an object a row, as lines, over many lines or in a list: what a collector or PowerShell's
/// ConvertTo-Json wrote of the objects it found. Thread-safe.
/// </summary>
internal static class JsonTable
{
    /// <summary>The first row of a file; null when it does not begin with a JSON object.</summary>
    internal static JsonRow? First(ArtefactHead head)
    {
        ReadOnlySpan<char> text = head.Text.AsSpan().TrimStart("\uFEFF[ \t\r\n");
        if (!text.StartsWith('{'))
        {
            return null;
        }

        JsonObjectScanner scanner = new(new JsonObjectScanner.ReadAhead(Encoding.UTF8.GetBytes(text.ToString()), null));
        return scanner.Next() == JsonObjectScanner.Kind.Object ? JsonRow.Read(scanner.Part.Span, nulls: true) : null;
    }

    /// <summary>The rows of a file with their places and bytes, which are valid until the next row; what is none is noted.</summary>
    internal static IEnumerable<(JsonRow Row, SourceLocation Location, ReadOnlyMemory<byte> Raw)> Rows(ArtefactInput input)
    {
        JsonObjectScanner scanner = new(input.Bytes);
        for (JsonObjectScanner.Kind kind = scanner.Next(); kind != JsonObjectScanner.Kind.End; kind = scanner.Next())
        {
            SourceLocation location = new(input.File, scanner.PartOffset, scanner.PartLength, scanner.Line);
            if (kind == JsonObjectScanner.Kind.Object && JsonRow.Read(scanner.Part.Span, nulls: true) is { } row)
            {
                yield return (row, location, scanner.PartInFile());
            }
            else
            {
                string found = kind == JsonObjectScanner.Kind.TooLong ? $"over {JsonObjectScanner.MaxObjectBytes} bytes" : "something else";
                input.NoteBroken(ArtefactDiagnostics.BadRow, location, found, "a JSON object");
            }
        }
    }

    /// <summary>The hashes of a column in Sysmon's form: <c>SHA1=...,MD5=...,SHA256=...</c>.</summary>
    internal static string Hashes(JsonRow row, string column)
    {
        IEnumerable<string> hashes = ((string[])["SHA1", "MD5", "SHA256"])
            .Select(kind => (kind, value: row.Get($"{column}.{kind}"))).Where(h => h.value.Length > 0).Select(h => $"{h.kind}={h.value.ToUpperInvariant()}");
        return string.Join(',', hashes);
    }

    /// <summary>A time with a zone, or in the form of Windows PowerShell's JSON, <c>/Date(1614758400000)/</c>; null for anything else.</summary>
    internal static EvidenceTime? Time(string text)
    {
        const string Start = "/Date(", End = ")/";
        if (!text.StartsWith(Start, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal))
        {
            return FileListing.ParseTime(text, isUtc: false);
        }

        return long.TryParse(text.AsSpan(Start.Length..^End.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds is > 0 and < 32_503_680_000_000
            ? new EvidenceTime(DateTime.UnixEpoch.Ticks + (milliseconds * TimeSpan.TicksPerMillisecond), TimePrecision.Millisecond)
            : null;
    }
}
