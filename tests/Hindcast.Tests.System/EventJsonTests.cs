using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Event logs that came as JSON are assessed like the .evtx files that they were made of.</summary>
public sealed class EventJsonTests
{
    [Fact]
    public async Task A_server_whose_event_logs_are_JSON_gets_the_same_findings_and_coverage()
    {
        using TempFolder temp = new();
        string scenario = Path.Combine(Repository.Root, "scenarios", "administrator-and-intruder.yml");
        HindcastProgram.Result made = await HindcastProgram.Run(["simulate", scenario, "--out", temp.At("sim"), "--seed", "3", "--scale", "0.0004", "-q"]);
        Assert.Equal(0, made.ExitCode);
        string evidence = Path.Combine(temp.At("sim"), "evidence");
        JsonElement before = await Assess(evidence, temp.At("before"));
        string[] logs = Directory.GetFiles(evidence, "*.evtx", SearchOption.AllDirectories);
        Assert.NotEmpty(logs);
        List<byte> all = [];
        foreach (string log in logs)
        {
            all.AddRange((await HindcastProgram.Run(["dump", "evtx", log, "--format", "jsonl"])).OutputBytes);
            File.Delete(log);
        }

        // All channels in one file, as a collector of a SIEM leaves them.
        await File.WriteAllBytesAsync(Path.Combine(evidence, "events.json"), [.. all], TestContext.Current.CancellationToken);
        JsonElement after = await Assess(evidence, temp.At("after"));

        Assert.Equal(Titles(before), Titles(after));
        Assert.Equal(Coverage(before), Coverage(after));
        Assert.Equal(Rules(before), Rules(after));
        Assert.Contains(Coverage(after), c => c.StartsWith("evtx/Security", StringComparison.Ordinal));

        HindcastProgram.Result explained = await HindcastProgram.Run(["explain", EventClaim(after), "--case", temp.At("after")]);
        Assert.Equal(0, explained.ExitCode);
        Assert.Contains("unchanged since it was assessed", explained.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Assess(string evidence, string folder)
    {
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", evidence, "--out", folder, "-q", "--no-surprise"]);
        Assert.Equal(1, run.ExitCode);
        return JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "assessment.json"))).RootElement;
    }

    private static IEnumerable<string> Titles(JsonElement assessment) => assessment.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("title").GetString()!);

    private static IEnumerable<string> Rules(JsonElement assessment) =>
        assessment.GetProperty("observations").EnumerateArray().Select(o => o.GetProperty("ruleId").GetString()!).Order(StringComparer.Ordinal);

    private static string EventClaim(JsonElement assessment) =>
        assessment.GetProperty("observations").EnumerateArray().First(o => o.GetProperty("log").GetProperty("kind").GetString() == "evtx").GetProperty("id").GetString()!;

    private static IReadOnlyList<string> Coverage(JsonElement assessment) =>
    [
        .. assessment.GetProperty("coverage").GetProperty("logs").EnumerateArray().Select(l =>
            $"{l.GetProperty("log").GetProperty("kind")}/{l.GetProperty("log").GetProperty("part")} {l.GetProperty("records")} {(l.TryGetProperty("first", out JsonElement first) ? first : default)} {l.GetProperty("days").GetArrayLength()}"),
    ];
}
