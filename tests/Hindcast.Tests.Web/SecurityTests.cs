using System.Net;
using System.Net.Http.Json;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>Accounts, tokens, sessions and what surrounds them.</summary>
public sealed class SecurityTests(FleetServer fleet)
{
    [Fact]
    public async Task A_session_opens_with_the_password_only_and_ends_when_signed_out()
    {
        (_, string name) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        using Browser browser = fleet.Browser();
        HttpResponseMessage stranger = await browser.Client.GetAsync($"/servers/{fleet.Alpha.Server}");
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
        Assert.StartsWith("/login?to=", stranger.Headers.Location!.ToString(), StringComparison.Ordinal);

        await browser.SignIn(name, "wrong-wrong-wrong");
        Assert.DoesNotContain("Sign out", await browser.Page("/"), StringComparison.Ordinal);
        await browser.SignIn(name, FleetServer.Password);
        Assert.Contains("EX-Alpha", await browser.Page($"/servers/{fleet.Alpha.Server}"), StringComparison.Ordinal);
        await browser.Send("/", "/do/sign-out");
        Assert.DoesNotContain("EX-Alpha", await browser.Page($"/servers/{fleet.Alpha.Server}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_with_session_and_token()
    {
        (string id, string name) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        using Browser browser = fleet.Browser();
        using HttpClient program = await fleet.Client(id);
        await browser.SignIn(name, FleetServer.Password);
        Assert.Equal(HttpStatusCode.OK, (await browser.Client.GetAsync("/jobs")).StatusCode);
        await fleet.The<AccountStore>().SetDisabled(id, disabled: true, CancellationToken.None);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Client.GetAsync("/jobs")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task Guessing_of_passwords_is_slowed_down_even_for_the_right_one()
    {
        (_, string name) = await fleet.Account(AccountRole.Analyst);
        LoginThrottle throttle = fleet.The<LoginThrottle>();
        for (int i = 0; i < 5; i++)
        {
            await throttle.Failed(name, "198.51.100.7", CancellationToken.None);
            Assert.Null(await throttle.Wait(name, "198.51.100.7", CancellationToken.None));
        }

        await throttle.Failed(name, "198.51.100.7", CancellationToken.None);
        TimeSpan first = (await throttle.Wait(name, "203.0.113.9", CancellationToken.None))!.Value;
        await throttle.Failed(name, "198.51.100.7", CancellationToken.None);
        TimeSpan second = (await throttle.Wait(name, "203.0.113.9", CancellationToken.None))!.Value;
        Assert.InRange(first.TotalSeconds, 10, 15);
        Assert.InRange(second.TotalSeconds, 25, 30);
        Assert.NotNull(await throttle.Wait("another", "198.51.100.7", CancellationToken.None));

        using Browser browser = fleet.Browser();
        Assert.Equal(HttpStatusCode.TooManyRequests, await browser.SignIn(name, FleetServer.Password));
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        (string id, string name) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        using Browser browser = fleet.Browser();
        await browser.SignIn(name, FleetServer.Password);
        string server = $"forged-{Guid.NewGuid():N}";
        foreach (string path in new[] { $"/do/organisations/{fleet.Alpha.Organisation}/servers", $"/api/v1/organisations/{fleet.Alpha.Organisation}/servers" })
        {
            using HttpContent content = path.StartsWith("/do", StringComparison.Ordinal)
                ? new FormUrlEncodedContent([new("name", server)])
                : JsonContent.Create(new { name = server });
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.Client.PostAsync(path, content)).StatusCode);
        }

        Caller caller = new(id, name, AccountRole.Analyst, default, new HashSet<string>([fleet.Alpha.Organisation]), false, null);
        Assert.Empty(await fleet.The<ServerStore>().List(caller, new ServerFilter { NamePrefix = server }, CancellationToken.None));
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await browser.Send($"/organisations/{fleet.Alpha.Organisation}", $"/do/organisations/{fleet.Alpha.Organisation}/servers", ("name", server))).StatusCode);
    }

