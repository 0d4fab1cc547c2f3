using System.Text;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Flow;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Markdown;
using Hindcast.Reports.Misp;
using Hindcast.Reports.Navigator;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Sigma;
using Hindcast.Reports.Stix;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;

namespace Hindcast.Tests.Unit.Reports.Victim;

public sealed class PseudonymTests
{
    private static readonly string[] Secrets = ["contoso", "EXCH-BERLIN-7", "j.doe", "jdoe", "10.20.30.40", "fd00:1::7", "192.0.2.10", "S-1-5-21-1004336348"];

    private static readonly Func<SharedCase, string>[] Exports =
        [StixBundle.Write, AttackFlow.Write, MispEvent.Write, NavigatorLayer.Write, IndicatorsCsv.Write, SigmaRules.Write, MarkdownReport.Write];

    [Fact]
    public void No_export_holds_a_name_of_the_victim()
    {
        SharedCase shared = SharedSample.Of(Telling());
        foreach (Func<SharedCase, string> export in Exports)
        {
            string text = export(shared);
            Assert.All(Secrets, s => Assert.DoesNotContain(s, text, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("organisation-name", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_do_stand_there_when_they_are_asked_for()
    {
        SharedCase shared = new(Telling(), SharedSample.Options with { IdentifyVictim = true });
        string text = MarkdownReport.Write(shared);
        Assert.Contains("EXCH", text, StringComparison.Ordinal);
        Assert.Contains("contoso", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Exports_with_one_key_agree_and_with_another_do_not()
    {
        string one = Text(SharedSample.Of(Telling())), again = Text(SharedSample.Of(Telling()));
        string other = Text(new SharedCase(Telling(), SharedSample.Options with { Key = new byte[32] }));
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void One_server_has_one_name_wherever_it_stands()
    {
        string host = SharedSample.Of(Telling()).Assessment.Observations[0].Field("ServerHostName")!;
        Assert.Matches("^host-[0-9a-f]{10}$", host);
        Assert.Contains($"{host}.domain-", SharedSample.Of(Telling()).Assessment.Observations[0].Field("AnchorMailbox"), StringComparison.Ordinal);
        Assert.Contains(host, SharedSample.Of(Telling()).Assessment.Observations[1].Field("cs-username"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_ids_and_times_stay_as_they_are()
    {
        Assessment plain = Telling(), masked = SharedSample.Of(plain).Assessment;
        Assert.Equal(plain.Observations.Select(o => (o.Id, o.RuleId, o.RecordSha256, o.Time)), masked.Observations.Select(o => (o.Id, o.RuleId, o.RecordSha256, o.Time)));
        Assert.Equal(plain.Files.Select(f => f.Sha256), masked.Files.Select(f => f.Sha256));
        Assert.Equal(plain.Findings.Select(f => f.Subject), masked.Findings.Select(f => f.Subject));
    }

    [Fact]
    public void Attackers_keep_their_addresses_and_hosts()
    {
        SharedCase shared = SharedSample.Of(Telling());
        Assert.Contains(shared.Indicators, i => i.Indicator is { Kind: IndicatorKind.Ipv4, Value: "198.51.100.23" });
        Assert.Contains(shared.Indicators, i => i.Indicator is { Kind: IndicatorKind.Domain, Value: "callback.example" });
        Assert.DoesNotContain(shared.Indicators, i => i.Indicator.Value is "192.0.2.10" or "10.20.30.40");
    }

    private static string Text(SharedCase shared)
    {
        StringBuilder text = new();
        foreach (Func<SharedCase, string> export in Exports)
        {
            text.Append(export(shared));
        }

        return text.ToString();
    }

    /// <summary>The sample, with names of the victim wherever logs write them.</summary>
    private static Assessment Telling()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation ssrf = sample.Observations[1], use = sample.Observations[5];
        return sample with
        {
            Observations =
            [
                ssrf with
                {
                    Location = ssrf.Location with { File = "Contoso-EXCH-BERLIN-7.zip!/C/Logging/HttpProxy/Ecp/HttpProxy_2021030304-1.LOG" },
                    Fields =
                    [
                        new("ServerHostName", "EXCH-BERLIN-7"), new("UrlHost", "mail.contoso.example"), new("ClientIpAddress", "198.51.100.23"),
                        new("UrlStem", "/ecp/j.doe@contoso.example/y.js"), new("Method", "POST"),
                        new("AnchorMailbox", "ServerInfo~a]@EXCH-BERLIN-7.corp.contoso.example:444/autodiscover/autodiscover.xml?#"),
                    ],
                },
                use with
                {
                    Fields =
                    [
                        new("s-ip", "192.0.2.10"), new("c-ip", "198.51.100.23"), new("cs-username", @"CONTOSO\EXCH-BERLIN-7$"), new("cs-method", "POST"),
                        new("cs-uri-stem", "/aspnet_client/contoso-x.aspx"), new("cs-uri-query", "u=jdoe%40contoso.example&ip=10.20.30.40"),
                    ],
                },
                use with { Id = "O9", RuleId = "ssrf", Fields = [new("AuthenticatedUser", @"CONTOSO\jdoe"), new("ClientIpAddress", "10.20.30.40"), new("UrlStem", "/x"), new("Method", "GET"), new("AnchorMailbox", "ServerInfo~callback.example/x?")] },
                use with { Id = "O10", Fields = [new("User", "S-1-5-21-1004336348-1177238915-682003330-512"), new("TargetFilename", @"C:\Users\jdoe\x.aspx"), new("c-ip", "fd00:1::7"), new("cs-uri-stem", "/aspnet_client/y.aspx")] },
            ],
            Verdict = sample.Verdict with { Headline = "Compromised: EXCH-BERLIN-7.corp.contoso.example (10.20.30.40) of jdoe." },
            Findings = [sample.Findings[0] with { Title = "mail of j.doe@contoso.example on exch-berlin-7", Reasons = [new Statement(@"CONTOSO\jdoe from 10.20.30.40 and fd00:1::7", [])] }],
        };
    }
}
