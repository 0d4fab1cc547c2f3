using System.Globalization;
using System.Text;
using Hindcast.Engine;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Packs;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Engine;

public sealed class UserRulesTests : IDisposable
{
    private const string Header = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 00:00:00\r\n"
        + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-own-").FullName;

    [Fact]
    public void A_critical_rule_of_ones_own_grades_nothing()
    {
        Log("u_ex210303.log", 3);
        Rule("a.yml", "0001", "critical", "cs-method: GET");
        Assessment assessment = Assess();
        Assert.Equal(Outcome.None, assessment.Verdict.Outcome);
        Assert.Empty(assessment.Observations);
        Assert.Empty(assessment.Findings);
        Assert.Empty(assessment.Intrusions);
        Assert.Equal(["U1", "U2", "U3"], assessment.UserRules!.Observations.Select(o => o.Id));
        Assert.DoesNotContain(assessment.Detections, d => d.Title == "Rule 0001");
    }

    [Fact]
    public void Broken_rules_leave_the_assessment_complete()
    {
        Log("u_ex210303.log", 1);
        Write("rules/a.yml", "title: nothing else\n");
        Assessment assessment = Assess();
        Assert.False(assessment.Verdict.Incomplete);
        Assert.Empty(assessment.Diagnostics);
        Assert.Contains(assessment.UserRules!.Problems, p => p.Descriptor.Severity == DiagnosticSeverity.Loss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void All_matches_are_counted_and_few_kept_whatever_the_threads(int threads)
    {
        for (int file = 0; file < 4; file++)
        {
            Log($"W3SVC1/u_ex21030{file}.log", 200);
        }

        Rule("a.yml", "0001", "low", "cs-method: GET");
        UserRuleReport report = Assess(threads).UserRules!;
        UserRuleSummary met = Assert.Single(report.Met);
        Assert.Equal(800, met.Matches);
        Assert.InRange(met.Kept, UserRules.MaxKeptPerRule, UserRules.MaxKeptPerRule + 2);
        Assert.Equal(met.Kept, report.Observations.Count);
        Assert.Equal(("2021-03-03T00:00:00Z", "2021-03-03T03:19:59Z"), (met.First.ToString(), met.Last.ToString()));
        Assert.Equal(met.Last, report.Observations[^1].Time);
    }

    [Fact]
    public void Order_is_by_level_and_rules_without_a_log_are_counted()
    {
        Log("u_ex210303.log", 1);
        Rule("a.yml", "0001", "low", "cs-method: GET");
        Rule("b.yml", "0002", "high", "s-port: 443");
        Rule("c.yml", "0003", "high", "QueryName: x", "category: dns");
        UserRuleReport report = Assess().UserRules!;
        Assert.Equal(["high Rule 0002", "low Rule 0001"], report.Met.Select(m => $"{m.Level} {m.Title}"));
        Assert.Equal((3, 1), (report.Rules, report.WithoutLog));
    }

    [Fact]
    public void Values_that_a_regular_expression_gives_up_are_told_as_HC4922()
    {
        Write("evidence/u_ex210303.log", Header + $"2021-03-03 00:00:00 10.0.0.1 GET /{new string('a', 40)}! - 443 - 198.51.100.7 x 200\r\n");
        Rule("a.yml", "0001", "low", "cs-uri-stem|re: '^/(?=(a+)+$)'");
        Diagnostic told = Assert.Single(Assess().Diagnostics);
        Assert.Equal(DetectionDiagnostics.ValueGivenUp, told.Descriptor);
        Assert.Contains("'Rule 0001'", told.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_with_the_id_of_a_packs_rule_is_named_HC4920()
    {
        Log("u_ex210303.log", 1);
        string pack = Path.Combine(Checkout.Root, "packs", "proxylogon", "rules", "iis_post_static.yml");
        Write("rules/pack.yml", File.ReadAllText(pack));
        UserRuleReport report = Assess().UserRules!;
        Assert.Equal(0, report.Rules);
        Assert.Equal(UserRuleDiagnostics.IdOfPack, Assert.Single(report.Problems).Descriptor);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Correlations_run_over_what_their_rules_met_by_the_names_that_rules_use(int threads)
    {
        for (int file = 0; file < 4; file++)
        {
            Log($"W3SVC1/u_ex21030{file}.log", 200);
        }

        Rule("a.yml", "0001", "low", "cs-method: GET");
        Correlation("c.yml", "0009", "0001", 200);
        UserRuleReport report = Assess(threads, "Visitor: c-ip").UserRules!;
        UserRuleSummary met = Assert.Single(report.Met);
        Assert.Equal(("Many 0009", UserRules.MaxKeptPerRule + 1L), (met.Title, met.Kept));
        Assert.Equal(2, report.Rules);
        Assert.Empty(report.Problems);
        Assert.All(report.Observations, o => Assert.StartsWith("[Visitor, 198.51.100.", o.Fields[0].ToString(), StringComparison.Ordinal));

        // 198.51.100.x stands once in each of four hours; what one address did within a day is one finding.
        Assert.Equal(200, met.Matches);
        Assert.Equal("[matches, 4]", report.Observations[0].Fields[^1].ToString());
    }

    [Fact]
    public void Correlations_that_saw_part_of_the_matches_are_named_HC4921()
    {
        for (int file = 0; file < 4; file++)
        {
            Log($"W3SVC1/u_ex21030{file}.log", 600);
        }

        Rule("a.yml", "0001", "low", "cs-method: GET");
        Correlation("c.yml", "0009", "0001", 3);
        Diagnostic problem = Assert.Single(Assess(threads: 2, "Visitor: c-ip").UserRules!.Problems);
        Assert.Equal(UserRuleDiagnostics.Correlation, problem.Descriptor);
        Assert.Contains(" of 2400 matches of 'Rule 0001'", problem.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Mappings_of_ones_own_are_for_rules_of_ones_own()
    {
        Log("u_ex210303.log", 2);
        Rule("a.yml", "0001", "low", "Visitor: 198.51.100.1");
        Assert.Empty(Assess().UserRules!.Met);
        Assessment mapped = Assess(threads: 0, "Visitor: c-ip");
        Assert.Equal(1, Assert.Single(mapped.UserRules!.Met).Matches);
        Assert.Equal(Assess().Detections.Count(d => d.CouldFire), mapped.Detections.Count(d => d.CouldFire));
    }

    [Fact]
    public void The_hash_tells_rules_apart_and_the_file_is_as_documented()
    {
        Log("u_ex210303.log", 1);
        Rule("a.yml", "0001", "low", "cs-method: GET");
        Assessment first = Assess();
        Assert.Equal(first.UserRules!.Sha256, Assess().UserRules!.Sha256);
        Rule("a.yml", "0001", "low", "cs-method: POST");
        Assert.NotEqual(first.UserRules.Sha256, Assess().UserRules!.Sha256);

        using MemoryStream stream = new();
        AssessmentJson.Write(first, stream);
        using System.Text.Json.JsonDocument file = System.Text.Json.JsonDocument.Parse(stream.ToArray());
        Assert.Empty(new SchemaDocument(Checkout.Read("docs/assessment-schema.md")).Differences(file.RootElement));
        stream.Position = 0;
        Assert.Equal(first.UserRules.Met[0].Title, AssessmentJson.Read(stream).UserRules!.Met[0].Title);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Correlation(string name, string id, string rule, int addresses) => Write(
        $"rules/{name}",
        $"title: Many {id}\nid: 5f0a4c0e-52a5-4d0b-9d2e-6a6a7b6f{id}\nlevel: high\ncorrelation:\n  type: event_count\n"
        + $"  rules: 5f0a4c0e-52a5-4d0b-9d2e-6a6a7b6f{rule}\n  group-by: [Visitor]\n  timespan: 1d\n  condition:\n    gte: {(addresses > 100 ? 4 : 2)}\n");

    private Assessment Assess(int threads = 0, string field = "") => Assessor.Run(
        new AssessOptions
        {
            Evidence = [Path.Combine(_folder, "evidence")],
            PackFolder = Path.Combine(Checkout.Root, "packs"),
            Rules = [Path.Combine(_folder, "rules")],
            Mappings = field.Length == 0 ? null : SigmaMappingSet.BuiltIn.With(SigmaMappingReader.Read(
                "own", $"mappings:\n  - logsource: {{category: webserver}}\n    sources:\n      - when: {{Log: iis}}\n        fields:\n          {field}\n", new List<SigmaProblem>())),
            Threads = threads,
            Tool = "test",
        },
        new ReadProgress(), CancellationToken.None).Assessment;

    /// <summary>A log of GET requests: a row a second, or in W3SVC1 ten rows a minute and an hour for each file.</summary>
    private void Log(string name, int rows)
    {
        StringBuilder log = new(Header);
        int file = name[^5] - '0';
        for (int i = 0; i < rows; i++)
        {
            string time = name.StartsWith("W3SVC1", StringComparison.Ordinal) ? $"0{file}:{i / 10:00}:{(i + 1 == rows ? 59 : i % 10):00}" : $"00:00:{i:00}";
            log.Append(CultureInfo.InvariantCulture, $"2021-03-03 {time} 192.0.2.10 GET /owa/ - 443 - 198.51.100.{i % 200} Mozilla 200\r\n");
        }

        Write($"evidence/{name}", log.ToString());
    }

    private void Rule(string name, string id, string level, string selection, string source = "category: webserver") => Write(
        $"rules/{name}",
        $"title: Rule {id}\nid: 5f0a4c0e-52a5-4d0b-9d2e-6a6a7b6f{id}\nlevel: {level}\nlogsource:\n  {source}\ndetection:\n  sel:\n    {selection}\n  condition: sel\n");

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
