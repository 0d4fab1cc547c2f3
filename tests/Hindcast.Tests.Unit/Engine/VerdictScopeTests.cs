using System.Globalization;
using System.Text.RegularExpressions;
using Hindcast.Engine;
using Hindcast.Engine.Hunting;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>A verdict says no more than was seen: of the days, the logs and the campaigns that there was evidence for.</summary>
public sealed partial class VerdictScopeTests : IDisposable
{
    private const string Header = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 00:00:00\r\n"
        + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-scope-").FullName;

    private static string Packs => Path.Combine(Checkout.Root, "packs");

    [Fact]
    public void An_event_log_of_a_channel_that_no_rule_reads_gives_no_verdict()
    {
        Write("log.evtx", EvtxFileBuilder.Usual());
        Assessment assessment = Assess();
        Assert.DoesNotContain(assessment.Detections, d => d.CouldFire);
        Assert.Equal("Not assessable: no detection reads any of the logs in the evidence.", assessment.Verdict.Headline);
        Assert.NotEmpty(assessment.Verdict.Reservations);
        Assert.Empty(assessment.Verdict.Reasons);
        Assert.Equal(AnswerStatus.NotAssessable, assessment.Answers[1].Status);
        Assert.Contains(assessment.Coverage.Absent, a => a.Name == "Windows event logs (MSExchange Management, Application, Security, System)");
    }

    [Fact]
    public void Rules_that_compare_with_known_files_cannot_fire_without_a_table()
    {
        Write("C/inetpub/wwwroot/x.htm", "<html></html>"u8.ToArray());
        Iis("2021-03-03");
        Assessment assessment = Assess();
        Assert.All(assessment.Detections.Where(d => d.Pack == "exchange-files"), d => Assert.False(d.CouldFire));
        Assert.Contains(assessment.Detections, d => d is { Pack: "web-shells", CouldFire: true });
        Assert.Contains(assessment.Verdict.Reasons, r => r.Text.StartsWith("Not looked for", StringComparison.Ordinal) && r.Text.Contains("Changed and look-alike files", StringComparison.Ordinal));
        Assert.DoesNotContain(assessment.Verdict.Reasons, r => r.Text.StartsWith("Looked for", StringComparison.Ordinal) && r.Text.Contains("Changed and look-alike files", StringComparison.Ordinal));
    }

