using System.Security.Cryptography;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>The sample case in every form in which it can be handed on.</summary>
public sealed class SharingTests
{
    public static TheoryData<string, string> Formats => new()
    {
        { "indicators", "indicators.csv" }, { "sigma", "sigma.yml" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Exports_of_the_sample_are_as_accepted(string format, string file)
    {
        using TempFolder temp = new();
        await Assess(temp);
        HindcastProgram.Result run = await HindcastProgram.Run(["export", temp.At("case"), "--format", format]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.DoesNotContain("contoso", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("EX01", run.Output, StringComparison.OrdinalIgnoreCase);
        Golden.Check($"proxylogon-synthetic/{file}", run.Output);
    }

    [Fact]
    public async Task The_report_in_Markdown_tells_the_findings_and_hides_the_victim()
    {
        using TempFolder temp = new();
        await Assess(temp);
        HindcastProgram.Result run = await HindcastProgram.Run(["export", temp.At("case"), "--format", "markdown"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("**Compromised: something was left on this server and used.**", run.Output, StringComparison.Ordinal);
        Assert.Contains("### F1 Web shell /aspnet\\_client/supp0rt.aspx: left behind and used afterwards", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("contoso", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("EX01", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("stix", "\"type\": \"bundle\"", "[ipv4-addr:value = \\u0027198.51.100.23\\u0027]")]
    [InlineData("misp", "\"Event\"", "198.51.100.23")]
    [InlineData("attack-flow", "\"type\": \"attack-flow\"", "T1505.003")]
    [InlineData("navigator", "\"layer\": \"4.5\"", "T1505.003")]
    public async Task What_others_load_is_whole_json_and_hides_the_victim(string format, string kind, string content)
    {
        using TempFolder temp = new();
        await Assess(temp);
        HindcastProgram.Result run = await HindcastProgram.Run(["export", temp.At("case"), "--format", format]);

        Assert.Equal(0, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Contains(kind, run.Output, StringComparison.Ordinal);
        Assert.Contains(content, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("contoso", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("EX01", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Generated_rules_find_the_evidence_that_they_were_made_of()
    {
        using TempFolder temp = new();
        await Assess(temp);
        await HindcastProgram.Run(["export", temp.At("case"), "--format", "sigma", "--out", temp.At("rules", "case.yml")]);
        Assert.False(File.Exists(temp.At("rules", "case.yml")));
        Directory.CreateDirectory(temp.At("rules"));
        await HindcastProgram.Run(["export", temp.At("case"), "--format", "sigma", "--out", temp.At("rules", "case.yml")]);

        HindcastProgram.Result check = await HindcastProgram.Run(["rules", "check", temp.At("rules")]);
        HindcastProgram.Result hunt = await HindcastProgram.Run(["hunt", Repository.Sample, "--rules", temp.At("rules"), "--format", "jsonl"]);

        Assert.Equal(0, check.ExitCode);
        Assert.Equal(1, hunt.ExitCode);
        Assert.All(
            [
                "Request for a page that was left on an assessed server", "Web request from an address of an assessed intrusion",
                "Exchange request from an address of an assessed intrusion", "File in a web root as on an assessed server",
                "Content of a file that was left on an assessed server",
            ],
            title => Assert.Contains(title, hunt.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_remembers_its_key_and_times()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "-q"]);
        HindcastProgram.Result one = await HindcastProgram.Run(["export", temp.At("case"), "--format", "stix"]);
        HindcastProgram.Result two = await HindcastProgram.Run(["export", temp.At("case"), "--format", "stix"]);
        Assert.Equal(one.Output, two.Output);
    }

    [Theory]
    [InlineData("export", "no-such-case", "--format", "stix", 4)]
    [InlineData("export", "no-such-case", "--format", "docx", 2)]
    [InlineData("export", "no-such-case", "--tlp", "white", 2)]
    public async Task Wrong_usage_and_failure_have_their_exit_codes(string verb, string folder, string option, string value, int code)
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await HindcastProgram.Run([verb, temp.At(folder), option, value]);
        Assert.Equal(code, run.ExitCode);
        Assert.NotEqual("", run.Error);
    }

    /// <summary>A case of the sample that was first shared at a fixed time, with a fixed key.</summary>
    private static async Task Assess(TempFolder temp)
    {
        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "-q"]);
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(temp.At("case", "assessment.json"))));
        File.WriteAllText(
            temp.At("case", "sharing.json"),
            $$"""{ "key": "{{new string('4', 64)}}", "created": "2021-03-21T09:00:00.000Z", "modified": "2021-03-22T10:30:00.250Z", "assessment": "{{hash}}" }""");
    }
}
