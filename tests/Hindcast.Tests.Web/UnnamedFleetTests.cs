using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>
/// A whole simulated fleet given in and assessed, and what its campaign page then shows of ways in that no pack describes. Takes minutes, so
/// only where HINDCAST_FLEET names the folder that <c>hindcast simulate scenarios/fleets/unnamed-2022.yml --history 28</c> wrote.
/// </summary>
public sealed class UnnamedFleetTests(FleetServer fleet, ITestOutputHelper output)
{
    [Fact]
    public async Task A_campaign_without_a_name_stands_first_among_what_several_servers_have_in_common()
    {
        string? folder = Environment.GetEnvironmentVariable("HINDCAST_FLEET");
        Assert.SkipWhen(folder is null, "HINDCAST_FLEET is not set");
        using JsonDocument truth = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, "fleet.json"), TestContext.Current.CancellationToken));
        JsonElement[] members = [.. truth.RootElement.GetProperty("organisations").EnumerateArray()];
        List<string> organisations = [];
        foreach (JsonElement member in members)
        {
            string id = member.GetProperty("id").GetString()!;
            string organisation = (await fleet.The<OrganisationStore>().Create($"{id} {Guid.NewGuid():N}", "", "", 0, 1L << 32, CancellationToken.None))!;
            string server = (await fleet.The<ServerStore>().Create(organisation, id, CancellationToken.None))!;
            string archive = Path.Combine(fleet.Folder, $"{id}.zip");
            await ZipFile.CreateFromDirectoryAsync(Path.Combine(folder!, id, "evidence"), archive, CompressionLevel.Fastest, includeBaseDirectory: false, TestContext.Current.CancellationToken);
            await fleet.Give(server, organisation, archive);
            File.Delete(archive);
            Assert.Equal(JobState.Done, (await fleet.Finish(await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None))).State);
            organisations.Add(organisation);
        }

        using HttpClient analyst = await fleet.Client((await fleet.Account(AccountRole.Analyst, [.. organisations])).Id);
        JsonElement[] shared = [.. (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/campaign/unusual?limit=500", TestContext.Current.CancellationToken)).EnumerateArray()];
        foreach (JsonElement one in shared.Take(40))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.GetProperty("isSurge")} {one.GetProperty("chance").GetDouble():0.0e+0} {one.GetProperty("servers")} servers ({one.GetProperty("shownOn")} lists), {one.GetProperty("surgeServers")} from {one.GetProperty("surgeFrom")}, usual on {one.GetProperty("usualOn")} of {one.GetProperty("lookedAt")}: {one.GetProperty("family")} {one.GetProperty("thing")}"));
        }

        // What the two ways in do, in the words of no pack, stands before all harmless things of the simulation.
        string[] theirs = ["/mapi/healthcheck.htm", "/oab/sync/batch.ashx", "w3wp.exe > cmd.exe", "w3wp.exe > jsc.exe"];
        JsonElement[] surges = [.. shared.Where(s => s.GetProperty("isSurge").GetBoolean())];
        Assert.NotEmpty(surges);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{surges.Length} surges, {surges.Count(IsTheirs)} of them of the campaign; {shared.Length} things on several servers"));
        Assert.True(surges.Count(IsTheirs) > surges.Length / 2 && IsTheirs(surges[0]));
        bool IsTheirs(JsonElement thing) => theirs.Any(t => thing.GetProperty("thing").GetString()!.Contains(t, StringComparison.Ordinal));
        foreach (string scenario in (string[])["unnamed-module", "unnamed-handler"])
        {
            int entered = members.Count(m => m.GetProperty("scenario").GetString() == scenario);
            string way = scenario == "unnamed-module" ? "/mapi/healthcheck.htm" : "/oab/sync/batch.ashx";
            Assert.Equal(entered, surges.Where(s => s.GetProperty("thing").GetString()!.Contains(way, StringComparison.Ordinal)).Max(s => s.GetProperty("surgeServers").GetInt32()));
        }
    }
}
