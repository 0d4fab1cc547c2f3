using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Sigma rules over evidence.</summary>
public sealed class HuntTests
{
    private const string RuleId = "5f0a4c0e-52a5-4d0b-9d2e-6a6a7b6f0010";

    private const string Rule = $"""
        title: Web shell used
        id: {RuleId}
        level: high
        tags:
          - attack.persistence
          - attack.t1505.003
          - attack.t1136
        logsource:
          category: webserver
        detection:
          selection:
            cs-method: POST
            cs-uri-stem|endswith: /supp0rt.aspx
          condition: selection
        """;

    private const string Correlation = $"""
        title: Web shell used again and again
        id: 5f0a4c0e-52a5-4d0b-9d2e-6a6a7b6f0011
        level: critical
        correlation:
          type: event_count
          rules: {RuleId}
          group-by: [c-ip]
          timespan: 30d
          condition:
            gte: 2
          generate: true
        """;

    [Fact]
    public async Task Rule_is_found_in_the_IIS_log_as_a_table_JSON_lines_and_CSV()
    {
        using TempFolder temp = new();
        HindcastProgram.Result table = await Hunt(temp);
        HindcastProgram.Result jsonl = await Hunt(temp, "--format", "jsonl");
        HindcastProgram.Result csv = await Hunt(temp, "--format", "csv");

        Assert.Equal((1, 1, 1), (table.ExitCode, jsonl.ExitCode, csv.ExitCode));
        string[] rows = Lines(table.Output);
        string[] objects = Lines(jsonl.Output);
        string[] cells = Lines(csv.Output);
        int expected = LinesOfSample().Length;
        Assert.NotEqual(0, expected);
        Assert.Equal(expected + 1, rows.Length);
        Assert.Equal(expected, objects.Length);
        Assert.Equal(expected + 1, cells.Length);
        Assert.Matches(@"^TIME +LEVEL +RULE +ATT&CK +COMPUTER +LOG +EVENT +WHERE$", rows[0]);
        Assert.Matches(@"^2021-03-\d\dT[\d:]+Z +high +Web shell used +T1505\.003 \+1 +iis-w3c/W3SVC\d +\S.*u_ex2103\d\d\.log:\d+$", rows[1]);
        using JsonDocument first = JsonDocument.Parse(objects[0]);
        Assert.Equal(
            ["time", "level", "rule", "title", "kind", "tags", "log", "eventId", "computer", "file", "line", "record", "offset", "length", "fields"],
            first.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(RuleId, first.RootElement.GetProperty("rule").GetString());
        Assert.Equal("attack.t1505.003", first.RootElement.GetProperty("tags")[1].GetString());
        Assert.StartsWith("\uFEFFtime,level,rule,title,kind,tags,log,", cells[0], StringComparison.Ordinal);
        Assert.Contains($",high,{RuleId},Web shell used,rule,attack.persistence attack.t1505.003 attack.t1136,iis-w3c/W3SVC", cells[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Location_leads_to_the_very_line()
    {
        using TempFolder temp = new();
        foreach (string line in Lines((await Hunt(temp, "-f", "jsonl")).Output))
        {
            using JsonDocument match = JsonDocument.Parse(line);
            JsonElement root = match.RootElement;
            string file = Directory.GetFiles(Repository.Sample, Path.GetFileName(root.GetProperty("file").GetString()!), SearchOption.AllDirectories)
                .Single(f => f.Replace('\\', '/').EndsWith(root.GetProperty("file").GetString()![^30..], StringComparison.Ordinal));
            byte[] bytes = File.ReadAllBytes(file);
            string row = Encoding.UTF8.GetString(bytes, root.GetProperty("offset").GetInt32(), root.GetProperty("length").GetInt32());
            Assert.Contains("/supp0rt.aspx", row, StringComparison.Ordinal);
            Assert.Equal(row, File.ReadLines(file).ElementAt(root.GetProperty("line").GetInt32() - 1));
        }
    }

    [Fact]
    public async Task Summary_is_honest_about_rules()
    {
        using TempFolder temp = new();
        temp.Write("rules/bad.yml", "title: nothing else\n"u8.ToArray());
        temp.Write("rules/event.yml", Encoding.UTF8.GetBytes(Rule.Replace("category: webserver", "product: windows\n  service: security", StringComparison.Ordinal)
            .Replace("0010", "0012", StringComparison.Ordinal)));
        temp.Write("rules/cloud.yml", Encoding.UTF8.GetBytes(Rule.Replace("category: webserver", "product: some_cloud", StringComparison.Ordinal)
            .Replace("0010", "0013", StringComparison.Ordinal)));
        string error = (await Hunt(temp)).Error;

        Assert.Contains("        3  loaded", error, StringComparison.Ordinal);
        Assert.Contains("        1  not loaded, or not whole", error, StringComparison.Ordinal);
        Assert.Contains("        1  no mapping covers their log source", error, StringComparison.Ordinal);
        Assert.Contains("        1  no evidence for their log source", error, StringComparison.Ordinal);
        Assert.Contains("        1  matched", error, StringComparison.Ordinal);
        Assert.Contains("By day (UTC)", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--level", "critical")]
    [InlineData("--exclude", "web shell USED")]
    [InlineData("--exclude", RuleId)]
    [InlineData("--to", "2021-02-01")]
    [InlineData("--from", "2021-04-01")]
    public async Task Filter_that_leaves_nothing_ends_with_0(string option, string value)
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await Hunt(temp, option, value);

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("--tag", "t1190")]
    [InlineData("--exclude", "no such rule")]
    public async Task What_no_rule_is_called_or_tagged_is_wrong_usage(string option, string value)
    {
        using TempFolder temp = new();
        Assert.Equal(2, (await Hunt(temp, option, value)).ExitCode);
    }

    [Theory]
    [InlineData("--level", "high")]
    [InlineData("--tag", "T1505")]
    [InlineData("--tag", "attack.t1505.003")]
    [InlineData("--from", "2021-03-01")]
    public async Task Filter_that_fits_leaves_all(string option, string value)
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await Hunt(temp, option, value);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(LinesOfSample().Length + 1, Lines(run.Output).Length);
    }

    [Fact]
    public async Task Dates_cut_out_their_days()
    {
        using TempFolder temp = new();
        string[] days = [.. LinesOfSample().Select(l => l[..10])];
        string day = days.Max(StringComparer.Ordinal)!;
        HindcastProgram.Result run = await Hunt(temp, "--from", day, "--to", day);

        Assert.Equal(days.Count(d => d == day) + 1, Lines(run.Output).Length);
    }

    [Fact]
    public async Task Correlation_needs_its_rule_even_below_the_level()
    {
        using TempFolder temp = new();
        temp.Write("rules/correlation.yml", Encoding.UTF8.GetBytes(Correlation));
        HindcastProgram.Result run = await Hunt(temp, "--level", "critical", "-f", "jsonl");

        Assert.Equal(1, run.ExitCode);
        Assert.All(Lines(run.Output), l => Assert.Contains("\"kind\":\"correlation\"", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Runs_give_the_same_bytes_whatever_the_threads()
    {
        using TempFolder temp = new();
        temp.Write("rules/correlation.yml", Encoding.UTF8.GetBytes(Correlation));
        HindcastProgram.Result one = await Hunt(temp, "-f", "jsonl", "--threads", "1");
        HindcastProgram.Result many = await Hunt(temp, "-f", "jsonl", "--threads", "5");
        await Hunt(temp, "-f", "jsonl", "--out", temp.At("matches.jsonl"));

        Assert.Equal(one.OutputBytes, many.OutputBytes);
        Assert.Equal(one.OutputBytes, File.ReadAllBytes(temp.At("matches.jsonl")));
        Assert.Equal(one.Error, many.Error);
    }

    [Theory]
    [InlineData("--from", "03/01/2021")]
    [InlineData("--level", "grave")]
    [InlineData("--format", "xml")]
    public async Task Wrong_option_is_wrong_usage(string option, string value)
    {
        using TempFolder temp = new();
        Assert.Equal(2, (await Hunt(temp, option, value)).ExitCode);
    }

    [Fact]
    public async Task Output_into_the_evidence_is_refused()
    {
        using TempFolder temp = new();
        string target = Path.Combine(Repository.Sample, "matches.csv");
        Assert.Equal(2, (await Hunt(temp, "--out", target)).ExitCode);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task Report_and_tuning_account_for_every_rule()
    {
        using TempFolder temp = new();
        string tuning = temp.Write("tuning.yml", Encoding.UTF8.GetBytes($"tuning:\n  - rule: {RuleId}\n    level: low\n    reason: known here\n"));
        await Hunt(temp, "--tuning", tuning, "--report", temp.At("report.txt"));
        HindcastProgram.Result run = await Hunt(temp, "--tuning", tuning, "--report", temp.At("report.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("level low (line 2: known here)", run.Error, StringComparison.Ordinal);
        Assert.Contains(RuleId, File.ReadAllText(temp.At("report.txt")), StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(temp.At("report.json")));
        JsonElement rule = report.RootElement.GetProperty("rules")[0];
        Assert.Equal(("matched", "low"), (rule.GetProperty("state").GetString(), rule.GetProperty("level").GetString()));
        Assert.Equal(LinesOfSample().Length, rule.GetProperty("matches").GetInt32());
        Assert.Equal("attack.t1505.003", rule.GetProperty("tags")[1].GetString());
        Assert.Equal("known here", report.RootElement.GetProperty("tuning")[0].GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("--tuning", "tuning:\n  - rule: x\n    off: true\n", "HC4080")]
    [InlineData("--mappings", "mappings:\n  - logsource: {product: x}\n", "HC4071")]
    public async Task Settings_with_an_error_are_wrong_usage(string option, string text, string code)
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await Hunt(temp, option, temp.Write("settings.yml", Encoding.UTF8.GetBytes(text)));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_cannot_be_read_and_no_match_ends_with_3()
    {
        using TempFolder temp = new();
        temp.Write("rules/shell.yml", Encoding.UTF8.GetBytes(Rule));
        temp.Write("evidence/u_ex210303.log", "no log at all\n"u8.ToArray());
        Assert.Equal(3, (await HindcastProgram.Run(["hunt", temp.At("evidence"), "--rules", temp.At("rules")])).ExitCode);
    }

    [Fact]
    public async Task Rule_of_the_community_fires_on_its_event_log()
    {
        const string Id = "9b4e7c2a-3f6d-4a8b-b5e9-1c7d3f2e6a4b";
        if (Repository.SharedData is not { } data)
        {
            Assert.Skip("no shared data");
            return;
        }

        using TempFolder temp = new();
        Directory.CreateDirectory(temp.At("evtx"));
        Directory.CreateDirectory(temp.At("all"));
        await Unpack(Path.Combine(data, "sigma-regression.tar.xz"), temp.At("evtx"), $"*/{Id}.evtx");
        await Unpack(Path.Combine(data, "sigma-rules.tar.xz"), temp.At("all"), "*/pipe_created_win_exploit_redsun_named_pipe.yml");
        HindcastProgram.Result run = await HindcastProgram.Run(["hunt", temp.At("evtx"), "--rules", temp.At("all"), "-f", "jsonl"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"\"rule\":\"{Id}\"", run.Output, StringComparison.Ordinal);

        // The same event as JSON.
        Directory.CreateDirectory(temp.At("json"));
        await Unpack(Path.Combine(data, "sigma-regression.tar.xz"), temp.At("json"), $"*/{Id}.json");
        HindcastProgram.Result json = await HindcastProgram.Run(["hunt", temp.At("json"), "--rules", temp.At("all"), "-f", "jsonl"]);
        Assert.Equal(1, json.ExitCode);
        Assert.Contains($"\"rule\":\"{Id}\"", json.Output, StringComparison.Ordinal);
        Assert.Matches("\"computer\":\"[^\"]+\"", json.Output);
    }

    private static async Task Unpack(string archive, string folder, string pattern)
    {
        using Process tar = Process.Start("tar", ["xJf", archive, "-C", folder, "--wildcards", pattern]);
        await tar.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tar.ExitCode);
    }

    private static async Task<HindcastProgram.Result> Hunt(TempFolder temp, params string[] options)
    {
        temp.Write("rules/shell.yml", Encoding.UTF8.GetBytes(Rule));
        return await HindcastProgram.Run(["hunt", Repository.Sample, "--rules", temp.At("rules"), .. options]);
    }

    /// <summary>What the rule means, the slow and obvious way.</summary>
    private static string[] LinesOfSample() =>
    [
        .. Directory.GetFiles(Repository.Sample, "u_ex*.log", SearchOption.AllDirectories).SelectMany(File.ReadLines)
            .Where(l => l.Split(' ') is [_, _, _, "POST", var stem, ..] && stem.EndsWith("/supp0rt.aspx", StringComparison.OrdinalIgnoreCase)),
    ];

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