    [Theory]
    [InlineData("read", "GET", "/api/v1/servers", HttpStatusCode.OK)]
    [InlineData("upload", "GET", "/api/v1/servers", HttpStatusCode.Forbidden)]
    [InlineData("read", "POST", "/api/v1/servers/{server}/jobs", HttpStatusCode.Forbidden)]
    [InlineData("read", "DELETE", "/api/v1/uploads/{upload}", HttpStatusCode.Forbidden)]
    [InlineData("read", "GET", "/api/v1/assessments/{assessment}/export/stix", HttpStatusCode.Forbidden)]
    [InlineData("export", "GET", "/api/v1/assessments/{assessment}/export/stix", HttpStatusCode.OK)]
    [InlineData("export", "GET", "/api/v1/assessments/{assessment}/assessment.json", HttpStatusCode.Forbidden)]
    [InlineData("admin", "GET", "/api/v1/accounts", HttpStatusCode.Forbidden)]
    [InlineData("read", "POST", "/do/tokens", HttpStatusCode.Forbidden)]
    [InlineData("taxii:read", "GET", "/api/v1/servers/{server}", HttpStatusCode.Forbidden)]
    public async Task A_token_is_held_to_its_scopes_and_to_its_accounts_role(string scope, string method, string path, HttpStatusCode expected)
    {
        using HttpClient client = await fleet.Client((await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation)).Id, scope);
        string filled = path.Replace("{server}", fleet.Alpha.Server, StringComparison.Ordinal).Replace("{upload}", fleet.Alpha.Upload, StringComparison.Ordinal)
            .Replace("{assessment}", fleet.Alpha.Assessment, StringComparison.Ordinal);
        Assert.Equal(expected, (await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), filled))).StatusCode);
    }

    [Fact]
    public async Task Expired_revoked_and_made_up_tokens_open_nothing()
    {
        (string id, _) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        TokenStore tokens = fleet.The<TokenStore>();
        (string tokenId, string token) = await tokens.Create(id, "t", [TokenScopes.Read], 1, CancellationToken.None);
        Assert.NotNull(await tokens.Find(token, CancellationToken.None));
        Assert.Null(await tokens.Find(token[..^1] + (token[^1] == '0' ? '1' : '0'), CancellationToken.None));
        Assert.Null(await tokens.Find("hct_" + tokenId + "_", CancellationToken.None));
        await tokens.Revoke(id, tokenId, CancellationToken.None);
        Assert.Null(await tokens.Find(token, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => tokens.Create(id, "t", [TokenScopes.Read], 400, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => tokens.Create(id, "t", ["everything"], 1, CancellationToken.None));
    }

    [Fact]
    public async Task Every_page_forbids_scripts_and_frames_from_elsewhere()
    {
        (_, string name) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        using Browser browser = fleet.Browser();
        await browser.SignIn(name, FleetServer.Password);
        foreach (string path in new[] { "/", "/login", "/servers", $"/servers/{fleet.Alpha.Server}", "/api/v1/servers", "/nowhere" })
        {
            HttpResponseMessage answer = await browser.Client.GetAsync(path);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            string page = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("http://", page.Replace(fleet.Address.ToString(), "", StringComparison.Ordinal).Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?! src=\"/assets/)", page);
        }
    }

    [Fact]
    public async Task What_names_the_victim_does_not_leave_below_amber_strict()
    {
        using HttpClient client = await fleet.Client(fleet.Alpha.Account);
        string export = $"/api/v1/assessments/{fleet.Alpha.Assessment}/export/stix";
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"{export}?tlp=green&identify=true")).StatusCode);
        Assert.DoesNotContain("Alpha", await client.GetStringAsync($"{export}?tlp=green"), StringComparison.Ordinal);
        string named = await client.GetStringAsync($"{export}?tlp=amber%2Bstrict&identify=true");
        Assert.Contains("Alpha", named, StringComparison.Ordinal);
        Assert.Contains(Hindcast.Reports.Sharing.TlpLabel.MarkingId(Hindcast.Reports.Sharing.TlpLevel.AmberStrict), named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_taken_out_says_how_far_it_may_go()
    {
        using HttpClient client = await fleet.Client(fleet.Alpha.Account);
        string assessment = $"/api/v1/assessments/{fleet.Alpha.Assessment}";
        foreach ((string path, string level) in new[]
        {
            ($"{assessment}/assessment.json", "TLP:AMBER+STRICT"),
            ($"{assessment}/report.html", "TLP:AMBER+STRICT"),
            ($"{assessment}/timeline.csv", "TLP:AMBER+STRICT"),
            ($"{assessment}/case.duckdb", "TLP:AMBER+STRICT"),
            ("/api/v1/campaign/victims.csv", "TLP:AMBER+STRICT"),
            ("/api/v1/search.csv?q=x", "TLP:AMBER+STRICT"),
            ($"{assessment}/export/stix?tlp=green", "TLP:GREEN"),
            ($"{assessment}/export/misp?tlp=clear", "TLP:CLEAR"),
            ($"{assessment}/export/sigma", "TLP:AMBER"),
        })
        {
            HttpResponseMessage answer = await client.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
            Assert.Equal(level, answer.Headers.GetValues("X-TLP").Single());
        }
    }

    [Fact]
    public async Task A_return_address_leads_nowhere_else()
    {
        (_, string name) = await fleet.Account(AccountRole.Analyst);
        foreach (string to in new[] { "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)" })
        {
            using Browser browser = fleet.Browser();
            HttpResponseMessage answer = await browser.Send("/login", "/do/sign-in", ("name", name), ("password", FleetServer.Password), ("to", to));
            Assert.Equal("/", answer.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task The_setup_code_counts_only_while_no_account_is_there()
    {
        using Browser browser = fleet.Browser();
        Assert.Contains("Done already", await browser.Page("/setup"), StringComparison.Ordinal);
        string code = fleet.The<Hindcast.Web.Hosting.SetupCode>().Code;
        HttpResponseMessage answer = await browser.Send("/login", "/do/setup", ("code", code), ("name", "intruder"), ("password", FleetServer.Password));
        Assert.Equal("/setup?failed=1", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_interface_describes_every_path_that_it_has()
    {
        using HttpClient client = await fleet.Client(fleet.Alpha.Account);
        string document = await client.GetStringAsync("/api/v1/openapi.json");
        Assert.Contains("/api/v1/uploads/{upload}", document, StringComparison.Ordinal);
        Assert.Contains("/api/v1/assessments/{assessment}/export/{format}", document, StringComparison.Ordinal);
    }
}
