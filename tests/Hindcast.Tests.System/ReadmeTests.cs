using System.Text.RegularExpressions;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>The output that the README shows is what the program prints.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Worked_case_and_explained_claim_are_real_output()
    {
        using TempFolder temp = new();
        HindcastProgram.Result assessed = await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case")]);
        HindcastProgram.Result explained = await HindcastProgram.Run(["explain", "O10", "--case", temp.At("case")]);

        string[] shown = [.. Shown().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(m => m.Groups[1].Value)];
        Assert.Equal(2, shown.Length);
        Contains(assessed.Output, shown[0]);
        Contains(explained.Output, shown[1]);
    }

    /// <summary>What is shown may be wrapped, and shortened by lines of three dots.</summary>
    private static void Contains(string output, string shown)
    {
        string real = Blanks().Replace(output, " ");
        int from = 0;
        foreach (string piece in shown.Split("\n...\n").Select(p => Blanks().Replace(p, " ").Trim()))
        {
            int found = real.IndexOf(piece, from, StringComparison.Ordinal);
            Assert.True(found >= 0, $"not in the output, or not in this order: {piece}");
            from = found + piece.Length;
        }
    }

    [GeneratedRegex("```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
