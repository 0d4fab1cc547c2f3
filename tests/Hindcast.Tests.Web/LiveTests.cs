using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>What the server pushes while jobs go on.</summary>
public sealed class LiveTests(FleetServer fleet)
{
    [Fact]
    public async Task A_job_is_pushed_from_the_queue_to_its_result_and_then_the_stream_ends()
    {
        (HttpClient client, string organisation, string server) = await New();
        string job = await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None);
        List<LiveEvent> events = await LiveEvent.Read(client, $"/api/v1/jobs/{job}/live", _ => false);
        Assert.All(events, e => Assert.Equal("job", e.Kind));
        Assert.Equal("done", events[^1].Data.GetProperty("state").GetString());
        Assert.NotEmpty(events[^1].Data.GetProperty("assessmentId").GetString()!);
        Assert.True(events.Count >= 2);
    }

    [Fact]
    public async Task The_queue_of_a_caller_is_pushed_and_nothing_of_anybody_elses()
    {
        (HttpClient client, string organisation, string server) = await New();
        List<LiveEvent> events = await LiveEvent.Read(
            client, "/api/v1/jobs/live", e => e.Data.GetProperty("done").GetInt32() == 1,
            async () =>
            {
                await fleet.The<JobStore>().Enqueue(fleet.Beta.Server, fleet.Beta.Organisation, CancellationToken.None);
                await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None);
            });
        Assert.Equal(0, events[0].Data.GetProperty("newest").GetArrayLength());
        Assert.DoesNotContain(events, e => e.Data.GetRawText().Contains(fleet.Beta.Organisation, StringComparison.Ordinal));
        JsonElement newest = Assert.Single(events[^1].Data.GetProperty("newest").EnumerateArray());
        Assert.Equal(server, newest.GetProperty("serverId").GetString());
    }

    [Fact]
    public async Task A_stream_ends_when_its_account_is_shut_out()
    {
        (HttpClient client, string organisation, string server) = await New();
        string account = (await client.GetFromJsonAsync<JsonElement>("/api/v1/me")).GetProperty("name").GetString()!;
        Account found = (await fleet.The<AccountStore>().List(account, "", 1, CancellationToken.None))[0];
        List<LiveEvent> events = await LiveEvent.Read(client, "/api/v1/jobs/live", _ => false, async () =>
        {
            await fleet.The<AccountStore>().SetDisabled(found.Id, disabled: true, CancellationToken.None);
            await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None);
        });
        Assert.Single(events);
    }

    [Fact]
    public async Task An_account_has_a_bounded_number_of_streams_and_gets_them_back()
    {
        (HttpClient client, _, _) = await New();
        List<HttpResponseMessage> open = [];
        for (int i = 0; i < 16; i++)
        {
            open.Add(await client.GetAsync("/api/v1/jobs/live", HttpCompletionOption.ResponseHeadersRead));
            Assert.Equal(HttpStatusCode.OK, open[^1].StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/api/v1/jobs/live")).StatusCode);
        open.ForEach(o => o.Dispose());
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while ((await client.GetAsync("/api/v1/jobs/live", HttpCompletionOption.ResponseHeadersRead, limit.Token)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<(HttpClient Client, string Organisation, string Server)> New()
    {
        string organisation = (await fleet.The<OrganisationStore>().Create($"Org {Guid.NewGuid():N}", "", "", 0, 1L << 30, CancellationToken.None))!;
        string server = (await fleet.The<ServerStore>().Create(organisation, "EX", CancellationToken.None))!;
        await fleet.Give(server, organisation, fleet.Evidence);
        return (await fleet.Client((await fleet.Account(AccountRole.Organisation, organisation)).Id), organisation, server);
    }
}
