using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>The second campaign through the same pipeline.</summary>
public sealed class SunburstAssessTests
{
    [Fact]
    public void The_sample_is_what_the_encoder_writes()
    {
        foreach ((string name, string content) in SunburstSample.Files())
        {
            string path = Path.Combine(Checkout.Root, SunburstSample.Folder, name);
            if (Environment.GetEnvironmentVariable("HINDCAST_ACCEPT") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, content);
            }

            Assert.Equal(content, File.ReadAllText(path));
        }
    }

    [Fact]
    public void The_sample_tells_the_chosen_server_from_the_one_that_was_dropped()
    {
        Assessment assessment = Assess(Path.Combine(Checkout.Root, SunburstSample.Folder));

        Finding finding = Assert.Single(assessment.Findings, f => f.Subject == "SUNBURST");
        Assert.Equal(Outcome.Succeeded, finding.Outcome);
        string[] reasons = [.. finding.Reasons.Select(r => r.Text)];
        Assert.Contains("Infected servers by their ids: 2", reasons);
        string chosen = Assert.Single(reasons, r => r.StartsWith("Server 1122334455667788, domain corp.Contoso.example: hands-on access offered", StringComparison.Ordinal));
        Assert.Contains("second stage: second-stage.example", chosen, StringComparison.Ordinal);
        Assert.Contains("Windows Defender (stopped)", chosen, StringComparison.Ordinal);
        Assert.Single(reasons, r => r.StartsWith("Server A0B1C2D3E4F50617, domain fabrikam.example: told to end", StringComparison.Ordinal));
        Assert.Single(assessment.Findings, f => f is { Subject: "SUNBURST names that are none", Outcome: Outcome.Scanned });
        Assert.Equal(8, assessment.Answers.Count);
        Assert.Contains(assessment.Observations, o => o.Log.Kind == "windows-dns-debug" && o.Field("Stage2") == "true");
    }

    [Fact]
    public void Dns_evidence_is_not_held_against_Exchange_and_Exchange_not_against_Orion()
    {
        Assessment orion = Assess(Path.Combine(Checkout.Root, SunburstSample.Folder));
        Assessment exchange = Assess(Path.Combine(Checkout.Root, "samples/proxylogon-synthetic/EX01"));

        Assert.DoesNotContain(orion.Coverage.Absent, a => a.Kind.StartsWith("exchange-", StringComparison.Ordinal));
        Assert.Contains(orion.Coverage.Absent, a => a.Kind.StartsWith("squid-access", StringComparison.Ordinal));
        Assert.DoesNotContain(orion.Coverage.Absent, a => a.Kind.StartsWith("zeek-dns", StringComparison.Ordinal));
        Assert.DoesNotContain(exchange.Coverage.Absent, a => a.Kind.StartsWith("zeek-dns", StringComparison.Ordinal));
        Assert.DoesNotContain(exchange.Verdict.Limits, l => l.Contains("SUNBURST", StringComparison.Ordinal));
    }

    [Fact]
    public void A_date_that_can_be_read_in_two_ways_is_told()
    {
        string folder = Directory.CreateTempSubdirectory("hindcast-dns").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "dns.log"),
                "3/4/2020 1:31:46 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5  8a2c   Q [0001   D   NOERROR] A  (7)contoso(7)example(0)\r\n");

            string[] codes = [.. Assess(folder).Diagnostics.Select(d => d.Code)];
            Assert.Contains("HC2202", codes);
            Assert.Contains("HC2203", codes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_Orion_server_is_judged_by_its_listing_and_its_configuration()
    {
        string folder = Directory.CreateTempSubdirectory("hindcast-orion").FullName;
        try
        {
            string orion = Path.Combine(folder, "C", "Program Files (x86)", "SolarWinds", "Orion");
            Directory.CreateDirectory(orion);
            File.WriteAllText(
                Path.Combine(orion, "SolarWinds.Orion.Core.BusinessLayer.dll.config"),
                """<configuration><appSettings><add key="ReportWatcherRetry" value="5"/><add key="ReportWatcherPostpone" value="255"/></appSettings></configuration>""");
            File.WriteAllText(
                Path.Combine(folder, "files.csv"),
                "FullName,Length,CreationTimeUtc,SHA256\r\n"
                + "C:\\Program Files (x86)\\SolarWinds\\Orion\\SolarWinds.Orion.Core.BusinessLayer.dll,1011032,2020-05-20 08:00:00,ce77d116a074dab7a22a0fd4f2c1ab475f16eec42e1ded3c0b0aa8211fe858d6\r\n"
                + "C:\\Windows\\SysWOW64\\NetSetupApi.dll,4096,2019-01-01 08:00:00,00\r\n");
            Assessment assessment = Assess(folder);

            ExposureWindow window = Assert.Single(assessment.Exposure.Windows, w => w.State == ExposureState.Vulnerable);
            Assert.Equal(("SUNBURST", "2020-05-20T08:00:00Z"), (window.Vulnerability, window.From.ToString()));
            Finding finding = Assert.Single(assessment.Findings, f => f.Subject == "SUNBURST");
            Assert.Equal(Outcome.Reached, finding.Outcome);
            Assert.Contains(finding.Reasons, r => r.Text.Contains("was active (5); security products marked as stopped: Windows Defender", StringComparison.Ordinal));
            Assert.Contains(assessment.Persistence, p => p is { State: PersistenceState.Present, Kind: "program" });

            // What only some logs can show is worked out from what is there: the listing shows files and no programs that ran.
            string[] said = [.. assessment.Answers[1].Details.Select(d => d.Text)];
            Assert.Contains(said, t => t.StartsWith("TEARDROP: not seen in file-listing", StringComparison.Ordinal));
            Assert.Contains(said, t => t.StartsWith("Raindrop: not assessable", StringComparison.Ordinal));
            Assert.Contains(said, t => t.StartsWith("forged SAML tokens: not assessable", StringComparison.Ordinal));
            string words = string.Join('\n', assessment.Answers.SelectMany(a => a.Details.Select(d => d.Text).Concat(a.Missing).Append(a.Summary)).Append(assessment.Verdict.Headline));
            Assert.All(["Exchange", "mailbox", "EWS", "ECP", "HttpProxy", "mail server"], word => Assert.DoesNotContain(word, words, StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Assessment Assess(string evidence) => Assessor.Run(
        new AssessOptions { Evidence = [evidence], PackFolder = Path.Combine(Checkout.Root, "packs"), Tool = "test" },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
}
