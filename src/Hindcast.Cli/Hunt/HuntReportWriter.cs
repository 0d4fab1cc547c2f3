using System.Globalization;
using System.Text;
using System.Text.Json;
using Hindcast.Cli.Output;
using Hindcast.Engine.Hunting;
using Hindcast.Evidence;
using Hindcast.Sigma.Loading;

namespace Hindcast.Cli.Hunt;

/// <summary>
/// Writes the account of a hunt: what was read, what came of it, and every rule with its state, reason and cost. JSON or
/// text, by the name of the file; docs/hunt.md describes both. The same hunt gives the same bytes.
/// </summary>
internal static class HuntReportWriter
{
    internal static void Write(HuntResult result, string file)
    {
        using FileStream target = File.Create(file);
        if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            WriteJson(result, target);
        }
        else
        {
            WriteText(result, target);
        }
    }

    /// <summary>What became of a rule, in one word.</summary>
    internal static string State(HuntRuleState state) => state switch
    {
        HuntRuleState.LeftOut => "left-out",
        HuntRuleState.Unmapped => "unmapped",
        HuntRuleState.NoEvidence => "no-evidence",
        HuntRuleState.CouldNotFire => "could-not-fire",
        HuntRuleState.Silent => "silent",
        _ => "matched",
    };

    private static void WriteJson(HuntResult result, Stream target)
    {
        using Utf8JsonWriter json = new(target, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("schema", "hindcast-hunt-report/1.0");
        WriteEvidence(result, json);
        WriteMatches(result, json);
        json.WriteStartArray("rules");
        long all = Math.Max(1, result.Rules.Sum(r => r.Evaluations));
        foreach (HuntRuleReport report in result.Rules)
        {
            json.WriteStartObject();
            json.WriteString("id", report.Rule.Id);
            json.WriteString("title", report.Rule.Title);
            json.WriteString("kind", report.IsCorrelation ? "correlation" : "rule");
            json.WriteString("level", HuntWriter.Level(report.Rule.Level));
            json.WriteStartArray("tags");
            foreach (string tag in report.Rule.Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
            json.WriteString("file", report.Rule.SourceFile);
            json.WriteNumber("line", report.Rule.SourceLine);
            json.WriteString("state", State(report.State));
            json.WriteString("reason", report.Reason);
            json.WriteNumber("tried", report.Tried);
            json.WriteNumber("evaluated", report.Evaluations);
            json.WriteNumber("share", Math.Round((decimal)report.Evaluations / all, 6));
            json.WriteNumber("givenUp", report.GivenUp);
            json.WriteNumber("matches", report.Matches);
            json.WriteNumber("allowed", report.Allowed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteProblems(result, json);
        WriteTuning(result, json);
        WriteDiagnostics(result, json);
        json.WriteEndObject();
    }

    private static void WriteEvidence(HuntResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject("evidence");
        json.WriteNumber("files", result.Files);
        json.WriteNumber("logs", result.LogFiles);
        json.WriteNumber("copies", result.Copies);
        json.WriteNumber("records", result.Records);
        json.WriteNumber("badRecords", result.BadRecords);
        json.WriteBoolean("incomplete", result.IsIncomplete);
        json.WriteEndObject();
    }

    private static void WriteMatches(HuntResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject("matches");
        json.WriteNumber("kept", result.Matches.Count);
        json.WriteNumber("dropped", result.DroppedMatches);
        json.WriteNumber("outsideDates", result.OutsideDates);
        json.WriteNumber("uncorrelated", result.UncorrelatedMatches);
        json.WriteNumber("lostGroups", result.LostGroups);
        Counts(json, "byLevel", result.Matches.CountBy(m => HuntWriter.Level(m.Rule.Level)));
        Counts(json, "byDay", result.Matches.CountBy(m => m.Time?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));
        Counts(json, "byComputer", result.Matches.CountBy(m => m.Computer));
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, int>> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, int count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    private static void WriteProblems(HuntResult result, Utf8JsonWriter json)
    {
        json.WriteStartArray("problems");
        foreach (SigmaProblem problem in result.Problems)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Diagnostic.Code);
            json.WriteString("title", problem.Diagnostic.Descriptor.Title);
            json.WriteString("consequence", problem.Diagnostic.Descriptor.Consequence);
            json.WriteBoolean("notLoaded", problem.Diagnostic.Descriptor.Severity == DiagnosticSeverity.Loss);
            json.WriteString("file", problem.Diagnostic.Location.File);
            json.WriteNumber("line", problem.Diagnostic.Location.Line);
            json.WriteNumber("column", problem.Column);
            json.WriteString("found", problem.Diagnostic.Found);
            json.WriteString("expected", problem.Diagnostic.Expected);
            json.WriteString("rule", problem.Rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTuning(HuntResult result, Utf8JsonWriter json)
    {
        json.WriteStartArray("tuning");
        foreach (HuntTuningReport report in result.Tuning)
        {
            json.WriteStartObject();
            json.WriteStartArray("rule");
            foreach (string rule in report.Entry.Rules)
            {
                json.WriteStringValue(rule);
            }

            json.WriteEndArray();
            json.WriteString("action", report.Entry.IsOff ? "off" : report.Entry.Level is null ? "allow" : "level");
            if (report.Entry.Level is { } level)
            {
                json.WriteString("level", HuntWriter.Level(level));
            }

            json.WriteString("reason", report.Entry.Reason);
            json.WriteNumber("line", report.Entry.SourceLine);
            json.WriteNumber("rules", report.Rules);
            json.WriteNumber("allowed", report.Allowed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDiagnostics(HuntResult result, Utf8JsonWriter json)
    {
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("title", diagnostic.Descriptor.Title);
            json.WriteString("file", diagnostic.Location.File);
            json.WriteNumber("offset", diagnostic.Location.OffsetBytes);
            json.WriteNumber("line", diagnostic.Location.Line);
            json.WriteString("found", diagnostic.Found);
            json.WriteString("expected", diagnostic.Expected);
            json.WriteNumber("count", diagnostic.Count);
            json.WriteNumber("lostBytes", diagnostic.LostBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(HuntResult result, Stream target)
    {
        using StreamWriter writer = new(target, new UTF8Encoding(false)) { NewLine = "\n" };
        new HuntSummary(result, writer).Write();
        foreach (var state in result.Rules.GroupBy(r => r.State).OrderByDescending(g => g.Key))
        {
            writer.WriteLine();
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Rules, {State(state.Key)}: {state.Count():N0} (tried, evaluated, matches)"));
            foreach (HuntRuleReport report in state)
            {
                string reason = report.Reason.Length > 0 ? $": {report.Reason}" : "";
                writer.WriteLine(Terminal.Safe(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Tried,11:N0} {report.Evaluations,11:N0} {report.Matches,9:N0}  {report.Rule.Title} [{HuntWriter.Level(report.Rule.Level)}] {report.Rule.Id} ({report.Rule.SourceFile}:{report.Rule.SourceLine}){reason}")));
            }
        }

        writer.WriteLine();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Rule files, problems: {result.Problems.Count:N0}"));
        foreach (SigmaProblem problem in result.Problems)
        {
            writer.WriteLine($"  {Terminal.Safe(problem.ToString())}");
        }
    }
}
