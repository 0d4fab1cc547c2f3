using System.Text;
using System.Text.Json;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Evaluation;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Simulation;

namespace Hindcast.Tests.Unit.Engine.Surprise;

public sealed class SurpriseAssessTests : IDisposable
{
    private const string Fields = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-surprise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_unnamed_way_in_would_have_been_seen_and_the_number_of_threads_changes_nothing()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/unnamed-module.yml"), seed: 3, scale: 0.002, historyDays: 12);

        UnusualReport one = SurpriseRun.Run([server.Result.EvidenceFolder], 1, TestContext.Current.CancellationToken);
        UnusualReport four = SurpriseRun.Run([server.Result.EvidenceFolder], 4, TestContext.Current.CancellationToken);

        Assert.Equal(JsonSerializer.Serialize(one), JsonSerializer.Serialize(four));
        SurpriseScore score = SurpriseEvaluation.Score(one, server.Truth);
        Assert.True(score.IsExploited);
        Assert.InRange(score.HoursToSeen ?? double.MaxValue, 0, 24);
    }

    [Fact]
    public void Items_stand_apart_from_findings_and_lead_to_their_lines()
    {
        Write("u_ex.log", Days(20, day => day == 15 ? "2021-01-19 03:00:00 10.0.0.9 POST /ecp/b.svc/Get - 443 - 203.0.113.9 tool - 200 0 0 5\n" : ""));

        Assessment with = Assess(true);
        Assessment without = Assess(false);

        UnusualItem item = Assert.Single(with.Unusual!.Items);
        SourceLocation place = item.Signs[0].Places[0].Location;
        string line = File.ReadAllLines(Path.Combine(_folder, place.File))[place.Line - 1];
        Assert.Contains("POST /ecp/b.svc/Get", line, StringComparison.Ordinal);
        Assert.Equal(line.Length, place.LengthBytes);
        Assert.Null(without.Unusual);
        Assert.Equal(JsonSerializer.Serialize(without.Verdict), JsonSerializer.Serialize(with.Verdict));
        Assert.Equal(JsonSerializer.Serialize(without.Answers), JsonSerializer.Serialize(with.Answers));
        Assert.Equal(JsonSerializer.Serialize(without.Observations), JsonSerializer.Serialize(with.Observations));
    }

    /// <summary>Files that may be second copies are counted one by one, the others together: both ways have to tell the same.</summary>
    [Fact]
    public void Second_copies_change_nothing_that_is_unusual()
    {
        Write("u_ex1.log", Days(20, _ => ""));
        Write("u_ex2.log", Fields + "2021-01-19 03:00:00 10.0.0.9 POST /ecp/b.svc/Get - 443 - 203.0.113.9 tool - 200 0 0 5\n");
        UnusualReport alone = SurpriseRun.Run([_folder], 2, TestContext.Current.CancellationToken);

        Write("u_ex3.log", Days(20, _ => ""));
        Write("u_ex4.log", Fields + "2021-01-19 03:00:00 10.0.0.9 POST /ecp/b.svc/Get - 443 - 203.0.113.9 tool - 200 0 0 5\n");
        UnusualReport copied = SurpriseRun.Run([_folder], 2, TestContext.Current.CancellationToken);

        Assert.Single(alone.Items);
        Assert.Equal(JsonSerializer.Serialize(alone), JsonSerializer.Serialize(copied));
    }

    [Fact]
    public void An_intrusion_would_have_been_seen_before_disclosure_and_the_answer_says_by_what()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/january-quiet.yml"), seed: 7, scale: 0.002, historyDays: 14);

        Assessment assessment = Assess(server);

        SeenEarlierReport seen = assessment.SeenEarlier!;
        Assert.Equal(SeenEarlierState.Seen, seen.State);
        Assert.Contains("proxylogon", seen.Without);
        Assert.Equal(new DateOnly(2021, 3, 2), seen.Disclosed);
        Assert.Equal(server.Truth.Intrusions[0].FirstReached!.Value.Day, seen.Item!.Day);
        Answer answer = assessment.Answers[6];
        Assert.Equal(AnswerStatus.Answered, answer.Status);
        Assert.StartsWith("Yes: it would have been seen on the evening of 2021-01-", answer.Summary, StringComparison.Ordinal);
        Assert.Contains("days before disclosure (2021-03-02)", answer.Summary, StringComparison.Ordinal);
        Assert.Contains(answer.Details, d => d.Claims is ["W1"] && d.Text.Contains("Normal:", StringComparison.Ordinal));
        SeenEarlierScore score = CaseEvaluation.Score(assessment, server.Truth).SeenEarlier;
        Assert.True(score is { IsAssessable: true, IsTrue: true, HoursToItem: > 0 and <= 24 });
    }

    [Fact]
    public void An_intrusion_without_a_past_before_it_is_not_assessable_by_what_is_unusual()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/january-quiet.yml"), seed: 7, scale: 0.001);

        Assessment assessment = Assess(server);

        Assert.Equal(SeenEarlierState.NotAssessable, assessment.SeenEarlier!.State);
        Assert.Contains(assessment.Answers[6].Missing, m => m.StartsWith("Seven days", StringComparison.Ordinal));
        Assert.False(CaseEvaluation.Score(assessment, server.Truth).SeenEarlier.IsAssessable);
    }

    [Fact]
    public void Pages_of_web_roots_and_routing_take_part()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/january-quiet.yml"), seed: 7, scale: 0.002, historyDays: 14);

        UnusualReport report = SurpriseRun.Run([server.Result.EvidenceFolder], 2, TestContext.Current.CancellationToken);

        Assert.Contains(report.Things, t => t.Family == UnusualFamily.Identity && t.Thing.Contains("routed by X-BEResource-Cookie", StringComparison.Ordinal));
        Assert.Contains(report.Things, t => t.Family == UnusualFamily.File && t.Thing.StartsWith("/aspnet_client/", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_a_debug_log_are_judged_like_those_of_a_sensor()
    {
        StringBuilder debug = new("DNS Server log file creation at 1/31/2021 1:00:00 AM\r\n\r\n");
        StringBuilder zeek = new("#separator \\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\tquery\n");
        for (int day = 4; day < 30; day++)
        {
            for (int i = 0; i < 3; i++)
            {
                Ask(day, i, ["www", "contoso", "example"]);
                if (day >= 24)
                {
                    Ask(day, i, [$"q7xk2m9vt4rb8zn{(char)('a' + day - 10)}{i}wd", "beacon", "example"]);
                }
            }
        }

        void Ask(int day, int hour, string[] labels)
        {
            debug.Append(System.Globalization.CultureInfo.InvariantCulture, $"1/{day}/2021 {hour + 1}:00:00 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5       8a2c   Q [0001   D   NOERROR] A      {string.Concat(labels.Select(l => $"({l.Length}){l}"))}(0)\r\n");
            long seconds = new DateTimeOffset(2021, 1, day, hour + 13, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
            zeek.Append(System.Globalization.CultureInfo.InvariantCulture, $"{seconds}.000000\tC1\t192.0.2.5\t50000\t192.0.2.1\t53\tudp\t7\t{string.Join('.', labels)}\n");
        }

        Write("dns.log", debug.ToString());
        UnusualItem ofDebug = Assert.Single(Assess(true).Unusual!.Items);
        Write("dns.log", zeek.ToString());
        UnusualItem ofZeek = Assert.Single(Assess(true).Unusual!.Items);

        Assert.Equal([UnusualFamily.Dns], ofDebug.Families);
        Assert.Equal((ofZeek.Day, ofZeek.Signs[0].What), (ofDebug.Day, ofDebug.Signs[0].What));
    }

    [Fact]
    public void A_log_with_too_little_past_is_not_judged()
    {
        Write("u_ex.log", Days(5, day => day == 4 ? "2021-01-08 03:00:00 10.0.0.9 POST /ecp/main.css - 443 - 203.0.113.9 tool - 200 0 0 5\n" : ""));

        UnusualReport report = Assess(true).Unusual!;
        Assert.Equal(0, report.DaysJudged);
        Assert.Empty(report.Items);
    }

    [Fact]
    public void Rows_that_cannot_be_taken_apart_are_counted()
    {
        Write("u_ex.log", Days(2, day => "2021-01-05 03:00:00 10.0.0.9 GET /a b c - 443 - 203.0.113.9 tool - 200 0 0 5\n"));

        Diagnostic skipped = Assert.Single(Assess(true).Diagnostics, d => d.Code == SurpriseDiagnostics.RowsSkipped.Code);
        Assert.Equal("2 rows", skipped.Found);
    }

    [Fact]
    public void A_day_with_more_than_is_compared_is_told()
    {
        StringBuilder rows = new(Fields);
        for (int i = 0; i < 9_000; i++)
        {
            string name = string.Concat(i.ToString("D5", System.Globalization.CultureInfo.InvariantCulture).Select(d => (char)('k' + d - '0')));
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"2021-01-04 03:00:00 10.0.0.9 GET /{name}.aspx - 443 - 203.0.113.9 tool - 200 0 0 5\n");
        }

        Write("u_ex.log", rows.ToString());
        Assert.Contains(Assess(true).Diagnostics, d => d.Code == SurpriseDiagnostics.DayCut.Code);
    }

    private static string Days(int days, Func<int, string> extra)
    {
        StringBuilder log = new(Fields);
        for (int day = 0; day < days; day++)
        {
            string date = new DateOnly(2021, 1, 4).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            for (int i = 0; i < 10; i++)
            {
                log.Append(System.Globalization.CultureInfo.InvariantCulture, $"{date} 0{i}:00:00 10.0.0.9 POST /ecp/a.svc/Get x=1 443 CONTOSO\\u{i} 198.51.100.{i} Browser - 200 0 0 5\n");
                log.Append(System.Globalization.CultureInfo.InvariantCulture, $"{date} 0{i}:00:01 10.0.0.9 GET /ecp/main.css - 443 - 198.51.100.{i} Browser - 200 0 0 5\n");
            }

            log.Append(extra(day));
        }

        return log.ToString();
    }

    private void Write(string name, string content)
    {
        string path = Path.Combine(_folder, "inetpub/logs/LogFiles/W3SVC1", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static Assessment Assess(SimulatedServer server) => Assessor.Run(
        new AssessOptions { Evidence = [server.Result.EvidenceFolder], PackFolder = Path.Combine(Checkout.Root, "packs"), Tool = "test" },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;

    private Assessment Assess(bool surprise) => Assessor.Run(
        new AssessOptions { Evidence = [_folder], PackFolder = Path.Combine(Checkout.Root, "packs"), Tool = "test", LooksForSurprise = surprise },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
}
