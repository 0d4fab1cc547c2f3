using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Tests.Web.Support;
using Hindcast.Web.Hosting;
using Hindcast.Web.Oidc;

namespace Hindcast.Tests.Web;

/// <summary>Signing in at an OpenID provider, with all that goes over the wire.</summary>
public sealed class OidcTests(OidcServer server) : IClassFixture<OidcServer>
{
    [Fact]
    public async Task A_person_of_a_known_group_is_let_in_with_what_the_group_may_at_each_sign_in_anew()
    {
        using Browser browser = new(server.Address);
        Assert.Contains("Sign in with Contoso", await browser.Page("/login"), StringComparison.Ordinal);
        await SignIn(browser, Person("p1", "ada", "desk"), "/organisations");
        string list = await browser.Page("/organisations");
        Assert.Contains("Alpha", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Beta", list, StringComparison.Ordinal);
        Assert.Contains("ada", await browser.Page("/account"), StringComparison.Ordinal);

        // Another group from the next sign-in on, for the session that is open too: grants are read at each request.
        using Browser later = new(server.Address);
        await SignIn(later, Person("p1", "ada", "cert"));
        Assert.Contains("Beta", await browser.Page("/organisations"), StringComparison.Ordinal);
        Assert.Single(await server.The<AccountStore>().List("ada", "", 10, CancellationToken.None));
        Assert.Contains(
            await server.The<AuditLog>().List(long.MaxValue, null, 50, CancellationToken.None), e => e.Action == "sign-in" && e.Subject == "ada");
    }

    [Fact]
    public async Task The_organisation_of_a_member_is_the_one_that_the_claim_names()
    {
        using Browser browser = new(server.Address);
        JsonObject member = Person("p2", "member@alpha", "members", "others");
        member["organisation"] = "Alpha";
        await SignIn(browser, member);
        Account account = Assert.Single(await server.The<AccountStore>().List("member@alpha", "", 10, CancellationToken.None));
        Assert.Equal([server.Alpha], account.Organisations);
        Assert.Equal(AccountRole.Organisation, account.Role);
        Assert.True(account.External);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Client.GetAsync("/accounts")).StatusCode);
    }

    [Fact]
    public async Task Whom_no_group_names_or_groups_name_unclearly_is_refused_and_no_account_is_made()
    {
        JsonObject nowhere = Person("p4", "nowhere", "members"), everywhere = Person("p5", "everywhere", "members");
        nowhere["organisation"] = "Gamma";
        everywhere["organisation"] = "*";
        foreach (JsonObject person in new[] { Person("p3", "stranger"), Person("p3", "stranger", "Cert"), Person("p3", "both", "cert", "keepers"), Person("p6", "none", "members"), nowhere, everywhere })
        {
            using Browser browser = new(server.Address);
            server.Provider.Person = person;
            HttpResponseMessage answer = await Follow(browser, "/");
            Assert.Equal("/login?failed=provider", answer.Headers.Location?.ToString());
            Assert.Equal(HttpStatusCode.Redirect, (await browser.Client.GetAsync("/account")).StatusCode);
        }

        foreach (string name in new[] { "stranger", "both", "none", "nowhere", "everywhere" })
        {
            Assert.Empty(await server.The<AccountStore>().List(name, "", 10, CancellationToken.None));
        }

        Assert.Contains("you have no access here", await new Browser(server.Address).Page("/login?failed=provider"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((int)OpenIdProvider.Fault.Signature)]
    [InlineData((int)OpenIdProvider.Fault.NoSignature)]
    [InlineData((int)OpenIdProvider.Fault.Nonce)]
    [InlineData((int)OpenIdProvider.Fault.Audience)]
    [InlineData((int)OpenIdProvider.Fault.Issuer)]
    [InlineData((int)OpenIdProvider.Fault.Time)]
    public async Task A_token_that_is_not_right_opens_nothing(int fault)
    {
        using Browser browser = new(server.Address);
        int before = server.Provider.Tokens;
        server.Provider.Wrong = (OpenIdProvider.Fault)fault;
        server.Provider.Person = Person("p7", "mallory", "cert");
        HttpResponseMessage answer = await Follow(browser, "/");
        server.Provider.Wrong = OpenIdProvider.Fault.None;
        Assert.Equal(before + 1, server.Provider.Tokens);
        Assert.Equal("/login?failed=provider", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Client.GetAsync("/account")).StatusCode);
        Assert.Empty(await server.The<AccountStore>().List("mallory", "", 10, CancellationToken.None));
    }

    [Fact]
    public async Task An_answer_of_the_provider_counts_once_and_in_the_browser_that_asked()
    {
        server.Provider.Person = Person("p8", "eve", "cert");
        using Browser first = new(server.Address), second = new(server.Address);
        Uri callback = await Callback(first, "/");

        // Somebody else's answer, and one that nobody asked for.
        Assert.Equal("/login?failed=provider", (await second.Client.GetAsync(callback)).Headers.Location?.ToString());
        Assert.Equal("/login?failed=provider", (await second.Client.GetAsync("/oidc/callback?code=1&state=2")).Headers.Location?.ToString());
        Assert.Equal("/login?failed=provider", (await second.Client.GetAsync("/oidc/callback?error=access_denied")).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await first.Client.GetAsync(callback)).StatusCode);
        Assert.Equal("/login?failed=provider", (await first.Client.GetAsync(callback)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Signing_in_leads_to_no_other_site()
    {
        using Browser browser = new(server.Address);
        server.Provider.Person = Person("p9", "leaver", "cert");
        HttpResponseMessage answer = await Follow(browser, "//evil.example/\" onload=\"x");
        string page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("url=/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_name_is_not_taken_over_and_a_disabled_account_stays_out()
    {
        using Browser browser = new(server.Address);
        await SignIn(browser, Person("p10", "root", "desk"));
        Account account = Assert.Single(await server.The<AccountStore>().List("oidc-", "", 10, CancellationToken.None));
        Assert.True(account.External);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Client.GetAsync("/accounts")).StatusCode);
        Assert.Null(await server.The<AccountStore>().SignIn(account.Name, FleetServer.Password, CancellationToken.None));

        await server.The<AccountStore>().SetDisabled(account.Id, disabled: true, CancellationToken.None);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Client.GetAsync("/account")).StatusCode);
        Assert.Equal("/login?failed=provider", (await Follow(browser, "/")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Tokens_of_an_account_that_its_provider_no_longer_vouches_for_stop_working()
    {
        using Browser browser = new(server.Address);
        await SignIn(browser, Person("p11", "gone", "cert"));
        string id = (await server.The<AccountStore>().List("gone", "", 1, CancellationToken.None))[0].Id;
        (_, string token) = await server.The<TokenStore>().Create(id, "t", [TokenScopes.Read], 366, CancellationToken.None);
        Assert.NotNull(await server.The<TokenStore>().Find(token, CancellationToken.None));
        await server.The<FleetDatabase>().Write(
            s => s.Execute("UPDATE accounts SET signed_in = signed_in - @month WHERE id = @id", ("month", 31L * 86_400_000), ("id", id)), CancellationToken.None);
        Assert.Null(await server.The<TokenStore>().Find(token, CancellationToken.None));
        await SignIn(browser, Person("p11", "gone", "cert"));
        Assert.NotNull(await server.The<TokenStore>().Find(token, CancellationToken.None));
    }

    [Theory]
    [InlineData("http://idp.contoso.example", "hindcast", "no https address")]
    [InlineData("https://idp.contoso.example", "", "ClientId")]
    public void Settings_that_cannot_work_are_refused_at_the_start(string authority, string client, string said) =>
        Assert.Contains(
            said,
            Assert.Throws<FormatException>(() => ServeSettings.Read(["--Oidc:Authority", authority, "--Oidc:ClientId", client])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Levels_that_are_none_give_nothing()
    {
        OidcSettings settings = new() { Groups = [new OidcGroup { Group = "g", Role = AccountRole.Analyst, Clearance = "purple" }] };
        Assert.Null(OidcAccess.Of(settings, new ClaimsPrincipal(new ClaimsIdentity([new Claim("groups", "g")]))));
    }

    private static JsonObject Person(string id, string name, params string[] groups) => new()
    {
        ["sub"] = id,
        ["preferred_username"] = name,
        ["groups"] = new JsonArray([.. groups.Select(g => JsonValue.Create(g))]),
    };

    private async Task SignIn(Browser browser, JsonObject person, string to = "/")
    {
        server.Provider.Person = person;
        HttpResponseMessage answer = await Follow(browser, to);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"url={to}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>What a browser does after a click on the sign-in page, up to the answer to the provider's redirect.</summary>
    private async Task<HttpResponseMessage> Follow(Browser browser, string to) => await browser.Client.GetAsync(await Callback(browser, to));

    private async Task<Uri> Callback(Browser browser, string to)
    {
        HttpResponseMessage start = await browser.Client.GetAsync($"/oidc/start?to={Uri.EscapeDataString(to)}");
        Assert.StartsWith(server.Provider.Issuer, start.Headers.Location!.ToString(), StringComparison.Ordinal);
        using HttpClient elsewhere = new(new HttpClientHandler { AllowAutoRedirect = false });
        HttpResponseMessage sent = await elsewhere.GetAsync(start.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return sent.Headers.Location!;
    }
}
