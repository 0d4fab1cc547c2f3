using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Campaign;
using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>What only many servers together show; Alpha and Beta were broken into by the same hand.</summary>
public sealed class CampaignTests(FleetServer fleet)
{
    private const string Page = "/aspnet_client/supp0rt.aspx";

    [Fact]
    public async Task The_campaign_counts_victims_groups_curves_and_what_is_shared()
    {
        using HttpClient analyst = await Both();
        JsonElement view = await analyst.GetFromJsonAsync<JsonElement>("/api/v1/campaign");
        JsonElement day = Assert.Single(view.GetProperty("days").EnumerateArray());
        Assert.Equal(2, day.GetProperty("compromised").GetInt32());
        Assert.Equal("2021-03-03", day.GetProperty("day").GetString());
        JsonElement sector = view.GetProperty("sectors").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "energy");
        Assert.Equal(2, sector.GetProperty("compromised").GetInt32());
        JsonElement page = view.GetProperty("shared").EnumerateArray().Single(s => s.GetProperty("value").GetString() == Page);
        Assert.Equal(2, page.GetProperty("organisations").GetInt32());
        Assert.Contains(view.GetProperty("vulnerabilities").EnumerateArray(), v => v.GetProperty("vulnerability").GetString() == "CVE-2021-26855" && v.GetProperty("servers").GetInt32() == 2);

