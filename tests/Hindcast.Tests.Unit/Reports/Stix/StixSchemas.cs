using System.Text.Json;
using Hindcast.Tests.Unit.Formats.Evtx;
using Json.Schema;

namespace Hindcast.Tests.Unit.Reports.Stix;

/// <summary>The OASIS schemas of STIX 2.1, one a type of object. Skips the test when they are absent.</summary>
internal sealed class StixSchemas
{
    private readonly Dictionary<string, JsonSchema> _byType = new(StringComparer.Ordinal);

    internal StixSchemas()
    {
        string root = Path.Combine(SharedSamples.Unpacked("stix2-schemas"), "stix2-schemas", "schemas");
        Dictionary<Uri, string> files = [];
        foreach (string file in Directory.GetFiles(root, "*.json", SearchOption.AllDirectories))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            files.Add(new Uri(document.RootElement.GetProperty("$id").GetString()!), file);
        }

        // No schema is fetched from anywhere but the folder.
        BuildOptions options = new() { SchemaRegistry = new SchemaRegistry() };
        options.SchemaRegistry.Fetch = (uri, _) => files.TryGetValue(uri, out string? file) ? JsonSchema.FromFile(file, options) : null;
        foreach (string file in files.Values)
        {
            Uri id = files.First(f => f.Value == file).Key;
            _byType[Path.GetFileNameWithoutExtension(file)] = options.SchemaRegistry.Get(id) as JsonSchema ?? JsonSchema.FromFile(file, options);
        }
    }

    /// <summary>What is wrong with an object by its own schema; the schema of the whole bundle refuses valid ones.</summary>
    internal IEnumerable<string> Errors(JsonElement stix) => Errors(stix, stix.GetProperty("type").GetString()!);

    /// <summary>What is wrong with an object of an extension by the schema that all objects share.</summary>
    internal IEnumerable<string> CommonErrors(JsonElement stix) => Errors(stix, "core");

    private IEnumerable<string> Errors(JsonElement stix, string schema)
    {
        string type = stix.GetProperty("type").GetString()!;
        EvaluationResults results = _byType[schema].Evaluate(stix, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? []
            : [$"{type}: {stix.GetProperty("id")}", .. (results.Details ?? []).Where(d => d.Errors is not null)
                .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"))];
    }
}
