using System.Text;
using Hindcast.Evidence;
using Hindcast.Sigma;
using Hindcast.Sigma.Loading;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("HC4010", "condition: sel and", 8, "", "the end of the condition")]
    [InlineData("HC4010", "condition: (sel", 8, "", "the end of the condition")]
    [InlineData("HC4010", "condition: sel sel", 8, "", "'sel'")]
    [InlineData("HC4010", "condition: sel*", 8, "", "'sel*'")]
    [InlineData("HC4010", "condition: 3 of sel*", 8, "", "'3 of' over 1 detections")]
    [InlineData("HC4010", "condition: sel | counted() > 3", 8, "", "'counted() > 3' after the pipe")]
    [InlineData("HC4011", "condition: sal", 8, "sel", "'sal'")]
    [InlineData("HC4012", "condition: 1 of sol*", 8, "sel", "'sol*'")]
    [InlineData("HC4041", "condition: sel | near other", 8, "", "'near other' after the pipe")]
    public void Condition_error_names_place_and_meaning(string code, string condition, int line, string suggestion, string found)
    {
        SigmaProblem problem = Rules.Problem(Rules.Head + "detection:\n    sel:\n        A: 1\n    " + condition + "\n");
        Assert.Equal(code, problem.Diagnostic.Code);
        Assert.Equal(line, problem.Diagnostic.Location.Line);
        Assert.Equal(suggestion, problem.Suggestion);
        Assert.Equal(found, problem.Diagnostic.Found);
        Assert.True(problem.Column >= 16);
    }

    [Theory]
    [InlineData("HC4005", "A: {b: c}", "")]
    [InlineData("HC4006", "A: 1\n        A: 2", "")]
    [InlineData("HC4014", "A: []", "")]
    [InlineData("HC4020", "A|contain: x", "contains")]
    [InlineData("HC4020", "A|startwith: x", "startswith")]
    [InlineData("HC4021", "A|i: x", "")]
    [InlineData("HC4021", "A|re|cidr: x", "")]
    [InlineData("HC4021", "A|contains|endswith: x", "")]
    [InlineData("HC4021", "A|base64|wide: x", "")]
    [InlineData("HC4021", "A|exists|neq: true", "")]
    [InlineData("HC4021", "A|cidr|contains: 10.0.0.0/8", "")]
    [InlineData("HC4022", "A|lt: abc", "")]
    [InlineData("HC4022", "A|exists: maybe", "")]
    [InlineData("HC4022", "A|cidr: 10.0.0.0/99", "")]
    [InlineData("HC4022", "A|base64: 'x*'", "")]
    [InlineData("HC4022", "A|contains: null", "")]
    [InlineData("HC4022", "'|all': [null, a]", "")]
    [InlineData("HC4023", "A|re: '(abc'", "")]
    [InlineData("HC4024", "A|expand: '%servers%'", "")]
    [InlineData("HC4025", "A|windash: ' -a -b -c -d -e -f -g -h'", "")]
    [InlineData("HC4026", "A|contains|all: x", "")]
    public void Selection_error_names_place_and_meaning(string code, string selection, string suggestion)
    {
        SigmaProblem problem = Rules.Problem(Rules.Text(selection));
        Assert.Equal(code, problem.Diagnostic.Code);
        Assert.Equal(suggestion, problem.Suggestion);
        Assert.InRange(problem.Diagnostic.Location.Line, 7, 8);
        Assert.True(problem.Column >= 9);
        Assert.Contains($"test.yml:{problem.Diagnostic.Location.Line}:{problem.Column}: {code}", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HC4001", "title: 'x\n", "")]
    [InlineData("HC4003", "just text", "")]
    [InlineData("HC4003", "title: x\nother: y\n", "")]
    [InlineData("HC4004", "title: x\nlogsource: {product: p}\n", "")]
    [InlineData("HC4004", "titel: x\nlogsource: {product: p}\ndetection: {s: {A: 1}, condition: s}\n", "title")]
    [InlineData("HC4004", "title: x\ndetection: {s: {A: 1}, condition: s}\n", "")]
    [InlineData("HC4004", "title: x\nlogsource: {product: p}\ndetection: {s: {A: 1}}\n", "")]
    [InlineData("HC4005", "title: x\nlogsource: p\ndetection: {s: {A: 1}, condition: s}\n", "")]
    [InlineData("HC4005", "title: x\nlogsource: {product: p}\ndetection: [a]\n", "")]
    [InlineData("HC4007", "title: x\nlevl: high\nlogsource: {product: p}\ndetection: {s: {A: 1}, condition: s}\n", "level")]
    [InlineData("HC4013", "title: x\nlogsource: {product: p}\ndetection: {s: {A: 1}, t: {B: 1}, condition: s}\n", "")]
    [InlineData("HC4014", "title: x\nlogsource: {product: p}\ndetection: {s: , condition: s}\n", "")]
    [InlineData("HC4030", "title: x\nlevel: hihg\nlogsource: {product: p}\ndetection: {s: {A: 1}, condition: s}\n", "high")]
    [InlineData("HC4040", "title: x\nlogsource: {product: p}\ndetection: {s: {A: 1}, condition: 's | count() by B > 3', timeframe: 5m}\n", "")]
    [InlineData("HC4050", "title: x\ncorrelation: {type: event_cout, rules: [a], timespan: 1h, condition: {gte: 1}}\n", "event_count")]
    [InlineData("HC4051", "title: x\ncorrelation: {type: event_count, rules: [a], timespan: 1h, condition: {gte: 1}}\n", "")]
    [InlineData("HC4052", "title: x\ncorrelation: {type: event_count, rules: [a], timespan: 1 hour, condition: {gte: 1}}\n", "")]
    [InlineData("HC4053", "title: x\ncorrelation: {type: event_count, rules: [a], timespan: 1h, condition: {gtee: 1}}\n", "gte")]
    [InlineData("HC4053", "title: x\ncorrelation: {type: value_sum, rules: [a], timespan: 1h, condition: {gte: 1}}\n", "")]
    [InlineData("HC4054", "title: x\nname: a\ncorrelation: {type: event_count, rules: [a], timespan: 1h, condition: {gte: 1}}\n", "")]
    public void Document_error_names_place_and_meaning(string code, string text, string suggestion)
    {
        SigmaLoadResult result = SigmaLoader.LoadText(text, "test.yml");
        SigmaProblem problem = Assert.Single(result.Problems, p => p.Diagnostic.Code == code);
        Assert.Equal(suggestion, problem.Suggestion);
        Assert.True(problem.Diagnostic.Location.Line > 0);
    }

    [Fact]
    public void All_errors_of_a_rule_are_reported_at_once()
    {
        SigmaLoadResult result = SigmaLoader.LoadText(Rules.Text("A|contain: x", "B|re: '['", "C|lt: x"), "test.yml");
        Assert.Equal(["HC4020", "HC4023", "HC4022"], result.Problems.Select(p => p.Diagnostic.Code));
        Assert.Empty(result.Rules);
    }

    [Fact]
    public void Two_rules_with_one_id_are_reported()
    {
        SigmaLoadResult result = SigmaLoader.LoadTexts([("a.yml", Rules.Text("A: 1")), ("b.yml", Rules.Text("B: 1"))]);
        Assert.Equal(2, result.Rules.Count);
        Assert.Equal("HC4031", Assert.Single(result.Problems).Diagnostic.Code);
    }

    [Fact]
    public void Hostile_yaml_is_bounded()
    {
        StringBuilder bomb = new("title: x\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Equal("HC4002", Rules.Problem(bomb.ToString()).Diagnostic.Code);
        Assert.Equal("HC4002", Rules.Problem("title: " + new string('[', 5_000)).Diagnostic.Code);
        string condition = new string('(', 500) + "selection" + new string(')', 500);
        Assert.Equal("HC4002", Rules.Problem(Rules.Text("A: 1").Replace("condition: selection", $"condition: {condition}", StringComparison.Ordinal)).Diagnostic.Code);
        SigmaLoadOptions small = new() { MaxFileBytes = 100 };
        Assert.Equal("HC4002", Assert.Single(SigmaLoader.LoadText(Rules.Text("A: 1"), "x.yml", small).Problems).Diagnostic.Code);
    }

    [Fact]
    public void Folder_reports_unreadable_files_and_goes_on()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hindcast-sigma-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "good.yml"), Rules.Text("A: 1"));
            File.WriteAllBytes(Path.Combine(folder.FullName, "bytes.yml"), [0x74, 0x80, 0x81, 0xC0]);
            SigmaLoadResult result = SigmaLoader.LoadFolder(folder.FullName, cancel: TestContext.Current.CancellationToken);
            Assert.Single(result.Rules);
            Assert.Equal(2, result.FileCount);
            Assert.Equal("HC4008", Assert.Single(result.Problems).Diagnostic.Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Codes_are_unique_and_every_field_is_listed()
    {
        List<DiagnosticDescriptor> fields = [.. typeof(SigmaDiagnostics).GetFields().Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>()];
        Assert.Equal(fields.Select(f => f.Code), SigmaDiagnostics.All.Select(f => f.Code));
        Assert.Equal(fields.Count, fields.Select(f => f.Code).Distinct().Count());
    }
}
