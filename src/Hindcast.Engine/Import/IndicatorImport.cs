using System.Text;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>
/// Reads indicator lists: STIX 2.x bundles, MISP events, JSON rows, CSV with a header, and plain lists of a value a line. The
/// content decides, not the name. Never throws for what a list holds; at most 64 MiB a file and 100,000 indicators.
/// </summary>
public static class IndicatorImport
{
    private const long MaxFileBytes = 64L << 20;

    /// <summary>Reads files in their order.</summary>
    public static ImportedList Read(IReadOnlyList<string> paths, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        ImportSink sink = new(options);
        foreach (string path in paths)
        {
            string name = Path.GetFileName(path);
            try
            {
                if (new FileInfo(path).Length > MaxFileBytes)
                {
                    sink.Report(IndicatorDiagnostics.FileUnreadable, new SourceLocation(name), $"more than {MaxFileBytes} bytes", "a smaller file");
                    continue;
                }

                ReadText(File.ReadAllText(path, new UTF8Encoding(false)), name, sink);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                sink.Report(IndicatorDiagnostics.FileUnreadable, new SourceLocation(name), failure.GetType().Name, "a readable file");
            }
        }

        return sink.Result();
    }

    /// <summary>Reads the text of one list.</summary>
    public static ImportedList ReadText(string text, string name, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        ImportSink sink = new(options);
        ReadText(text, name, sink);
        return sink.Result();
    }

    private static void ReadText(string text, string name, ImportSink sink)
    {
        string start = text.AsSpan().TrimStart("\uFEFF \t\r\n").ToString();
        if (start.Length == 0 || start[0] is not ('{' or '['))
        {
            TextLists.Read(text.TrimStart('\uFEFF'), name, sink);
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(start, new JsonDocumentOptions { MaxDepth = 64 });
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("objects", out JsonElement objects) && objects.ValueKind == JsonValueKind.Array)
            {
                StixList.Read(objects, name, sink);
            }
            else if (MispList.Events(root) is { Count: > 0 } events)
            {
                events.ForEach(e => MispList.Read(e, name, sink));
            }
            else if (root.ValueKind == JsonValueKind.Array)
            {
                JsonRows.Read(root, name, sink);
            }
            else
            {
                sink.Report(IndicatorDiagnostics.FileUnreadable, new SourceLocation(name), "JSON of another kind", "a STIX bundle, a MISP event or a list of rows");
            }
        }
        catch (JsonException failure)
        {
            sink.Report(IndicatorDiagnostics.FileUnreadable, new SourceLocation(name, Line: (failure.LineNumber ?? -1) + 1), "broken JSON", "JSON");
        }
    }
}
