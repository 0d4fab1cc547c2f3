using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Reports.Json;
using Hindcast.Reports.Sharing;
using Hindcast.Tests.Web.Support;
using Hindcast.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hindcast.Tests.Web;

/// <summary>Evidence and results in an object store that speaks S3.</summary>
public sealed class BucketTests(FleetServer fleet) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ObjectStore _store = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;
    private string _organisation = "";

    public async ValueTask InitializeAsync()
    {
        _store = await ObjectStore.Start();
        await File.WriteAllTextAsync(_folder.File("secret"), ObjectStore.SecretKey + "\n");
        await File.WriteAllTextAsync(_folder.File("wrong"), "another");
        _app = await Serve("fleet", "secret", 8 << 20);
        _organisation = (await The<OrganisationStore>().Create("Org", "health", "NO", 0, 1L << 30, CancellationToken.None))!;
        string account = (await The<AccountStore>().Create("analyst", FleetServer.Password, AccountRole.Analyst, TlpLevel.Amber, [_organisation], CancellationToken.None))!;
        (_, string token) = await The<TokenStore>().Create(account, "t", [.. TokenScopes.All], 1, CancellationToken.None);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Evidence_sent_in_pieces_is_assessed_as_by_the_command_line_and_all_of_it_lies_in_the_bucket()
    {
        string server = await Server(), log = _folder.File("extra.log");
        await File.WriteAllTextAsync(log, "no log at all");
        byte[] bytes = await File.ReadAllBytesAsync(fleet.Evidence), more = await File.ReadAllBytesAsync(log);
        string upload = await Begin(server, "EX01.zip", bytes.Length, Convert.ToHexString(SHA256.HashData(bytes)));
        int third = bytes.Length / 3;
        Assert.Equal(HttpStatusCode.NoContent, await Send(upload, 0, bytes[..third]));
        Assert.Equal(HttpStatusCode.Conflict, await Send(upload, 10, bytes[10..third]));
        Assert.Equal(HttpStatusCode.NoContent, await Send(upload, third, bytes[third..^5]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Send(upload, bytes.Length - 5, [.. bytes[^5..], 0]));
        Assert.Equal(HttpStatusCode.Conflict, (await _client.PostAsync($"/api/v1/uploads/{upload}/complete", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, await Send(upload, bytes.Length - 5, bytes[^5..]));
        Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync($"/api/v1/uploads/{upload}/complete", null)).StatusCode);
        string second = await Begin(server, "extra.log", more.Length, "");
        await Send(second, 0, more);
        Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync($"/api/v1/uploads/{second}/complete", null)).StatusCode);
        Assert.Equal(bytes, _store.Objects[$"fleet/evidence/{_organisation}/{server}/EX01.zip"]);
        Assert.DoesNotContain(_store.Objects.Keys, k => k.StartsWith("fleet/incoming/", StringComparison.Ordinal));

        Job done = await Finish(await The<JobStore>().Enqueue(server, _organisation, CancellationToken.None));
        Assert.Equal(JobState.Done, done.State);
        MemoryStream expected = new();
        AssessmentJson.Write(
            Assessor.Run(
                new AssessOptions { Evidence = [fleet.Evidence, log], PackFolder = Checkout.Packs, Tool = FleetServer.Tool }, new ReadProgress(),
                CancellationToken.None).Assessment,
            expected);
        string assessment = $"/api/v1/assessments/{done.AssessmentId}";
        Assert.Equal(expected.ToArray(), await _client.GetByteArrayAsync($"{assessment}/assessment.json"));
        Assert.StartsWith("<!DOCTYPE html>", await _client.GetStringAsync($"{assessment}/report.html"), StringComparison.OrdinalIgnoreCase);
        Assert.True((await _client.GetByteArrayAsync($"{assessment}/case.duckdb")).Length > 1000);
        string stix = await _client.GetStringAsync($"{assessment}/export/stix?tlp=green");
        Assert.Equal(stix, await _client.GetStringAsync($"{assessment}/export/stix?tlp=green"));
        Assert.True((await (await _client.PostAsJsonAsync($"{assessment}/share", new { tlp = "green" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("taken").GetInt32() > 5);

        // Nothing stays on the silo's own disk.
        Assert.Equal(0, ((BucketVault)The<IEvidenceStore>()).SpooledBytes);
        Assert.DoesNotContain(Directory.GetFiles(_folder.File("fleet/spool"), "*", SearchOption.AllDirectories), f => !f.EndsWith("in-use", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.File("fleet/keys")));
        await The<IGrainFactory>().GetGrain<IOrganisationGrain>(_organisation).Delete();
        Assert.Empty(_store.Objects.Keys);
        Assert.Equal(0, _store.Unfinished);
        Assert.Equal(0, _store.Refused);
    }

    [Fact]
    public async Task A_file_with_another_hash_than_announced_becomes_no_object()
    {
        string server = await Server(), upload = await Begin(server, "a.log", 3, new string('0', 64));
        await Send(upload, 0, "abc"u8.ToArray());
        Assert.Equal(HttpStatusCode.Conflict, (await _client.PostAsync($"/api/v1/uploads/{upload}/complete", null)).StatusCode);
        Assert.Empty(_store.Objects.Keys);
        Assert.Equal(0, _store.Unfinished);
        Assert.Equal(0, (await _client.GetFromJsonAsync<JsonElement>($"/api/v1/uploads/{upload}")).GetProperty("receivedBytes").GetInt32());
    }

    [Fact]
    public async Task Of_two_pieces_for_one_place_the_first_stays_whole()
    {
        string server = await Server(), upload = await Begin(server, "a.log", 6, "");
        UploadStore uploads = The<UploadStore>();
        AppendResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => uploads.Append(upload, 0, new MemoryStream([.. Enumerable.Repeat((byte)('a' + i), 3)]), CancellationToken.None)));
        Assert.Single(results, AppendResult.Taken);
        Assert.Single(_store.Objects.Keys);
        await Send(upload, 3, "xyz"u8.ToArray());
        Upload whole = (await uploads.Complete(upload, CancellationToken.None))!;
        byte[] content = _store.Objects.Single().Value;
        Assert.Equal(whole.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)));
        Assert.Single(content[..3].Distinct());
        Assert.Equal("xyz"u8.ToArray(), content[3..]);
    }

    [Fact]
    public async Task Evidence_that_was_changed_in_the_store_or_has_no_room_here_is_not_assessed()
    {
        string changed = await Server(), large = await Server();
        await Give(changed, "a.log", "abc"u8.ToArray());
        string key = _store.Objects.Keys.Single();
        _store.Objects[key] = "abd"u8.ToArray();
        Job failed = await Finish(await The<JobStore>().Enqueue(changed, _organisation, CancellationToken.None));
        Assert.Equal(JobState.Failed, failed.State);
        Assert.Equal("evidence or result could not be read or written", failed.Error);

        await Give(large, "b.log", new byte[9 << 20]);
        Assert.Equal(JobState.Failed, (await Finish(await The<JobStore>().Enqueue(large, _organisation, CancellationToken.None))).State);
        Assert.Equal(0, ((BucketVault)The<IEvidenceStore>()).SpooledBytes);
    }

    [Fact]
    public async Task Who_wants_more_room_than_is_free_waits_until_another_is_done()
    {
        using Spool spool = new(_folder.File("spool"), 100);
        await spool.Take(70, CancellationToken.None);
        Task waiting = spool.Take(40, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        await Assert.ThrowsAsync<IOException>(() => spool.Take(101, CancellationToken.None));
        spool.Free(70, spool.NewFolder());
        await waiting;
        Assert.Equal(40, spool.Taken);
    }

    [Fact]
    public void What_a_silo_left_on_its_disk_is_gone_at_the_next_start()
    {
        string left = _folder.File("spool/left");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "in-use"), "");
        File.WriteAllText(Path.Combine(left, "evidence.log"), "");
        using Spool first = new(_folder.File("spool"), 100);
        Assert.False(Directory.Exists(left));
        string alive = EvidenceVault.Make(first.NewFolder());
        using Spool second = new(_folder.File("spool"), 100);
        Assert.True(Directory.Exists(alive));
    }

    [Fact]
    public async Task A_silo_with_a_wrong_key_is_not_ready()
    {
        Assert.Equal("Healthy", await _client.GetStringAsync("/health/ready"));
        await using WebApplication app = await Serve("other", "wrong", 1 << 20);
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        Assert.True(_store.Refused > 0);
        await app.StopAsync();
    }

    private async Task<WebApplication> Serve(string folder, string secret, long spoolBytes)
    {
        WebApplication app = await FleetHost.Build(new ServeSettings
        {
            Folder = _folder.File(folder),
            Url = "http://127.0.0.1:0",
            Packs = Checkout.Packs,
            Tool = FleetServer.Tool,
            Jobs = 1,
            Bucket = new BucketSettings
            {
                Endpoint = _store.Address.ToString(),
                Name = ObjectStore.Bucket,
                Region = ObjectStore.Region,
                Prefix = "fleet/",
                AccessKey = ObjectStore.AccessKey,
                SecretKeyFile = _folder.File(secret),
                SpoolBytes = spoolBytes,
            },
        });
        await app.StartAsync();
        return app;
    }

    private T The<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private async Task<string> Server() => (await The<ServerStore>().Create(_organisation, $"EX-{Guid.NewGuid():N}", CancellationToken.None))!;

    private async Task<string> Begin(string server, string name, long lengthBytes, string sha256)
    {
        HttpResponseMessage answer = await _client.PostAsJsonAsync($"/api/v1/servers/{server}/uploads", new { name, lengthBytes, sha256 });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private async Task<HttpStatusCode> Send(string upload, long offset, byte[] piece)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, $"/api/v1/uploads/{upload}") { Content = new ByteArrayContent(piece) };
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        return (await _client.SendAsync(request)).StatusCode;
    }

    private async Task Give(string server, string name, byte[] content)
    {
        string upload = await Begin(server, name, content.Length, "");
        await Send(upload, 0, content);
        Assert.NotNull(await The<UploadStore>().Complete(upload, CancellationToken.None));
    }

    private async Task<Job> Finish(string job)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
        while (true)
        {
            Job found = (await The<JobStore>().Find(job, limit.Token))!;
            if (found.State is JobState.Done or JobState.Failed)
            {
                return found;
            }

            await Task.Delay(20, limit.Token);
        }
    }
}
