using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Commands that work on a case folder, and the pack that its indicators make.</summary>
public sealed class CaseCommandTests
{
    [Fact]
    public async Task Timeline_is_that_of_the_case_folder_and_can_be_filtered()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "-q"]);
        HindcastProgram.Result all = await HindcastProgram.Run(["timeline", temp.At("case")]);
        HindcastProgram.Result one = await HindcastProgram.Run(["timeline", temp.At("case"), "--format", "jsonl", "--kind", "use", "--from", "2021-03-06", "--to", "2021-03-06"]);
        HindcastProgram.Result wrong = await HindcastProgram.Run(["timeline", temp.At("case"), "--from", "yesterday"]);
        HindcastProgram.Result cluster = await HindcastProgram.Run(["timeline", temp.At("case"), "--format", "jsonl", "--actor", "A1", "--kind", "effect"]);
        HindcastProgram.Result nobody = await HindcastProgram.Run(["timeline", temp.At("case"), "--actor", "A9"]);

        Assert.Equal(0, all.ExitCode);
        Assert.Equal(File.ReadAllText(temp.At("case", "timeline.csv")), all.Output);
        Assert.Equal(1, one.Output.Count(c => c == '\n'));
        Assert.Contains("\"actor\":\"203.0.113.140\"", one.Output, StringComparison.Ordinal);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("\"kind\":\"effect\"", cluster.Output, StringComparison.Ordinal);
        Assert.Equal((2, ""), (nobody.ExitCode, nobody.Output));
        Assert.Contains("'A9' is not in this case", nobody.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_the_assessment_as_JSON_and_nothing_else()
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "--json", "-q"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(File.ReadAllText(temp.At("case", "assessment.json")), run.Output);
    }

    [Fact]
    public async Task Reports_to_authorities_are_drafted_with_their_deadlines()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "-q"]);
        HindcastProgram.Result run = await HindcastProgram.Run(["notify", temp.At("case"), "--regime", "gdpr-33", "--known-at", "2021-03-20T09:30:00Z", "--organisation", "Contoso"]);
        HindcastProgram.Result wrong = await HindcastProgram.Run(["notify", temp.At("case"), "--regime", "moon-law"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("by 2021-03-23 09:30 UTC", run.Output, StringComparison.Ordinal);
        Assert.Contains("Contoso", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("nis2-23", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exported_indicators_make_a_pack_that_finds_the_same_evidence()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "-q"]);
        await HindcastProgram.Run(["export", temp.At("case"), "--format", "stix", "--out", temp.At("case.stix.json")]);
        HindcastProgram.Result refused = await HindcastProgram.Run(["packs", "import", temp.At("case.stix.json"), "--out", temp.At("strict", "feed")]);
        HindcastProgram.Result taken = await HindcastProgram.Run(["packs", "import", temp.At("case.stix.json"), "--out", temp.At("packs", "feed"), "--allow-reserved", "--published", "2021-03-10"]);
        HindcastProgram.Result again = await HindcastProgram.Run(["packs", "import", temp.At("case.stix.json"), "--out", temp.At("packs", "feed")]);
        HindcastProgram.Result assessed = await HindcastProgram.Run(["assess", Repository.Sample, "--packs", temp.At("packs"), "-q"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("HC7005", refused.Output, StringComparison.Ordinal);
        Assert.Equal(0, taken.ExitCode);
        Assert.Equal(2, again.ExitCode);
        Assert.Equal(1, assessed.ExitCode);
        Assert.Contains("Web shell", assessed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _hindcast hindcast")]
    [InlineData("zsh", "#compdef hindcast")]
    [InlineData("fish", "complete -c hindcast")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_knows_the_commands_and_options(string shell, string expected)
    {
        HindcastProgram.Result run = await HindcastProgram.Run(["completion", shell]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.All(["assess", "timeline", "min-outcome", "navigator"], word => Assert.True(run.Output.Contains(word, StringComparison.Ordinal) || (shell == "pwsh" && word == "navigator"), word));
    }

    [Fact]
    public async Task The_manual_page_has_every_command()
    {
        HindcastProgram.Result run = await HindcastProgram.Run(["man"]);
        Assert.StartsWith(".TH HINDCAST 1", run.Output, StringComparison.Ordinal);
        Assert.All(["assess", "explain", "export", "notify", "packs import", "rules check", "timeline"], c => Assert.Contains($".SS hindcast {c}", run.Output, StringComparison.Ordinal));
    }
}
