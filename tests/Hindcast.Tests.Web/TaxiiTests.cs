using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Sharing;
using Hindcast.Reports.Sharing;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>The sharing server as a TAXII 2.1 client meets it.</summary>
public sealed class TaxiiTests(FleetServer fleet)
{
    private const string Media = "application/taxii+json;version=2.1";
    private static readonly string Clear = Id(TlpLevel.Clear), Green = Id(TlpLevel.Green), Amber = Id(TlpLevel.Amber);

    [Fact]
    public async Task Discovery_leads_to_the_collections_of_the_clearance()
    {
        using HttpClient client = await Client(TlpLevel.Green);
        JsonElement discovery = await Get(client, "/taxii2/");
        JsonElement root = await Get(client, new Uri(discovery.GetProperty("default").GetString()!).AbsolutePath);
        Assert.Equal(Media, root.GetProperty("versions")[0].GetString());
        JsonElement[] collections = [.. (await Get(client, "/taxii2/shared/collections/")).GetProperty("collections").EnumerateArray()];
        Assert.Equal(["TLP:CLEAR", "TLP:GREEN"], collections.Select(c => c.GetProperty("title").GetString()!));
        Assert.All(collections, c => Assert.True(c.GetProperty("can_read").GetBoolean() && c.GetProperty("can_write").GetBoolean()));
        foreach (string path in new[] { "", "objects/", "manifest/", $"objects/indicator--{Guid.NewGuid()}/", $"objects/indicator--{Guid.NewGuid()}/versions/" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/taxii2/shared/collections/{Amber}/{path}")).StatusCode);
        }
    }

    [Fact]
    public async Task Objects_are_added_paged_through_without_loss_and_filtered()
    {
        using HttpClient client = await Client(TlpLevel.Green);
        JsonObject[] objects = [.. Enumerable.Range(0, 25).Select(i => Indicator(Guid.NewGuid(), "2021-03-03T00:00:00.000Z", $"page {i}"))];
        string before = DateTimeOffset.UtcNow.AddSeconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        JsonElement status = await Add(client, Clear, objects);
        Assert.Equal(25, status.GetProperty("success_count").GetInt32());
        Assert.Equal("complete", (await Get(client, $"/taxii2/shared/status/{status.GetProperty("id").GetString()}/")).GetProperty("status").GetString());

        HashSet<string> found = [];
        string? next = null;
        int pages = 0;
        do
        {
            JsonElement page = await Get(client, $"/taxii2/shared/collections/{Clear}/objects/?limit=7&added_after={before}{(next is null ? "" : "&next=" + next)}");
            found.UnionWith(page.GetProperty("objects").EnumerateArray().Select(o => o.GetProperty("id").GetString()!));
            next = page.GetProperty("more").GetBoolean() ? page.GetProperty("next").GetString() : null;
            pages++;
        }
        while (next is not null);
        Assert.True(pages >= 4);
        Assert.Superset(objects.Select(o => (string)o["id"]!).ToHashSet(), found);

        string one = (string)objects[3]["id"]!;
        Assert.Equal("page 3", (await Get(client, $"/taxii2/shared/collections/{Clear}/objects/{one}/")).GetProperty("objects")[0].GetProperty("name").GetString());
        Assert.Equal(1, (await Get(client, $"/taxii2/shared/collections/{Clear}/objects/?match[id]={one}")).GetProperty("objects").GetArrayLength());
        Assert.False((await Get(client, $"/taxii2/shared/collections/{Clear}/objects/?match[type]=malware&match[id]={one}")).TryGetProperty("objects", out _));
    }

    [Fact]
    public async Task Versions_are_kept_and_the_last_is_given()
    {
        using HttpClient client = await Client(TlpLevel.Green);
        Guid id = Guid.NewGuid();
        await Add(client, Green, Indicator(id, "2021-03-04T00:00:00.000Z", "second"), Indicator(id, "2021-03-03T00:00:00.000Z", "first"));
        await Add(client, Green, Indicator(id, "2021-03-05T00:00:00Z", "third"), Indicator(id, "2021-03-05T00:00:00.000Z", "changed without a new version"));
        string path = $"/taxii2/shared/collections/{Green}/objects/indicator--{id}/";
        Assert.Equal("third", (await Get(client, path)).GetProperty("objects")[0].GetProperty("name").GetString());
        Assert.Equal("first", (await Get(client, path + "?match[version]=first")).GetProperty("objects")[0].GetProperty("name").GetString());
        Assert.Equal("second", (await Get(client, path + "?match[version]=2021-03-04T00:00:00.000Z")).GetProperty("objects")[0].GetProperty("name").GetString());
        Assert.Equal(3, (await Get(client, path + "?match[version]=all")).GetProperty("objects").GetArrayLength());
        Assert.Equal(3, (await Get(client, path + "versions/")).GetProperty("versions").GetArrayLength());
    }

    [Fact]
    public async Task An_object_is_deleted_whole_or_by_version_by_whom_added_it_and_nobody_else()
    {
        using HttpClient client = await Client(TlpLevel.Green), other = await Client(TlpLevel.Green);
        Guid id = Guid.NewGuid();
        await Add(client, Green, Indicator(id, "2021-03-03T00:00:00.000Z", "first"), Indicator(id, "2021-03-04T00:00:00.000Z", "second"));
        string path = $"/taxii2/shared/collections/{Green}/objects/indicator--{id}/";
        Assert.Equal(HttpStatusCode.Forbidden, (await other.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/taxii2/shared/collections/{Amber}/objects/indicator--{id}/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync(path + "?match[version]=2021-03-04T00:00:00.000Z")).StatusCode);
        Assert.Equal("first", (await Get(client, path)).GetProperty("objects")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Dates_of_addition_frame_each_page_and_lead_on_without_a_gap()
    {
        using HttpClient client = await Client(TlpLevel.Green);
        await Add(client, Green, [.. Enumerable.Range(0, 9).Select(i => Indicator(Guid.NewGuid(), "2021-03-03T00:00:00.000Z", $"dated {i}"))]);
        HttpResponseMessage all = await client.GetAsync($"/taxii2/shared/collections/{Green}/manifest/?limit=500");
        JsonElement[] manifest = [.. (await all.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("objects").EnumerateArray()];
        string Date(int i) => manifest[i].GetProperty("date_added").GetString()!;
        Assert.Equal(Date(0), all.Headers.GetValues("X-TAXII-Date-Added-First").Single());
        Assert.Equal(Date(manifest.Length - 1), all.Headers.GetValues("X-TAXII-Date-Added-Last").Single());
        Assert.Equal(manifest.Length, manifest.Select(m => m.GetProperty("date_added").GetString()).Distinct().Count());
        Assert.Equal(manifest.Select((_, i) => Date(i)).Order(StringComparer.Ordinal), manifest.Select((_, i) => Date(i)));

        // The range after an object's date holds all that came later and not the object itself.
        JsonElement later = await Get(client, $"/taxii2/shared/collections/{Green}/manifest/?limit=500&added_after={Date(manifest.Length - 6)}");
        Assert.Equal(5, later.GetProperty("objects").GetArrayLength());
        Assert.False(later.GetProperty("more").GetBoolean());
        Assert.Equal("application/stix+json;version=2.1", manifest[0].GetProperty("media_type").GetString());
        Assert.Empty((await Get(client, $"/taxii2/shared/collections/{Green}/objects/?added_after={Date(manifest.Length - 1)}")).EnumerateObject());
        Assert.Empty((await Get(client, $"/taxii2/shared/collections/{Green}/objects/?match[spec_version]=2.0")).EnumerateObject());
        Assert.NotEmpty((await Get(client, $"/taxii2/shared/collections/{Green}/objects/?match[spec_version]=2.0,2.1")).EnumerateObject());
    }

    [Fact]
    public async Task What_is_marked_more_closed_than_the_collection_is_refused()
    {
        using HttpClient client = await Client(TlpLevel.Amber);
        JsonObject closed = Indicator(Guid.NewGuid(), "2021-03-03T00:00:00.000Z", "closed");
        closed["object_marking_refs"] = new JsonArray(TlpLabel.MarkingId(TlpLevel.Amber));
        JsonObject oldMarking = Indicator(Guid.NewGuid(), "2021-03-03T00:00:00.000Z", "closed by TLP 1");
        oldMarking["object_marking_refs"] = new JsonArray("marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed");
        JsonElement status = await Add(client, Green, closed, oldMarking, new JsonObject { ["type"] = "indicator", ["id"] = "indicator--1" });
        Assert.Equal(3, status.GetProperty("failure_count").GetInt32());
        Assert.Equal(1, (await Add(client, Amber, (JsonObject)closed.DeepClone())).GetProperty("success_count").GetInt32());
    }

    [Theory]
    [InlineData("limit=0", HttpStatusCode.BadRequest)]
    [InlineData("limit=-1", HttpStatusCode.BadRequest)]
    [InlineData("limit=99999999999999999999", HttpStatusCode.BadRequest)]
    [InlineData("limit=2147483647", HttpStatusCode.OK)]
    [InlineData("next=1%20OR%201=1", HttpStatusCode.BadRequest)]
    [InlineData("next=-5", HttpStatusCode.BadRequest)]
    [InlineData("added_after=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("match[id]=%27;DROP%20TABLE%20shared_objects;--", HttpStatusCode.OK)]
    public async Task Paging_cannot_be_abused(string query, HttpStatusCode expected)
    {
        using HttpClient client = await Client(TlpLevel.Green);
        HttpResponseMessage answer = await client.GetAsync($"/taxii2/shared/collections/{Clear}/objects/?{query}");
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.OK && (await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("objects", out JsonElement objects))
        {
            Assert.InRange(objects.GetArrayLength(), 1, SharedQuery.MaxLimit);
        }
    }

    [Fact]
    public async Task Media_types_are_those_of_TAXII()
    {
        using HttpClient client = await Client(TlpLevel.Green);
        HttpResponseMessage answer = await client.GetAsync("/taxii2/");
        Assert.Equal(Media, answer.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal));
        client.DefaultRequestHeaders.Accept.Clear();
        client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/xml"));
        Assert.Equal(HttpStatusCode.NotAcceptable, (await client.GetAsync("/taxii2/")).StatusCode);
        client.DefaultRequestHeaders.Accept.Clear();
        client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/taxii+json;version=2.0"));
        Assert.Equal(HttpStatusCode.NotAcceptable, (await client.GetAsync("/taxii2/")).StatusCode);
        client.DefaultRequestHeaders.Accept.Clear();
        using StringContent text = new("{}", Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync($"/taxii2/shared/collections/{Clear}/objects/", text)).StatusCode);
        using StringContent broken = new("{\"objects\":[", Encoding.UTF8, "application/taxii+json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync($"/taxii2/shared/collections/{Clear}/objects/", broken)).StatusCode);
    }

    [Fact]
    public async Task A_client_that_knows_only_basic_authentication_gives_its_token_as_password()
    {
        (string id, string name) = await fleet.Account(AccountRole.Analyst);
        (_, string token) = await fleet.The<TokenStore>().Create(id, "t", [TokenScopes.TaxiiRead], 1, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = fleet.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/taxii2/")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{token}")));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/taxii2/")).StatusCode);
        using StringContent body = new("{\"objects\":[]}", Encoding.UTF8, "application/taxii+json");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync($"/taxii2/shared/collections/{Clear}/objects/", body)).StatusCode);
    }

    [Fact]
    public async Task A_result_is_shared_without_its_victim()
    {
        using HttpClient analyst = await fleet.Client((await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation)).Id);
        HttpResponseMessage answer = await analyst.PostAsJsonAsync($"/api/v1/assessments/{fleet.Alpha.Assessment}/share", new { tlp = "green" });
        JsonElement shared = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(shared.GetProperty("taken").GetInt32() > 20);
        Assert.Equal(0, shared.GetProperty("refused").GetInt32());
        string objects = await analyst.GetStringAsync($"/taxii2/shared/collections/{Green}/objects/?limit=500");
        Assert.Contains("\"malware\"", objects, StringComparison.Ordinal);
        Assert.DoesNotContain("Alpha", objects, StringComparison.Ordinal);
        Assert.DoesNotContain("contoso", objects, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.BadRequest, (await analyst.PostAsJsonAsync($"/api/v1/assessments/{fleet.Alpha.Assessment}/share", new { tlp = "red" })).StatusCode);
    }

