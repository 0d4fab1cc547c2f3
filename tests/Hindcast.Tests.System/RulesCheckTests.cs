using System.Text;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>The pre-commit check of rule files.</summary>
public sealed class RulesCheckTests
{
    private const string Good = """
        title: Script below the virtual directory
        id: 5f0a4c0e-52a5-4d0b-9d2e-6a6a7b6f0001
        level: high
        logsource:
          category: webserver
        detection:
          selection:
            cs-uri-stem|endswith: .aspx
          condition: selection
        """;

    [Fact]
    public async Task Clean_folder_is_counted_and_leaves_with_0()
    {
        using TempFolder temp = new();
        temp.Write("rules/good.yml", Encoding.UTF8.GetBytes(Good));
        HindcastProgram.Result run = await HindcastProgram.Run(["rules", "check", temp.At("rules")]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "1 file, 1 rule, 0 correlations, 0 filters, 0 problems, 0 rules whose log source no mapping covers", run.Output.Trim());
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Every_problem_is_named_with_file_line_and_column_and_the_good_rule_still_counts()
    {
        using TempFolder temp = new();
        temp.Write("rules/good.yml", Encoding.UTF8.GetBytes(Good));
        temp.Write("rules/sub/modifier.yml", Encoding.UTF8.GetBytes(Good
            .Replace("endswith", "endwith", StringComparison.Ordinal).Replace("0001", "0002", StringComparison.Ordinal)));
        temp.Write("rules/yaml.yml", "title: [never closed\nid: x\n"u8.ToArray());
        HindcastProgram.Result run = await HindcastProgram.Run(["rules", "check", temp.At("rules")]);

        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"/rules/sub/modifier\.yml:8:\d+: HC4\d{3} .*did you mean 'endswith'\?", lines[0]);
        Assert.Matches(@"/rules/yaml\.yml:\d+:\d+: HC4\d{3} ", lines[1]);
        Assert.StartsWith("3 files, 1 rule, 0 correlations, 0 filters, 2 problems", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_no_mapping_covers_are_named_but_no_problem()
    {
        using TempFolder temp = new();
        string file = temp.Write("cloud.yml", Encoding.UTF8.GetBytes(Good.Replace("category: webserver", "product: some_cloud", StringComparison.Ordinal)));
        HindcastProgram.Result run = await HindcastProgram.Run(["rules", "check", file]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no mapping covers log source */some_cloud/*: 1 rule", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_folder_is_wrong_usage()
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await HindcastProgram.Run(["rules", "check", temp.At("nothing")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no such file or folder", run.Error, StringComparison.Ordinal);
    }
}
