using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>Suspicious pages joined with the requests for them, and findings of several packs about one page.</summary>
public sealed class PageUseTests : IDisposable
{
    private const string Page = "<%@ Page Language=\"Jscript\"%>\n<%\nthis test page does not compile ) ;\neval(Request.Item[\"inertkey\"],\"unsafe\");%>";

    private const string Header = "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-page-use-").FullName;

    public PageUseTests()
    {
        foreach (string pack in (string[])["p", "q"])
        {
            Write($"packs/{pack}/pack.yml", $"schema: 1\nname: {pack}\n");
            Rule(pack, "lies", "category: webroot_file", "PageVerdict: webshell", "role: artefact\n  outcome: succeeded");
        }

        Rule("p", "used", "category: page_use", "PostOnly: 'true'\n    Linked: 'false'\n    FewClients: 'true'", "role: use\n  outcome: used");
        Write("e/C/inetpub/wwwroot/aspnet_client/x.aspx", Page);
    }

    [Fact]
    public void Requests_for_a_suspicious_page_are_told_with_the_first_row()
    {
        Log("GET /aspnet_client/x.aspx", "-", "404");
        Log("POST /aspnet_client/x.aspx", "-", "200", "192.0.2.7");
        Log("POST /aspnet_client/X.aspx", "https://mail.contoso.example/aspnet_client/x.aspx", "200");
        Log("POST /aspnet_client/other.aspx", "-", "200");
        Assessment assessment = Assess(1);
        Observation use = Assert.Single(assessment.Observations, o => o.Field("PageUse") is not null);
        Assert.Equal(("3", "2", "2", "false", "iis-w3c", 4L), (use.Field("Requests"), use.Field("Answered"), use.Field("Posts"), use.Field("Linked"), use.Log.Kind, use.Location.Line));
        Assert.Contains("first from 192.0.2.7", use.Field("PageUse"), StringComparison.Ordinal);
        Assert.Contains("by POST only; never from a link on another page", use.Field("PageUse"), StringComparison.Ordinal);
        Assert.Equal(Outcome.Used, assessment.Findings[0].Outcome);
        Assert.True(assessment.Detections.Single(d => d.RuleId == use.RuleId).CouldFire);
        Assert.Equal(use.Field("PageUse"), Assess(3).Observations.Single(o => o.Field("PageUse") is not null).Field("PageUse"));
    }

    [Theory]
    [InlineData("GET", "-")]
    [InlineData("POST", "https://mail.contoso.example/menu.aspx")]
    public void A_page_that_is_read_or_linked_does_not_meet_the_rule(string method, string referer)
    {
        Log($"{method} /aspnet_client/x.aspx", referer, "200");
        Assert.DoesNotContain(Assess(1).Observations, o => o.Field("PageUse") is not null);
    }

    [Fact]
    public void Findings_of_two_packs_about_one_page_say_so()
    {
        Assessment assessment = Assess(1);
        Assert.Equal(2, assessment.Findings.Count);
        Assert.DoesNotContain(assessment.Findings[0].Reasons, r => r.Text.StartsWith("About the same", StringComparison.Ordinal));
        Statement same = Assert.Single(assessment.Findings[1].Reasons, r => r.Text.StartsWith("About the same page as F1", StringComparison.Ordinal));
        Assert.NotEmpty(same.Claims);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Assessment Assess(int threads) => Assessor.Run(
        new AssessOptions { Evidence = [Path.Combine(_folder, "e")], PackFolder = Path.Combine(_folder, "packs"), Tool = "test", Threads = threads },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;

    private void Rule(string pack, string name, string source, string selection, string meaning) => Write(
        $"packs/{pack}/rules/{name}.yml",
        $"title: {name}\nid: {Guid.NewGuid()}\nlogsource: {{{source}}}\ndetection:\n  s:\n    {selection}\n  condition: s\nhindcast:\n  subject: web-shell\n  {meaning}\n  because: It is so\n");

    private void Log(string request, string referer, string status, string client = "192.0.2.9")
    {
        string path = Path.Combine(_folder, "e", "C", "inetpub", "logs", "LogFiles", "W3SVC1", "u_ex210303.log");
        if (!File.Exists(path))
        {
            Write("e/C/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Header);
        }

        int second = File.ReadAllLines(path).Length;
        File.AppendAllText(path, FormattableString.Invariant($"2021-03-03 04:00:{second:00} 192.0.2.1 {request} - 443 - {client} agent {referer} {status}\n"));
    }

    private void Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
