using System.Text;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Engine;

public sealed class AssessorTests : IDisposable
{
    private const string Header = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 00:00:00\r\n"
        + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-assess-").FullName;

    [Fact]
    public void A_second_copy_of_a_log_is_counted_once_HC1101()
    {
        string log = Header + Row("10:00:00", "POST", "/ecp/y.js", "-", 200);
        Write("a/W3SVC1/u_ex210303.log", log);
        Write("b/W3SVC1/u_ex210303.log", log);
        Assessment assessment = Assess();
        Assert.Contains(assessment.Diagnostics, d => d.Code == "HC1101");
        Assert.Single(assessment.Observations);
        Assert.Equal(1, assessment.Coverage.Logs.Sum(l => l.Records));
    }

    [Fact]
    public void Requests_alone_never_get_above_reached()
    {
        Write("W3SVC1/u_ex210303.log", Header + Row("10:00:00", "POST", "/ecp/y.js", "-", 241) + Row("10:01:00", "POST", "/aspnet_client/x.aspx", "-", 200));
        Assert.Equal(Outcome.Reached, Assess().Verdict.Outcome);
    }

    [Fact]
    public void An_effect_in_the_back_end_log_makes_it_succeeded()
    {
        Write("W3SVC1/u_ex210303.log", Header + Row("10:00:00", "POST", "/ecp/y.js", "-", 241));
        Write("W3SVC2/u_ex210303.log", Header + Row("10:00:00", "POST", "/ecp/proxyLogon.ecp", "CONTOSO\\EX01$", 241));
        Assert.Equal(Outcome.Succeeded, Assess().Verdict.Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Beyond_the_cap_times_and_addresses_are_those_of_all_matches(int threads)
    {
        // Five files of 700 matches: 500 of each are kept first, 2,000 of all.
        string Address(int i) => i % 700 == 650 ? $"203.0.113.{i / 700}" : "198.51.100.9";
        for (int file = 0; file < 5; file++)
        {
            StringBuilder log = new(Header);
            for (int i = 700 * file; i < 700 * (file + 1); i++)
            {
                string time = i == 3_400 ? "00:00:01" : i == 3_450 ? "23:59:59" : $"{10 + (i / 3600)}:{i / 60 % 60:00}:{i % 60:00}";
                log.Append(Row(time, "POST", "/ecp/y.js", "-", 241).Replace("198.51.100.9", Address(i), StringComparison.Ordinal));
            }

            Write($"W3SVC1/u_ex21030{file}.log", log.ToString());
        }

        Assessment assessment = Assess(threads);
        DetectionSummary met = Assert.Single(assessment.Detections, d => d.Matches > 0);
        Assert.Equal((3_500, assessment.Observations.Count), (met.Matches, met.Kept));
        Assert.InRange(met.Kept, 2_000, 2_010);
        Assert.Equal(("2021-03-03T00:00:01Z", "2021-03-03T23:59:59Z"), (met.First.ToString(), met.Last.ToString()));
        Assert.Equal(
            ["198.51.100.9 3495", .. Enumerable.Range(0, 5).Select(i => $"203.0.113.{i} 1")], met.Clients.Select(c => $"{c.Address} {c.Records}"));
        Finding finding = Assert.Single(assessment.Findings);
        Assert.Equal((met.First, met.Last), (finding.First, finding.Last));
        Assert.Equal(6, assessment.Observations.Select(o => o.Field("c-ip")).Distinct().Count());
        Assert.Contains(assessment.Verdict.Limits, l => l.Contains(FormattableString.Invariant($"{met.Kept:#,##0} of 3,500 records are listed"), StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_does_not_hide_by_percent_signs()
    {
        Write("W3SVC1/u_ex210303.log", Header + Row("10:00:00", "POST", "/%65cp/%79.js", "-", 241));
        Assert.Equal("/%65cp/%79.js", Assert.Single(Assess().Observations).Field("cs-uri-stem"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_large_file_without_header_is_read_in_units_with_the_usual_columns(int threads)
    {
        using (StreamWriter writer = new(Path.Combine(_folder, "u_ex210303.log")))
        {
            for (int i = 0; i < 180_000; i++)
            {
                writer.Write(Row($"{i / 14_400:00}:{i / 240 % 60:00}:{i / 4 % 60:00}", i % 9_973 == 7 ? "POST" : "GET", i % 9_973 == 7 ? "/ecp/y.js" : $"/owa/{i:x}", "-", 200));
            }
        }

        Assessment assessment = Assess(threads);
        Assert.True(assessment.Files[0].SizeBytes > 24 << 20);
        Assert.Equal(180_000, assessment.Files[0].Records);
        Assert.Equal(19, assessment.Observations.Count);
        Assert.Equal(179_522, assessment.Observations[^1].Location.Line);
        Assert.Equal(["HC2009 1"], assessment.Diagnostics.Select(d => $"{d.Code} {d.Count}"));
    }

    [Fact]
    public void An_effect_in_the_same_log_as_the_request_proves_nothing_more()
    {
        Write("W3SVC1/u_ex210303.log", Header + Row("10:00:00", "POST", "/ecp/y.js", "-", 241) + Row("10:00:00", "POST", "/ecp/proxyLogon.ecp", "CONTOSO\\EX01$", 241));
        Assert.Equal(Outcome.Reached, Assess().Verdict.Outcome);
    }

    [Fact]
    public void A_page_with_an_odd_name_that_was_fetched_is_not_called_a_compromise()
    {
        Write("C/inetpub/logs/LogFiles/W3SVC1/u_ex210503.log", Header + Row("10:00:00", "GET", "/owa/auth/companylogin.aspx", "-", 200));
        Write("C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/owa/auth/companylogin.aspx", "<html>Welcome</html>");
        Verdict verdict = Assess().Verdict;
        Assert.Equal(Outcome.Attempted, verdict.Outcome);
        Assert.Equal("Nothing in the evidence shows an attack; some things in it are worth a look.", verdict.Headline);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_large_file_read_in_units_gives_what_one_thread_gives(int threads)
    {
        // Over 24 MiB, so that it is cut; a header change in the middle, hits at both ends and around cuts.
        using (StreamWriter writer = new(Path.Combine(_folder, "u_ex210303.log")))
        {
            writer.Write(Header);
            for (int i = 0; i < 300_000; i++)
            {
                if (i == 150_000)
                {
                    writer.Write(Header.Replace("cs(Referer) ", "", StringComparison.Ordinal));
                }

                string row = Row($"{i / 14_400:00}:{i / 240 % 60:00}:{i / 4 % 60:00}", i % 9_973 == 7 ? "POST" : "GET", i % 9_973 == 7 ? "/ecp/y.js" : $"/owa/{i:x}", "-", 200);
                writer.Write(i < 150_000 ? row : row.Replace(" - 200", " 200", StringComparison.Ordinal));
            }
        }

        Assessment assessment = Assess(threads);
        Assert.Equal(300_000, assessment.Files.Sum(f => f.Records));
        Assert.Equal(31, assessment.Observations.Count);
        Assert.All(assessment.Observations, o => Assert.Equal("200", o.Field("sc-status")));
        string[] lines = File.ReadAllLines(Path.Combine(_folder, "u_ex210303.log"));
        Assert.All(assessment.Observations, o => Assert.Contains("/ecp/y.js", lines[o.Location.Line - 1], StringComparison.Ordinal));
        Assert.Equal(["HC2013"], assessment.Diagnostics.Select(d => d.Code));

        // Four lines of header, 150,000 rows, and the #Fields line is the fourth of the second header.
        Assert.Equal(150_008, assessment.Diagnostics[0].Location.Line);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Row(string time, string method, string stem, string user, int status) =>
        $"2021-03-03 {time} 192.0.2.10 {method} {stem} - 443 {user} 198.51.100.9 Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36 - {status} 0 0 15\r\n";

    private Assessment Assess(int threads = 0) => Assessor.Run(
        new AssessOptions { Evidence = [_folder], PackFolder = Path.Combine(Checkout.Root, "packs"), Threads = threads, Tool = "test" },
        new ReadProgress(), CancellationToken.None).Assessment;

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
