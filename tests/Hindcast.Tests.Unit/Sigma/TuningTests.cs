using Hindcast.Sigma;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Tuning;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class TuningTests
{
    [Fact]
    public void Entries_turn_off_change_the_level_and_allow()
    {
        List<SigmaProblem> problems = [];
        IReadOnlyList<SigmaTuningEntry> entries = SigmaTuningReader.Read(
            "tuning.yml",
            """
            tuning:
              - rule: [Noisy rule, 11111111-1111-4111-8111-111111111111]
                off: true
                reason: our scanner
              - rule: Other rule
                level: low
                reason: seen daily
              - rule: '*'
                allow:
                  Image: ['C:\Agent\\*', 'D:\Agent\\*']
                  User: svc
                reason: our agent
            """,
            problems);

        Assert.Empty(problems);
        Assert.Equal(3, entries.Count);
        Assert.True(entries[0].IsOff);
        Assert.Equal(2, entries[0].Rules.Count);
        Assert.Equal(SigmaLevel.Low, entries[1].Level);
        Assert.Equal(["Image", "User"], entries[2].Allow.Select(a => a.Key));
        Assert.True(entries[2].Allows([new("image", @"d:\agent\a.exe"), new("user", "SVC")]));
        Assert.False(entries[2].Allows([new("image", @"d:\other\a.exe"), new("user", "SVC")]));
        Assert.False(entries[2].Allows([new("user", "SVC")]));
    }

    [Theory]
    [InlineData("rules: x\n", 1, "")]
    [InlineData("tuning:\n  - text\n", 2, "")]
    [InlineData("tuning:\n  - rule: a\n    off: true\n", 2, "")]
    [InlineData("tuning:\n  - rule: a\n    off: true\n    reason: ' '\n", 2, "")]
    [InlineData("tuning:\n  - rule: a\n    reason: r\n", 2, "")]
    [InlineData("tuning:\n  - rule: a\n    off: true\n    level: low\n    reason: r\n", 2, "")]
    [InlineData("tuning:\n  - rule: a\n    off: no\n    reason: r\n", 3, "")]
    [InlineData("tuning:\n  - rule: a\n    level: grave\n    reason: r\n", 3, "")]
    [InlineData("tuning:\n  - rule: '*'\n    off: true\n    reason: r\n", 2, "")]
    [InlineData("tuning:\n  - rule: a\n    allow: {Image: '*'}\n    reason: r\n", 3, "")]
    [InlineData("tuning:\n  - rule: a\n    allow: {}\n    reason: r\n", 3, "")]
    [InlineData("tuning:\n  - rule: a\n    off: true\n    resaon: r\n", 4, "reason")]
    [InlineData("tuning: [\n", 2, "")]
    public void Entry_that_cannot_be_used_says_HC4080(string text, int line, string suggestion)
    {
        List<SigmaProblem> problems = [];
        Assert.Empty(SigmaTuningReader.Read("tuning.yml", text, problems));
        SigmaProblem problem = Assert.Single(problems);
        Assert.Equal(("HC4080", line, suggestion), (problem.Diagnostic.Code, (int)problem.Diagnostic.Location.Line, problem.Suggestion));
    }
}
