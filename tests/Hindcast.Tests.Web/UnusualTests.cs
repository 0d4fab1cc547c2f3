using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>A way in that nobody has named, on several servers within days: visible over all of them, with no pack and no rule.</summary>
public sealed class UnusualTests(FleetServer fleet)
{
    private const string Fields = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n";
    private const string Odd = "POST /mapi/healthcheck.htm", New = "/help/new.aspx";

    [Fact]
    public async Task The_same_unusual_thing_on_several_servers_shows_before_it_has_a_name_and_what_is_usual_elsewhere_does_not()
    {
        List<string> organisations = [], servers = [];
        for (int i = 0; i < 6; i++)
        {
            string organisation = (await fleet.The<OrganisationStore>().Create($"Org {Guid.NewGuid():N}", "", "", 0, 1L << 30, CancellationToken.None))!;
            string server = (await fleet.The<ServerStore>().Create(organisation, $"EX{i}", CancellationToken.None))!;
            organisations.Add(organisation);
            servers.Add(server);

            // Three servers are hit on following days; on two of them a page is new that the other three always had.
            string archive = Archive(i < 3 ? 17 + i : -1, newFrom: i < 2 ? 17 : 0);
            await fleet.Give(server, organisation, archive);
            Assert.Equal(JobState.Done, (await fleet.Finish(await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None))).State);
        }

        using HttpClient analyst = await fleet.Client((await fleet.Account(AccountRole.Analyst, [.. organisations])).Id);
        JsonElement[] shared = [.. (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/campaign/unusual")).EnumerateArray()];

        JsonElement surge = Assert.Single(shared, s => s.GetProperty("thing").GetString() == Odd);
        Assert.Equal("method", surge.GetProperty("family").GetString());
        Assert.Equal(3, surge.GetProperty("servers").GetInt32());
        Assert.Equal(3, surge.GetProperty("organisations").GetInt32());
        Assert.Equal(3, surge.GetProperty("surgeServers").GetInt32());
        Assert.Equal("2021-01-21", surge.GetProperty("surgeFrom").GetString());
        Assert.Equal(0, surge.GetProperty("usualOn").GetInt32());
        Assert.Equal(6, surge.GetProperty("lookedAt").GetInt32());
        Assert.True(surge.GetProperty("isSurge").GetBoolean());
        JsonElement common = Assert.Single(shared, s => s.GetProperty("thing").GetString() == New && s.GetProperty("family").GetString() == "firstSeen");
        Assert.Equal(4, common.GetProperty("usualOn").GetInt32());
        Assert.False(common.GetProperty("isRare").GetBoolean());

        string page = await analyst.GetStringAsync("/campaign");
        Assert.Contains("The same unusual thing on several servers", page, StringComparison.Ordinal);
        Assert.Contains(Odd, page, StringComparison.Ordinal);
        Assert.DoesNotContain(New, page, StringComparison.Ordinal);

        JsonElement[] own = [.. (await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/servers/{servers[0]}/unusual")).EnumerateArray()];
        JsonElement here = Assert.Single(own, s => s.GetProperty("thing").GetString() == Odd);
        Assert.Equal(2, here.GetProperty("alsoUnusualOn").GetInt32());
        Assert.True(here.GetProperty("isRare").GetBoolean());
        Assert.Contains("Unusual here, and elsewhere", await analyst.GetStringAsync($"/servers/{servers[0]}"), StringComparison.Ordinal);

        // Who is granted one organisation sees one server, and nothing of the others shows through.
        using HttpClient one = await fleet.Client((await fleet.Account(AccountRole.Organisation, organisations[0])).Id);
        Assert.Equal(0, (await one.GetFromJsonAsync<JsonElement>("/api/v1/campaign/unusual")).GetArrayLength());
        Assert.All((await one.GetFromJsonAsync<JsonElement>($"/api/v1/servers/{servers[0]}/unusual")).EnumerateArray(), s => Assert.Equal((0, 0), (s.GetProperty("alsoUnusualOn").GetInt32(), s.GetProperty("lookedAt").GetInt32())));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await one.GetAsync($"/api/v1/servers/{servers[1]}/unusual")).StatusCode);

        await fleet.The<OrganisationStore>().Delete(organisations[1], CancellationToken.None);
        shared = [.. (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/campaign/unusual")).EnumerateArray()];
        Assert.Equal(2, Assert.Single(shared, s => s.GetProperty("thing").GetString() == Odd).GetProperty("servers").GetInt32());
    }

    /// <summary>22 days of a small server's log of IIS.</summary>
    private string Archive(int oddDay, int newFrom)
    {
        StringBuilder log = new(Fields);
        for (int day = 0; day < 22; day++)
        {
            string date = new DateOnly(2021, 1, 4).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (int i = 0; i < 10; i++)
            {
                log.Append(CultureInfo.InvariantCulture, $"{date} 0{i}:00:00 10.0.0.9 POST /ecp/a.svc/Get x=1 443 CONTOSO\\u{i} 198.51.100.{i} Browser - 200 0 0 5\n");
                log.Append(CultureInfo.InvariantCulture, $"{date} 0{i}:00:01 10.0.0.9 GET /mapi/healthcheck.htm - 443 - 198.51.100.{i} Browser - 200 0 0 5\n");
            }

            if (day >= newFrom)
            {
                log.Append(CultureInfo.InvariantCulture, $"{date} 11:00:00 10.0.0.9 GET {New} - 443 CONTOSO\\u1 198.51.100.1 Browser - 200 0 0 5\n");
            }

            if (day == oddDay)
            {
                log.Append(CultureInfo.InvariantCulture, $"{date} 12:00:00 10.0.0.9 POST /mapi/healthcheck.htm - 443 - 203.0.113.9 okhttp/3 - 200 0 0 5\n");
            }
        }

        string path = Path.Combine(fleet.Folder, $"{Guid.NewGuid():N}.zip");
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using StreamWriter writer = new(archive.CreateEntry("C/inetpub/logs/LogFiles/W3SVC1/u_ex210104.log").Open());
        writer.Write(log);
        return path;
    }
}