    private static string Id(TlpLevel level) => SharingCircle.All.Single(c => c.Level == level).Id;

    private static JsonObject Indicator(Guid id, string modified, string name) => new()
    {
        ["type"] = "indicator",
        ["spec_version"] = "2.1",
        ["id"] = $"indicator--{id}",
        ["created"] = "2021-03-03T00:00:00.000Z",
        ["modified"] = modified,
        ["name"] = name,
        ["pattern"] = "[file:name = 'a.aspx']",
        ["pattern_type"] = "stix",
        ["valid_from"] = "2021-03-03T00:00:00Z",
    };

    private async Task<HttpClient> Client(TlpLevel clearance)
    {
        string id = (await fleet.The<AccountStore>().Create(
            $"taxii-{Guid.NewGuid():N}", FleetServer.Password, AccountRole.Analyst, clearance, [], CancellationToken.None))!;
        HttpClient client = await fleet.Client(id);
        client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(Media));
        return client;
    }

    private static async Task<JsonElement> Get(HttpClient client, string path)
    {
        HttpResponseMessage answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<JsonElement> Add(HttpClient client, string collection, params JsonObject[] objects)
    {
        using StringContent body = new(new JsonObject { ["objects"] = new JsonArray([.. objects]) }.ToJsonString(), Encoding.UTF8);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(Media);
        HttpResponseMessage answer = await client.PostAsync($"/taxii2/shared/collections/{collection}/objects/", body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
