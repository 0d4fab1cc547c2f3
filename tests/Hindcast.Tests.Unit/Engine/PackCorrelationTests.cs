using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>Correlations and indicators of packs, in whole assessments over logs of several kinds.</summary>
public sealed class PackCorrelationTests : IDisposable
{
    private const string IisHeader = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n"
        + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken\r\n";

    private const string EcpHeader = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: ECP Server Log\r\n"
        + "#Date: 2021-03-03T00:00:00.000Z\r\n#Fields: TimeStamp,ServerName,EventId,EventData\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-correlation-").FullName;

    public PackCorrelationTests()
    {
        Write("packs/p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("packs/p/rules/asked.yml", Rule("asked", "1", "category: webserver", "cs-uri-stem: /ecp/x.js", "outcome: none\n  role: request"));
        Write("packs/p/rules/done.yml", Rule(
            "done", "2", "product: exchange\n  service: ecp-server", "EventData|contains: Set-Oab", "outcome: none\n  role: effect"));
        Write("packs/p/rules/asked_then_done.yml", """
            title: Asked, then done
            id: 0b1c8a1e-1111-4222-8333-444455556663
            correlation:
              type: temporal_ordered
              rules: [asked, done]
              timespan: 10s
            hindcast:
              subject: CVE-2021-27065
              role: effect
              outcome: succeeded
              because: A request was followed by the cmdlet
            """);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_correlation_over_two_logs_stands_at_its_last_record_and_names_its_parts(int threads)
    {
        Write("evidence/W3SVC1/u_ex210303.log", IisHeader + Iis("10:00:00", "/ecp/x.js") + Iis("12:00:00", "/ecp/x.js"));
        Write("evidence/ECPServer20210303-1.LOG", EcpHeader + Ecp("10:00:04") + Ecp("11:00:00"));
        Assessment assessment = Assess(threads);
        Observation[] observations = [.. assessment.Observations];
        Assert.Equal(["Asked, then done", "asked", "done"], observations.Select(o => Title(assessment, o)).Order(StringComparer.Ordinal));
        Observation found = observations.Single(o => Title(assessment, o) == "Asked, then done");
        Observation done = observations.Single(o => Title(assessment, o) == "done");
        Observation asked = observations.Single(o => Title(assessment, o) == "asked");
        Assert.Equal($"{asked.Id}, {done.Id}", found.Field("parts"));
        Assert.Equal((done.Location, done.RecordSha256, done.Time), (found.Location, found.RecordSha256, found.Time));
        Assert.Equal(Outcome.Succeeded, assessment.Verdict.Outcome);
        Assert.Equal([found.Id], Assert.Single(assessment.Findings).Observations);
        DetectionSummary summary = assessment.Detections.Single(d => d.RuleId == found.RuleId);
        Assert.Equal((1L, 1L, true), (summary.Matches, summary.Kept, summary.CouldFire));
    }

    [Fact]
    public void Parts_alone_are_no_observations_and_no_finding()
    {
        Write("evidence/W3SVC1/u_ex210303.log", IisHeader + Iis("10:00:00", "/ecp/x.js"));
        Assessment assessment = Assess();
        Assert.Empty(assessment.Observations);
        Assert.Equal(Outcome.None, assessment.Verdict.Outcome);
        Assert.Contains(assessment.Detections, d => d is { Matches: 1, Kept: 0 });
        Assert.Contains(assessment.Detections, d => d is { Title: "Asked, then done", CouldFire: false });
    }

    [Fact]
    public void A_published_address_is_met_in_its_time_only_and_proves_nothing()
    {
        Write("packs/p/indicators.csv", "type,value,context,source,published\nip,203.0.113.7,source of requests,Somebody,2021-03-02\n");
        Write("evidence/W3SVC1/u_ex210303.log", IisHeader + Iis("10:00:00", "/owa/", "203.0.113.7") + Iis("10:00:01", "/owa/", "203.0.113.70"));
        Write("evidence/W3SVC1/u_ex230303.log", IisHeader + Iis("10:00:00", "/owa/", "203.0.113.7").Replace("2021-", "2023-", StringComparison.Ordinal));
        Assessment assessment = Assess();
        Assert.Equal(2021, Assert.Single(assessment.Observations).Time!.Value.Day.Year);
        Finding finding = Assert.Single(assessment.Findings);
        Assert.Equal(("published-indicator", Outcome.Scanned, Confidence.Low), (finding.Subject, finding.Outcome, finding.Confidence));
        Assert.Contains("Somebody published on 2021-03-02", finding.Reasons[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file,%EXI%FrontEnd\\HttpProxy\\owa\\auth\\x.aspx", Outcome.Scanned)]
    [InlineData("file,x.aspx", Outcome.Scanned)]
    [InlineData("sha256,2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", Outcome.Reached)]
    public void A_published_file_is_met_by_path_name_or_hash(string indicator, Outcome outcome)
    {
        Write("packs/p/indicators.csv", $"type,value,context,source,published\n{indicator},c,Somebody,2021-03-02\n");
        Write("evidence/C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/owa/auth/x.aspx", "x");
        Write("evidence/C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/owa/auth/max.aspx", "y");
        Assessment assessment = Assess();
        Assert.Single(assessment.Observations);
        Assert.Equal(outcome, assessment.Verdict.Outcome);
    }

    [Fact]
    public void A_published_user_agent_is_met_as_IIS_writes_it()
    {
        Write("packs/p/indicators.csv", "type,value,context,source,published\nuser-agent,Evil Agent/1.0,c,Somebody,2021-03-02\n");
        Write("evidence/W3SVC1/u_ex210303.log", IisHeader + Iis("10:00:00", "/owa/").Replace("Mozilla/5.0", "Evil+Agent/1.0", StringComparison.Ordinal));
        Assert.Single(Assess().Observations);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Rule(string name, string digit, string source, string selection, string meaning) =>
        $"title: {name}\nname: {name}\nid: 0b1c8a1e-1111-4222-8333-44445555666{digit}\nlogsource:\n  {source}\ndetection:\n  a:\n    {selection}\n  condition: a\n"
        + $"hindcast:\n  subject: CVE-2021-27065\n  {meaning}\n  because: It is a part\n";

    private static string Title(Assessment assessment, Observation observation) =>
        assessment.Detections.Single(d => d.RuleId == observation.RuleId).Title;

    private static string Iis(string time, string stem, string address = "198.51.100.9") =>
        $"2021-03-03 {time} 192.0.2.10 POST {stem} - 443 - {address} Mozilla/5.0 200 0 0 15\r\n";

    private static string Ecp(string time) =>
        $"2021-03-03T{time}.000Z,EX01,ECP.Request,S:CMD=Set-OabVirtualDirectory\r\n";

    private Assessment Assess(int threads = 0) => Assessor.Run(
        new AssessOptions { Evidence = [Path.Combine(_folder, "evidence")], PackFolder = Path.Combine(_folder, "packs"), Threads = threads, Tool = "test" },
        new ReadProgress(), CancellationToken.None).Assessment;

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
