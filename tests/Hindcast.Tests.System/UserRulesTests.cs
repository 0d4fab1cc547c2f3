using System.Text;
using System.Text.Json.Nodes;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Sigma rules of the user's own beside the packs.</summary>
public sealed class UserRulesTests
{
    private const string Rule = """
        title: Answers on <port> 443
        id: 5f0a4c0e-52a5-4d0b-9d2e-6a6a7b6f0020
        level: critical
        tags: [attack.t1190]
        logsource:
          category: webserver
        detection:
          selection:
            s-port: 443
          condition: selection
        """;

    [Fact]
    public async Task Rules_of_ones_own_stand_in_a_section_of_their_own_and_change_nothing_else()
    {
        using TempFolder temp = new();
        temp.Write("rules/web/port.yml", Encoding.UTF8.GetBytes(Rule));
        temp.Write("rules/broken.yml", "title: nothing else\n"u8.ToArray());
        HindcastProgram.Result plain = await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("plain")]);
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", Repository.Sample, "--rules", temp.At("rules"), "--out", temp.At("own")]);

        Assert.Equal(plain.ExitCode, run.ExitCode);
        Assert.Contains("What your rules met (1 of 1 rules; they change no verdict)", run.Output, StringComparison.Ordinal);
        Assert.Contains("critical: Answers on <port> 443", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("What your rules met", plain.Output, StringComparison.Ordinal);

        JsonObject with = JsonNode.Parse(File.ReadAllText(temp.At("own", "assessment.json")))!.AsObject();
        JsonNode own = with["userRules"]!;
        Assert.True(with.Remove("userRules"));
        Assert.Equal(JsonNode.Parse(File.ReadAllText(temp.At("plain", "assessment.json")))!.ToJsonString(), with.ToJsonString());

        string[] logs = Directory.GetFiles(Repository.Sample, "u_ex*.log", SearchOption.AllDirectories);
        int rows = logs.Sum(f => File.ReadLines(f).Count(l => l.Split(' ') is { Length: > 6 } row && l[0] != '#' && row[6] == "443"));
        JsonNode met = Assert.Single(own["met"]!.AsArray())!;
        Assert.True(rows > 50);
        Assert.Equal(rows, met["matches"]!.GetValue<int>());
        Assert.Equal(("critical", "web/port.yml", "attack.t1190"), (met["level"]!.GetValue<string>(), met["file"]!.GetValue<string>(), met["tags"]![0]!.GetValue<string>()));
        Assert.Equal(met["kept"]!.GetValue<int>(), own["observations"]!.AsArray().Count);
        Assert.Equal("HC4003", own["problems"]![0]!["code"]!.GetValue<string>());

        string report = File.ReadAllText(temp.At("own", "report.html"));
        Assert.Contains("Answers on &lt;port&gt; 443", report, StringComparison.Ordinal);
        Assert.Contains("href=\"#user-rules\"", report, StringComparison.Ordinal);
        Assert.DoesNotContain("user-rules", File.ReadAllText(temp.At("plain", "report.html")), StringComparison.Ordinal);
        Assert.Equal(own["observations"]!.AsArray().Count, File.ReadLines(temp.At("own", "timeline.csv")).Count(l => l.Contains(",user-rule,critical,", StringComparison.Ordinal)));

        HindcastProgram.Result told = await HindcastProgram.Run(["explain", "U1", "--case", temp.At("own")]);
        Assert.Equal(0, told.ExitCode);
        Assert.Contains("a rule of yours", told.Output, StringComparison.Ordinal);
        Assert.Contains("unchanged since it was assessed", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_of_rules_is_wrong_usage() =>
        Assert.Equal(2, (await HindcastProgram.Run(["assess", Repository.Sample, "--rules", "no-such-folder"])).ExitCode);
}
