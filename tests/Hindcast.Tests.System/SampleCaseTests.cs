using System.IO.Compression;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>The README's main command, on the sample case.</summary>
public sealed class SampleCaseTests
{
    [Fact]
    public async Task Sample_is_found_compromised_with_its_story()
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case")]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("VERDICT  Compromised: something was left on this server and used.", run.Output, StringComparison.Ordinal);
        Assert.Contains("15.1.2176.2 (Exchange 2016 CU19)", run.Output, StringComparison.Ordinal);
        Assert.Contains("before and after the fix was published", run.Output, StringComparison.Ordinal);
        Assert.Contains("2021-03-03T04:23:22", run.Output, StringComparison.Ordinal);
        Assert.Contains("iis-w3c/W3SVC1: 1 day without a record", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(temp.At("case", "assessment.json")));
        JsonElement root = json.RootElement;
        Assert.Equal("used", root.GetProperty("verdict").GetProperty("outcome").GetString());
        Assert.Equal(8, root.GetProperty("answers").GetArrayLength());
        Assert.False(root.GetProperty("verdict").GetProperty("incomplete").GetBoolean());
        Assert.Empty(root.GetProperty("diagnostics").EnumerateArray());
        Assert.True(File.Exists(temp.At("case", "report.html")));
        Assert.True(File.Exists(temp.At("case", "timeline.csv")));
    }

    [Theory]
    [InlineData("1", "C", "UTC")]
    [InlineData("2", "tr_TR.UTF-8", "Pacific/Kiritimati")]
    [InlineData("7", "ar_SA.UTF-8", "America/St_Johns")]
    public async Task Same_evidence_gives_the_same_bytes_whatever_threads_culture_and_time_zone(string threads, string culture, string zone)
    {
        using TempFolder temp = new();
        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        await HindcastProgram.Run(
            ["assess", evidence, "--out", temp.At("case"), "--threads", threads, "--quiet"],
            ("LC_ALL", culture), ("LANG", culture), ("TZ", zone), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0"));

        Golden.Check("proxylogon-synthetic/assessment.json", File.ReadAllText(temp.At("case", "assessment.json")));
        Golden.Check("proxylogon-synthetic/timeline.csv", File.ReadAllText(temp.At("case", "timeline.csv")));
    }

    [Fact]
    public async Task Two_runs_write_identical_reports()
    {
        using TempFolder temp = new();
        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("a"), "--threads", "1", "-q"]);
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("b"), "--threads", "3", "-q"], ("TZ", "Asia/Tokyo"));

        Assert.Equal(File.ReadAllBytes(temp.At("a", "report.html")), File.ReadAllBytes(temp.At("b", "report.html")));
    }

    [Fact]
    public async Task A_zip_as_a_collector_leaves_it_gives_the_same_findings_as_the_folder()
    {
        using TempFolder temp = new();
        string zip = temp.At("Collection-EX01.zip");
        using (ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            foreach (string file in Directory.GetFiles(Repository.Sample, "*", SearchOption.AllDirectories))
            {
                // Velociraptor's offline collector: drive letters percent-encoded below uploads/auto.
                string inner = Path.GetRelativePath(Repository.Sample, file).Replace('\\', '/');
                archive.CreateEntryFromFile(file, $"uploads/auto/C%3A/{inner[2..]}");
            }
        }

        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("folder"), "-q"]);
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", zip, "--out", temp.At("zip"), "-q"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(Facts(temp.At("folder", "assessment.json")), Facts(temp.At("zip", "assessment.json")));
    }

    [Fact]
    public async Task Explain_prints_the_exact_bytes_behind_a_claim()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "-q"]);
        HindcastProgram.Result raw = await HindcastProgram.Run(["explain", "O1", "--case", temp.At("case"), "--raw"]);
        HindcastProgram.Result told = await HindcastProgram.Run(["explain", "o1", "--case", temp.At("case")]);
        HindcastProgram.Result none = await HindcastProgram.Run(["explain", "O9999", "--case", temp.At("case")]);

        string log = Path.Combine(Repository.Sample, "C", "inetpub", "logs", "LogFiles", "W3SVC1", "u_ex210228.log");
        Assert.Equal(0, raw.ExitCode);
        Assert.Equal(File.ReadAllLines(log)[7] + "\n", raw.Output);
        Assert.Contains("unchanged since it was assessed", told.Output, StringComparison.Ordinal);
        Assert.Contains("line 8, offset 1087, 172 bytes", told.Output, StringComparison.Ordinal);
        Assert.Equal(2, none.ExitCode);
    }

    [Fact]
    public async Task Explain_says_so_when_the_evidence_was_changed_afterwards()
    {
        using TempFolder temp = new();
        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "-q"]);
        string log = Path.Combine(evidence, "C", "inetpub", "logs", "LogFiles", "W3SVC1", "u_ex210228.log");
        File.WriteAllText(log, File.ReadAllText(log).Replace("203.0.113.77", "203.0.113.78", StringComparison.Ordinal));

        HindcastProgram.Result told = await HindcastProgram.Run(["explain", "O1", "--case", temp.At("case")]);

        Assert.Equal(3, told.ExitCode);
        Assert.Contains("CHANGED since it was assessed", told.Output, StringComparison.Ordinal);
    }

    private static string Facts(string assessment)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(assessment));
        IEnumerable<string> facts = json.RootElement.GetProperty("observations").EnumerateArray()
            .Select(o => $"{o.GetProperty("ruleId")} {o.GetProperty("recordSha256")} {o.GetProperty("location").GetProperty("offsetBytes")} {o.GetProperty("log")}")
            .Order(StringComparer.Ordinal);
        return string.Join("\n", facts) + json.RootElement.GetProperty("verdict").GetProperty("headline") + json.RootElement.GetProperty("coverage");
    }
}