    [Fact]
    public void Days_without_a_log_are_not_spoken_of()
    {
        Iis("2013-07-30", "2021-03-03");
        Assessment assessment = Assess();
        Assert.Equal("No sign of the campaigns looked for in the logs of 2 days between 2013-07-30 and 2021-03-03.", assessment.Verdict.Headline);
        Assert.Contains("2,772 lie between", assessment.Verdict.Summary[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("No sign in the logs of 2 days", assessment.Answers[1].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_was_open_on_days_without_a_log_is_not_called_clean()
    {
        HttpProxy(("2021-02-20", 2), ("2021-03-01", 2), ("2021-03-05", 9));
        Assessment assessment = Assess();
        const string open = "The server was open on 8 days of which no log that was searched holds anything (2021-02-21 to 2021-02-28), "
            + "and perhaps on any of 3 days more until the fix was first seen (2021-03-02 to 2021-03-04); what happened then is not known.";
        Assert.EndsWith("; it was open on 8 days of which there is no log.", assessment.Verdict.Headline, StringComparison.Ordinal);
        Assert.Equal([open], assessment.Verdict.Reservations);
        Assert.Equal(open, assessment.Verdict.Limits[0]);
        Assert.EndsWith(open, assessment.Answers[1].Summary, StringComparison.Ordinal);
        ActionItem look = Assert.Single(assessment.Actions, a => a.Because == open);
        Assert.NotEmpty(look.Claims);
    }

    [Fact]
    public void Records_of_two_computers_are_warned_of_first()
    {
        static byte[] Of(string computer) => new EvtxFileBuilder().Chunk(c =>
        {
            foreach (long later in new[] { 0L, TimeSpan.TicksPerDay })
            {
                c.NextTime += later;
                c.Record(xml => xml.Fragment().Open("Event").Close().Open("System").Close().Open("Channel").Close().Constant("Security").End()
                    .Open("Computer").Close().Constant(computer).End().End().End().EndOfFragment());
            }
        }).Build();
        Write("a.evtx", Of("EX01.contoso.example"));
        Write("b.evtx", Of("ex01"));
        Assert.Empty(Assess().Verdict.Reservations);
        Write("c.evtx", Of("EX02.contoso.example"));
        Assessment mixed = Assess();
        Assert.StartsWith("The evidence holds records of 2 computers (", Assert.Single(mixed.Verdict.Reservations), StringComparison.Ordinal);
        Assert.Equal(mixed.Verdict.Reservations[0], mixed.Verdict.Limits[0]);
        Assert.Equal(mixed.Verdict.Reservations[0], mixed.Verdict.Summary[0].Text);
    }

    [Fact]
    public void A_used_page_alone_tells_of_no_flaw_and_of_no_disclosure()
    {
        Write("W3SVC1/u_ex.log", global::System.Text.Encoding.ASCII.GetBytes(Header + Row("2021-03-03", "POST", "/aspnet_client/groesse.aspx")));
        Assessment assessment = Assess();
        Assert.Equal(Outcome.Reached, assessment.Verdict.Outcome);
        string[] said =
        [
            assessment.Verdict.Headline, .. assessment.Verdict.Summary.Select(s => s.Text), .. assessment.Findings.Select(f => f.Title), .. assessment.Intrusions.Select(i => i.Title),
            .. assessment.Answers.Where(a => a.Number < 4).SelectMany(a => a.Details.Select(d => d.Text).Append(a.Summary)),
        ];
        Assert.All(said, s => Assert.DoesNotContain("flaw answered", s, StringComparison.Ordinal));
        Assert.All(said, s => Assert.DoesNotContain("only the flaw", s, StringComparison.Ordinal));
        Assert.All(said, s => Assert.DoesNotContain("disclosure", s, StringComparison.Ordinal));
        Assert.All(said, s => Assert.DoesNotContain("What was placed", s, StringComparison.Ordinal));
        Assert.All(said, s => Assert.DoesNotContain(": ;", s, StringComparison.Ordinal));
        Assert.Equal("", assessment.Chronology.Relation);
    }

    [Fact]
    public void A_clean_server_is_advised_by_what_it_was_open_to()
    {
        Iis("2021-03-03");
        Assert.All(Assess().Actions, a => Assert.True(a.Phase == ActionPhase.Watch || a.Text.StartsWith("Collect what is missing", StringComparison.Ordinal), a.Text));
        HttpProxy(("2021-03-03", 2));
        ActionItem fix = Assert.Single(Assess().Actions, a => a.Phase == ActionPhase.Fix);
        Assert.Contains("CVE-2021-26855", fix.Text, StringComparison.Ordinal);
        Assert.All(fix.Claims, c => Assert.StartsWith("X", c, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_to_look_with_is_misuse_and_no_result()
    {
        Iis("2021-03-03");
        string none = Directory.CreateDirectory(Path.Combine(_folder, "none")).FullName;
        Assert.Throws<NothingToLookForException>(() => AssessPlan.Load(new AssessOptions { Evidence = [_folder], PackFolder = none, Tool = "test" }, CancellationToken.None));
        HuntOptions hunt = new() { Evidence = [_folder], Rules = none };
        string rules = Path.Combine(Packs, "proxylogon", "rules");
        foreach (HuntOptions wrong in new[] { hunt, hunt with { Rules = rules, Tags = ["nope"] }, hunt with { Rules = rules, Exclude = ["nope"] } })
        {
            Assert.Throws<NothingToLookForException>(() => Hunter.Run(wrong, new ReadProgress(), CancellationToken.None));
        }
    }

    [Fact]
    public void A_log_in_local_time_is_a_limit_and_its_times_are_marked()
    {
        string sample = Path.Combine(Checkout.Root, "samples", "proxylogon-synthetic", "EX01");
        foreach (string file in Directory.EnumerateFiles(sample, "*.*", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file, global::System.Text.Encoding.Latin1);
            bool isIis = Path.GetFileName(file).StartsWith("u_ex", StringComparison.Ordinal);
            Write(Path.GetRelativePath(sample, file), global::System.Text.Encoding.Latin1.GetBytes(!isIis ? text : Times().Replace(
                text, m => DateTime.Parse(m.Value, CultureInfo.InvariantCulture).AddHours(2).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))));
        }

        Assessment assessment = Assess();
        Assert.Contains(assessment.Verdict.Limits, l => l.Contains("2 h 0 min after those of exchange-", StringComparison.Ordinal) && l.StartsWith("iis-w3c/", StringComparison.Ordinal));
        Answer since = assessment.Answers[2];
        HashSet<string> ofIis = [.. assessment.Observations.Where(o => o.Log.Kind == "iis-w3c").Select(o => o.Id)];
        Statement[] steps = [.. since.Details.Where(d => d.Claims.Count == 1 && d.Claims[0].StartsWith('O') && d.Text.StartsWith("2021-", StringComparison.Ordinal))];
        Assert.Contains(steps, s => ofIis.Contains(s.Claims[0]));
        Assert.All(steps, s => Assert.Equal(ofIis.Contains(s.Claims[0]), s.Text.Contains("(by the clock of iis-w3c/W3SVC1", StringComparison.Ordinal)
            || s.Text.Contains("(clock not compared; that of iis-w3c/W3SVC1", StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex(@"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Times();

    private static string Row(string day, string method, string stem) =>
        $"{day} 10:00:00 192.0.2.10 {method} {stem} - 443 - 198.51.100.9 Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36 - 200 0 0 15\r\n";

    private void Iis(params string[] days) =>
        Write("W3SVC1/u_ex.log", global::System.Text.Encoding.ASCII.GetBytes(Header + string.Concat(days.Select(d => Row(d, "GET", "/owa/")))));

    private void HttpProxy(params (string Day, int Revision)[] rows) => Write("HttpProxy/Owa/HttpProxy_2021.LOG", global::System.Text.Encoding.ASCII.GetBytes(
        "#Software: Microsoft Exchange Server\r\n#Version: 15.01.2176.002\r\n#Log-type: HttpProxy Logs\r\n#Date: 2021-02-20T10:00:00.000Z\r\n"
        + "#Fields: DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,UrlStem\r\n"
        + string.Concat(rows.Select(r => FormattableString.Invariant($"{r.Day}T10:00:00.000Z,559c0325-7ae6-9d8b-9032-dcaa208a5480,15,1,2176,{r.Revision},,Owa,mail.contoso.example,/owa/\r\n")))));

    private Assessment Assess() => Assessor.Run(
        new AssessOptions { Evidence = [_folder], PackFolder = Packs, Tool = "test", LooksForSurprise = false }, new ReadProgress(), CancellationToken.None).Assessment;

    private void Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