        JsonElement[] curve = [.. (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/campaign/exposure?vulnerability=CVE-2021-26855")).EnumerateArray()];
        Assert.Equal(2, curve.Max(p => p.GetProperty("open").GetInt32()));
        Assert.Equal(0, curve[^1].GetProperty("open").GetInt32());
        Assert.Equal(2, curve[^1].GetProperty("fixed").GetInt32());
        JsonElement[] earliest = [.. (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/campaign/earliest")).EnumerateArray()];
        Assert.Equal(2, earliest.Length);
    }

    [Fact]
    public async Task An_answer_that_is_kept_is_kept_for_who_is_granted_the_same_and_for_nobody_else()
    {
        CampaignMemory memory = new(TimeProvider.System);
        int asked = 0;
        Task<int> Ask(string account, params string[] organisations) => memory.Of(
            new Caller(account, "a", AccountRole.Analyst, default, new HashSet<string>(organisations), organisations is [AccountStore.Everything], null), "q",
            () => Task.FromResult(++asked), CancellationToken.None);
        Assert.Equal(1, await Ask("a", "o1", "o2"));
        Assert.Equal(1, await Ask("a", "o2", "o1"));
        Assert.Equal(2, await Ask("a", "o1"));
        Assert.Equal(3, await Ask("b", "o1", "o2"));
        Assert.Equal(4, await Ask("a", AccountStore.Everything));
        Assert.Equal(4, await Ask("b", AccountStore.Everything));
        Assert.Equal(1, await Ask("a", "o1", "o2"));
    }

    [Fact]
    public async Task An_answer_that_never_waits_is_worked_out_once_for_all_who_ask_meanwhile()
    {
        CampaignMemory memory = new(TimeProvider.System);
        using ManualResetEventSlim go = new();
        int asked = 0;
        Task<int> Ask() => memory.Of(
            new Caller("a", "a", AccountRole.Analyst, default, new HashSet<string>(), SeesAll: true, null), "q",
            () =>
            {
                Assert.True(go.Wait(TimeSpan.FromSeconds(5)), "it is worked out while the asker waits");
                return Task.FromResult(Interlocked.Increment(ref asked));
            },
            CancellationToken.None);
        Task<int> first = Ask(), second = Ask();
        go.Set();
        int[] both = await Task.WhenAll(first, second);
        Assert.Equal([1, 1], both);
    }

    [Fact]
    public async Task Servers_of_one_hand_are_one_cluster()
    {
        using HttpClient analyst = await Both();
        JsonElement cluster = Assert.Single((await analyst.GetFromJsonAsync<JsonElement>("/api/v1/campaign/clusters")).EnumerateArray());
        Assert.Equal(2, cluster.GetProperty("organisations").GetInt32());
        Assert.Contains(cluster.GetProperty("ties").EnumerateArray(), t => t.GetProperty("value").GetString() == Page);
    }

    [Fact]
    public void A_page_name_alone_joins_nothing_and_a_key_alone_does()
    {
        ActorTerm[] names = [new("s1", "o1", "page", "/a.aspx", 5), new("s2", "o2", "page", "/a.aspx", 3), new("s2", "o2", "address", "192.0.2.1", 3)];
        Assert.Empty(OperatorClusters.Of(names, 10));
        OperatorCluster two = Assert.Single(OperatorClusters.Of([.. names, new("s3", "o3", "address", "192.0.2.1", 9), new("s3", "o3", "page", "/a.aspx", 9)], 10));
        Assert.Equal(["s2", "s3"], two.Servers);
        Assert.Equal(3, two.First!.Value.ToUnixTimeMilliseconds());
        OperatorCluster key = Assert.Single(OperatorClusters.Of([new("s1", "o1", "page-key", "k", null), new("s9", "o1", "page-key", "k", null)], 10));
        Assert.Equal(1, key.Organisations);
    }

    [Fact]
    public void Two_groups_on_one_server_stay_two_clusters()
    {
        ActorTerm[] Group(string name, string other, long hand) =>
        [
            new(other, other, "address", name, 1), new(other, other, "page", $"/{name}.aspx", 1),
            new("s5", "o5", "address", name, 1, hand), new("s5", "o5", "page", $"/{name}.aspx", 1, hand),
        ];
        ActorTerm[] both = [.. Group("a", "s1", 1), .. Group("b", "s2", 2)];
        OperatorCluster[] apart = [.. OperatorClusters.Of([.. both.OrderBy(t => t.ServerId, StringComparer.Ordinal)], 10)];
        Assert.Equal([["s1", "s5"], ["s2", "s5"]], apart.Select(c => c.Servers));

        // Rows of before it was kept whose a thing is: one hand, as it was then.
        OperatorCluster one = Assert.Single(OperatorClusters.Of([.. both.Select(t => t with { Hands = 0 }).OrderBy(t => t.ServerId, StringComparer.Ordinal)], 10));
        Assert.Equal(["s1", "s2", "s5"], one.Servers);

        // What both groups left there joins them, and the server counts once.
        OperatorCluster shared = Assert.Single(OperatorClusters.Of([.. both.Append(new ActorTerm("s5", "o5", "sha256", "f", 1, 3)).OrderBy(t => t.ServerId, StringComparer.Ordinal)], 10));
        Assert.Equal(3, shared.ServerCount);
    }

    [Theory]
    [InlineData(3, "page-key", "data", "page-key", "data")]
    [InlineData(1, "account", "support", "page", "/error.aspx")]
    public void What_many_clusters_have_is_everybodys_and_joins_nothing(int few, string kind, string value, string otherKind, string otherValue)
    {
        ActorTerm[] Clusters(int count) =>
        [
            .. Enumerable.Range(0, count * 2).SelectMany(i => new ActorTerm[]
            {
                new($"s{i}", $"o{i}", "address", $"192.0.2.{i / 2}", 1), new($"s{i}", $"o{i}", "page", $"/{i / 2}.aspx", 1),
                new($"s{i}", $"o{i}", kind, value, 1), new($"s{i}", $"o{i}", otherKind, otherValue, 1),
            }),
        ];
        // One more that has it, and nothing of any of them else.
        ActorTerm[] alone = [new("z", "oz", kind, value, 1), new("z", "oz", otherKind, otherValue, 1)];
        Assert.Equal((few * 2) + 1, Assert.Single(OperatorClusters.Of([.. Clusters(few), .. alone], 10)).ServerCount);
        IReadOnlyList<OperatorCluster> apart = OperatorClusters.Of([.. Clusters(few + 1), .. alone], 10);
        Assert.Equal(Enumerable.Repeat(2L, few + 1), apart.Select(c => c.ServerCount));
    }

    [Fact]
    public async Task An_indicator_is_found_whole_and_by_its_beginning_where_it_is_granted()
    {
        using HttpClient analyst = await Both();
        Assert.Equal(2, (await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Page.ToUpperInvariant()}")).GetArrayLength());
        Assert.Equal(0, (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/search?q=/aspnet_client/supp")).GetArrayLength());
        Assert.Equal(2, (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/search?q=/aspnet_client/supp&prefix=true")).GetArrayLength());
        using HttpClient alpha = await fleet.Client(fleet.Alpha.Account);
        JsonElement own = Assert.Single((await alpha.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Page}")).EnumerateArray());
        Assert.Equal("Alpha", own.GetProperty("organisation").GetString());
        Assert.Contains("EX-Alpha", await alpha.GetStringAsync($"/search?q={Page}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await alpha.GetAsync("/api/v1/search?q=%20")).StatusCode);
    }

    [Fact]
    public async Task Evidence_is_found_by_name_and_hash_of_what_was_given_in_where_it_is_granted()
    {
        using HttpClient analyst = await Both(), alpha = await fleet.Client(fleet.Alpha.Account);
        string sha256 = (await fleet.The<UploadStore>().Find(fleet.Alpha.Upload, CancellationToken.None))!.Sha256;
        foreach (string query in new[] { "ex01.ZIP", "EX01&prefix=true", sha256, sha256.ToUpperInvariant()[..20] + "&prefix=true" })
        {
            Assert.Equal(2, (await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={query}")).GetArrayLength());
            JsonElement own = Assert.Single((await alpha.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={query}")).EnumerateArray());
            Assert.StartsWith("evidence-", own.GetProperty("kind").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lists_for_spreadsheets_start_no_formula_and_name_their_level()
    {
        using HttpClient analyst = await Both();
        string victims = await analyst.GetStringAsync("/api/v1/campaign/victims.csv");
        Assert.StartsWith("first_sign,first_reached,first_effect,last_sign,outcome,organisation,server,tlp\r\n", victims, StringComparison.Ordinal);
        Assert.Equal(2, victims.Split("amber+strict").Length - 1);
        string organisation = (await fleet.The<OrganisationStore>().Create($"=cmd|{Guid.NewGuid():N}", "", "", 0, 1L << 30, CancellationToken.None))!;
        string server = (await fleet.The<ServerStore>().Create(organisation, "=1+1", CancellationToken.None))!;
        await fleet.Give(server, organisation, fleet.Evidence);
        await fleet.Finish(await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None));
        using HttpClient hostile = await fleet.Client((await fleet.Account(AccountRole.Analyst, organisation)).Id);
        Assert.DoesNotContain(",=", await hostile.GetStringAsync("/api/v1/campaign/victims.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain(",=", await hostile.GetStringAsync($"/api/v1/search.csv?q={Page}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_are_compared_by_what_they_have_in_common()
    {
        using HttpClient analyst = await Both();
        string page = await analyst.GetStringAsync($"/servers/{fleet.Alpha.Server}/compare?name=EX-Beta");
        Assert.Contains(Page, page, StringComparison.Ordinal);
        using HttpClient alpha = await fleet.Client(fleet.Alpha.Account);
        Assert.Contains("No other server", await alpha.GetStringAsync($"/servers/{fleet.Alpha.Server}/compare?name=EX-Beta"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await alpha.GetAsync($"/servers/{fleet.Alpha.Server}/compare/{fleet.Beta.Server}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await alpha.GetAsync($"/api/v1/servers/{fleet.Alpha.Server}/common/{fleet.Beta.Server}")).StatusCode);
    }

    [Fact]
    public async Task Pages_of_the_campaign_are_drawn()
    {
        using HttpClient analyst = await Both();
        string page = await analyst.GetStringAsync("/campaign");
        Assert.Matches("<td>2021-03-03</td><td class=\"number\">2</td><td class=\"number\">0</td><td class=\"number\">0</td>", page);
        Assert.Equal(2, page.Split("<figure data-chart=").Length - 1);
        Assert.Contains("uPlot", await analyst.GetStringAsync("/assets/uplot.js"), StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.Contains("2 servers of 2 organisations", await analyst.GetStringAsync("/campaign/clusters"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_granted_is_assessed_again_and_its_progress_told()
    {
        string organisation = (await fleet.The<OrganisationStore>().Create($"Org {Guid.NewGuid():N}", "", "", 0, 1L << 30, CancellationToken.None))!;
        for (int i = 0; i < 3; i++)
        {
            string server = (await fleet.The<ServerStore>().Create(organisation, $"EX{i}", CancellationToken.None))!;
            if (i < 2)
            {
                await fleet.Give(server, organisation, fleet.Evidence);
            }
        }

        using HttpClient analyst = await fleet.Client((await fleet.Account(AccountRole.Analyst, organisation)).Id);
        HttpResponseMessage answer = await analyst.PostAsync("/api/v1/reassessments", null);
        JsonElement batch = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, batch.GetProperty("jobs").GetInt32());
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        while (!(await analyst.GetStringAsync(answer.Headers.Location, limit.Token)).Contains("\"done\":2", StringComparison.Ordinal))
        {
            await Task.Delay(200, limit.Token);
        }
    }

    [Fact]
    public async Task An_organisation_that_leaves_takes_everything_with_it_but_the_audit_log()
    {
        string organisation = (await fleet.The<OrganisationStore>().Create($"Org {Guid.NewGuid():N}", "", "", 1, 1L << 30, CancellationToken.None))!;
        string server = (await fleet.The<ServerStore>().Create(organisation, "EX", CancellationToken.None))!;
        await fleet.Give(server, organisation, fleet.Evidence);
        await fleet.Finish(await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None));
        string[] folders = [.. new[] { "evidence", "results" }.Select(k => Path.Combine(fleet.Folder, "fleet", k, organisation))];
        Assert.All(folders, f => Assert.True(Directory.Exists(f)));

        IOrganisationGrain grain = fleet.The<IGrainFactory>().GetGrain<IOrganisationGrain>(organisation);
        await grain.KeepRetention();
        Assert.Equal(0, await grain.DeleteExpired());
        using HttpClient administrator = await fleet.Client((await fleet.Account(AccountRole.Administrator)).Id);
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.DeleteAsync($"/api/v1/organisations/{organisation}")).StatusCode);
        Assert.All(folders, f => Assert.False(Directory.Exists(f)));
        Assert.Null(await fleet.The<ServerStore>().Find(server, CancellationToken.None));
        Assert.Contains(await fleet.The<AuditLog>().List(long.MaxValue, organisation, 50, CancellationToken.None), e => e.Action == "organisation.delete");
    }

    private async Task<HttpClient> Both() =>
        await fleet.Client((await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation, fleet.Beta.Organisation)).Id);
}
