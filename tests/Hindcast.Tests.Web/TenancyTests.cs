using System.Net;
using System.Text.RegularExpressions;
using Hindcast.Fleet.Accounts;
using Hindcast.Tests.Web.Support;
using Hindcast.Web.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Hindcast.Tests.Web;

/// <summary>
/// Separation of organisations, asked of every endpoint that the application has. A new endpoint is asked as well; one that
/// names things of organisations by another word than the gate knows fails here.
/// </summary>
public sealed class TenancyTests(FleetServer fleet)
{
    /// <summary>Names in routes that stand for nothing of an organisation, and why they need no owner.</summary>
    private static readonly Dictionary<string, string> Ownerless = new(StringComparer.OrdinalIgnoreCase)
    {
        ["account"] = "administrators only",
        ["batch"] = "counts of the caller's own organisations",
        ["token"] = "tokens of the caller's own account",
        ["format"] = "a word",
        ["name"] = "an asset of the program",
        ["documentName"] = "the interface's description",
        ["collection"] = "a level of sharing; held against the clearance",
        ["status"] = "additions of the caller's own account",
        ["object"] = "an object within a collection",
    };

    private IEnumerable<RouteEndpoint> Endpoints =>
        fleet.The<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().DistinctBy(e => (e.RoutePattern.RawText, Methods(e)));

    [Fact]
    public void Every_endpoint_says_what_it_needs()
    {
        Assert.True(Endpoints.Count() > 40);

        // The framework's own, for pages that run in the browser; refused like everything without a rule.
        Assert.Equal(["/_framework/opaque-redirect"], Endpoints.Where(e => e.Metadata.GetMetadata<AccessRuleAttribute>() is null).Select(e => e.RoutePattern.RawText));
    }

    [Fact]
    public void Every_name_in_a_route_is_one_that_the_gate_leads_to_its_owner_or_needs_none() =>
        Assert.Empty(Endpoints.SelectMany(e => e.RoutePattern.Parameters).Select(p => p.Name)
            .Where(n => !AccessRules.Owned.ContainsKey(n) && !Ownerless.ContainsKey(n)).Distinct());

    [Fact]
    public async Task Nothing_of_another_organisation_is_reached_by_its_id_on_any_endpoint()
    {
        HttpClient[] strangers =
        [
            await fleet.Client(fleet.Alpha.Account),
            await fleet.Client((await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation)).Id),
            await fleet.Client((await fleet.Account(AccountRole.Administrator)).Id),
        ];
        int asked = 0;
        List<string> reached = [];
        foreach (RouteEndpoint endpoint in Endpoints.Where(e => e.RoutePattern.Parameters.Any(p => AccessRules.Owned.ContainsKey(p.Name))))
        {
            bool register = endpoint.Metadata.GetMetadata<AccessRuleAttribute>()!.Need == AccessNeed.Administer;
            foreach (HttpClient stranger in register ? strangers[..2] : strangers)
            {
                foreach (string method in Methods(endpoint).Split(' '))
                {
                    string path = Path(endpoint.RoutePattern, fleet.Beta);
                    HttpResponseMessage answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
                    string text = await answer.Content.ReadAsStringAsync();
                    asked++;
                    if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden) || text.Contains("Beta", StringComparison.Ordinal))
                    {
                        reached.Add($"{method} {path}: {answer.StatusCode}");
                    }
                }
            }
        }

        Assert.True(asked > 60);
        Assert.Empty(reached);
    }

    [Fact]
    public async Task Lists_show_only_what_is_granted()
    {
        using HttpClient alpha = await fleet.Client(fleet.Alpha.Account);
        string[] lists = ["/api/v1/organisations", "/api/v1/servers", "/api/v1/jobs", "/", "/organisations", "/servers", "/jobs"];
        foreach (string list in lists)
        {
            string text = await alpha.GetStringAsync(list);
            Assert.DoesNotContain("Beta", text, StringComparison.Ordinal);
            Assert.DoesNotContain(fleet.Beta.Server, text, StringComparison.Ordinal);
        }

        Assert.Contains("EX-Alpha", await alpha.GetStringAsync("/api/v1/servers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_the_register_and_no_result()
    {
        using HttpClient administrator = await fleet.Client((await fleet.Account(AccountRole.Administrator)).Id);
        string register = await administrator.GetStringAsync("/api/v1/organisations?name=Beta");
        Assert.Contains("Beta", register, StringComparison.Ordinal);
        Assert.DoesNotContain("worst", register, StringComparison.Ordinal);
        Assert.DoesNotContain("EX-Beta", await administrator.GetStringAsync("/api/v1/servers"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/api/v1/assessments/{fleet.Beta.Assessment}/report.html")).StatusCode);
    }

    [Fact]
    public async Task A_grant_that_is_taken_away_is_gone_at_the_next_request()
    {
        (string id, _) = await fleet.Account(AccountRole.Analyst, fleet.Beta.Organisation);
        using HttpClient analyst = await fleet.Client(id);
        Assert.Equal(HttpStatusCode.OK, (await analyst.GetAsync($"/api/v1/servers/{fleet.Beta.Server}")).StatusCode);
        await fleet.The<AccountStore>().SetGrants(id, [], CancellationToken.None);
        Assert.Equal(HttpStatusCode.NotFound, (await analyst.GetAsync($"/api/v1/servers/{fleet.Beta.Server}")).StatusCode);
    }

    [Fact]
    public async Task Reading_evidence_and_being_refused_stand_in_the_audit_log()
    {
        (string id, string name) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        using HttpClient analyst = await fleet.Client(id);
        await analyst.GetAsync($"/api/v1/assessments/{fleet.Alpha.Assessment}/assessment.json");
        await analyst.GetAsync($"/api/v1/assessments/{fleet.Beta.Assessment}/assessment.json");
        IReadOnlyList<AuditEntry> entries = await fleet.The<AuditLog>().List(long.MaxValue, null, 200, CancellationToken.None);
        Assert.Contains(entries, e => e.Account == name && e.Action == "assessment.read" && e.OrganisationId == fleet.Alpha.Organisation);
        Assert.Contains(entries, e => e.Account == name && e.Action == "refused" && e.OrganisationId == fleet.Beta.Organisation);
    }

    private static string Methods(RouteEndpoint endpoint) =>
        string.Join(' ', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]);

    private static string Path(RoutePattern pattern, FleetServer.Tenant tenant) => "/" + Regex.Replace(
        pattern.RawText!.TrimStart('/'), @"\{(\w+)[^}]*\}", match => match.Groups[1].Value.ToLowerInvariant() switch
        {
            "organisation" => tenant.Organisation,
            "server" or "other" => tenant.Server,
            "upload" => tenant.Upload,
            "job" => tenant.Job,
            "assessment" => tenant.Assessment,
            _ => "stix",
        });
}
