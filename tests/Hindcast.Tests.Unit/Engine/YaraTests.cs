using System.Text;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Yara;
using Hindcast.Evidence;
using Hindcast.WebShells;

namespace Hindcast.Tests.Unit.Engine;

public sealed class YaraTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-yara-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_that_a_rule_matches_are_kept_whatever_the_verdict()
    {
        using YaraRules rules = Rules("rule asks { strings: $a = \"marker\" condition: $a and extension == \".aspx\" }\nrule always { condition: filename == \"b.txt\" }");
        Write("web/a.aspx", "a marker");
        Write("web/b.txt", "a marker");
        Write("web/c.aspx", "nothing");
        foreach (int threads in new[] { 1, 3 })
        {
            PageSearchResult result = PageSearch.Run(
                new PageSearchOptions { Evidence = [Path.Combine(_folder, "web")], Yara = rules, Threads = threads }, new ReadProgress(), TestContext.Current.CancellationToken);
            Assert.Equal(["a.aspx: asks", "b.txt: always"], result.Hits.Select(h => $"{h.Path}: {string.Join(',', h.YaraRules)}"));
            Assert.All(result.Hits, h => Assert.Equal(PageVerdict.Benign, h.Report.Verdict));
            Assert.Empty(result.Diagnostics);
        }
    }

    [Fact]
    public void File_that_does_not_compile_is_told_and_the_others_run()
    {
        Write("rules/bad.yar", "rule a { condition: true }\nrule b { condition: nothing }");
        Write("rules/deep/good.YARA", "rule a { condition: true }");
        Write("rules/notes.txt", "no rule");
        List<Diagnostic> diagnostics = [];
        using YaraRules? rules = YaraRules.Load(Path.Combine(_folder, "rules"), diagnostics, out string problem);
        Assert.SkipWhen(rules is null && problem.StartsWith("libyara is not installed", StringComparison.Ordinal), problem);
        Assert.NotNull(rules);
        Assert.Equal(1, rules.Files);
        Diagnostic told = Assert.Single(diagnostics);
        Assert.Equal(YaraDiagnostics.NotCompiled, told.Descriptor);
        Assert.Equal("bad.yar", told.Location.File);
        Assert.Contains("line 2", told.Found, StringComparison.Ordinal);
        using YaraScan scan = rules.NewScan();
        Assert.Equal(["a"], scan.Match([1, 2, 3], 3, "x", out _));
    }

    [Fact]
    public void Nothing_but_broken_or_absent_rules_is_said_in_words()
    {
        Write("rules/bad.yar", "rule b { condition: nothing }");
        Assert.Null(YaraRules.Load(Path.Combine(_folder, "rules"), [], out string broken));
        Assert.Null(YaraRules.Load(Path.Combine(_folder, "absent.yar"), [], out string absent));
        Assert.All(new[] { broken, absent }, problem => Assert.Matches("no file of YARA rules that compiles|cannot be read|libyara is not installed .*apt-get install yara", problem));
    }

    [Fact]
    public void Scan_that_takes_too_long_ends_and_says_so_HC4602()
    {
        using YaraRules rules = Rules("rule slow { condition: for all i in (0..9000000000) : (i >= 0) }");
        using YaraScan scan = rules.NewScan();
        scan.Seconds = 1;
        Assert.Empty(scan.Match(Encoding.UTF8.GetBytes("x"), 1, "dir/x.aspx", out Diagnostic? problem));
        Assert.Equal(YaraDiagnostics.ScanEnded, problem?.Descriptor);
        Assert.Equal("dir/x.aspx", problem?.Location.File);
    }

    private YaraRules Rules(string text)
    {
        Write("rules.yar", text);
        YaraRules? rules = YaraRules.Load(Path.Combine(_folder, "rules.yar"), [], out string problem);
        Assert.SkipWhen(rules is null && problem.StartsWith("libyara is not installed", StringComparison.Ordinal), problem);
        Assert.True(rules is not null, problem);
        return rules;
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
