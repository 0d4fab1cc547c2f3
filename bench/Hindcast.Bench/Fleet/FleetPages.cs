using System.Diagnostics;
using System.Net;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Organisations;
using Hindcast.Reports.Sharing;

namespace Hindcast.Bench.Fleet;

/// <summary>
/// Asks every page and list of a loaded fleet over HTTP, and ends with 1 when one has a median over 200 ms, or the campaign over a
/// second. Answers of the campaign are kept for some seconds: its first looks are asked apart, each when nothing is kept any more.
/// </summary>
internal static class FleetPages
{
    private const double Most = 200, MostOfCampaign = 1000;

    /// <summary>Longer than an answer of the campaign is kept.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(15.3);

    internal static async Task<int> Run(Options options)
    {
        int rounds = options.Number("rounds", 15);
        await using FleetStores fleet = await FleetStores.Open(options.Text("folder"), options.Text("postgres", ""));
        string analyst = await Token(fleet, AccountRole.Analyst, AccountStore.Everything), keeper = await Token(fleet, AccountRole.Administrator);
        Caller caller = (await fleet.Tokens.Find(analyst, CancellationToken.None))!;
        ServerRow server = (await fleet.Servers.List(caller, new ServerFilter { NamePrefix = "EX-7", AtLeast = Hindcast.Evidence.Outcome.Reached }, CancellationToken.None))[0];
        ServerRow other = (await fleet.Servers.List(caller, new ServerFilter { NamePrefix = "EX-1", AtLeast = Hindcast.Evidence.Outcome.Reached }, CancellationToken.None))[0];
        string member = await Token(fleet, AccountRole.Organisation, server.OrganisationId), batch = new('0', 32);
        string term = (await fleet.Database.Read(
            s => s.First("SELECT value FROM terms WHERE server_id = @server AND kind = 'address' AND actor = 1 ORDER BY value", r => r.Text(0), ("server", server.Id)), CancellationToken.None)) ?? "192.0.2.1";
        using Silo silo = await Silo.Start(options.Text("program"), fleet, 0, options.Text("packs", "packs"));
        using HttpClient client = new() { BaseAddress = silo.Address };
        if (options.Has("hold"))
        {
            Console.WriteLine($"{silo.Address} with the token {analyst}, until the input ends");
            await Console.In.ReadToEndAsync();
            return 0;
        }

        bool slow = false;
        void Tell(string who, string path, double[] times)
        {
            Array.Sort(times);
            double median = (times[(times.Length - 1) / 2] + times[times.Length / 2]) / 2, limit = IsCampaign(path) ? MostOfCampaign : Most;
            slow |= median > limit;
            Console.WriteLine(FormattableString.Invariant($"{who} {path}: median {median:F0} ms, slowest {times[^1]:F0} ms{(median > limit ? "  TOO SLOW" : "")}"));
        }

        // A page and its list share an answer, so they take turns; who asks for the very first time waits for code to be compiled, too.
        string[][] turns = [["/campaign", "/campaign/clusters"], ["/api/v1/campaign", "/api/v1/campaign/clusters"]];
        Dictionary<string, List<double>> firsts = [];
        for (int turn = 0; turn < options.Number("firsts", 6); turn++)
        {
            foreach (string path in turns[turn % 2])
            {
                firsts.TryAdd(path, []);
                firsts[path].Add((await Ask(client, analyst, path, 1))[0]);
            }

            await Task.Delay(Stale);
        }

        foreach ((string path, List<double> times) in firsts)
        {
            Console.WriteLine(FormattableString.Invariant($"first looks at {path}, in this order: {string.Join(", ", times.Select(t => t.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)))} ms"));
            Tell("analyst of all, first look", path, [.. times]);
        }

        foreach ((string who, string token, string[] paths) in new[]
        {
            ("analyst of all", analyst, AnalystPaths(server, other, term, batch)),
            ("administrator", keeper, ["/organisations", "/accounts", "/audit", "/api/v1/organisations", "/api/v1/accounts", "/api/v1/audit"]),
            ("member of one", member, ["/", "/organisations", "/servers", "/jobs", "/campaign", "/campaign/clusters", $"/servers/{server.Id}", "/api/v1/servers", "/api/v1/jobs", "/api/v1/campaign"]),
        })
        {
            foreach (string path in paths)
            {
                Tell(who, path, await Ask(client, token, path, rounds));
            }
        }

        return slow ? 1 : 0;
    }

    private static bool IsCampaign(string path) =>
        path.StartsWith("/campaign", StringComparison.Ordinal) || path.StartsWith("/api/v1/campaign", StringComparison.Ordinal);

    private static string[] AnalystPaths(ServerRow server, ServerRow other, string term, string batch) =>
    [
        "/", "/organisations", "/organisations?name=Organisation%201", "/servers", "/servers?outcome=Succeeded", "/servers?name=EX-29", "/jobs", "/jobs?state=Done", $"/jobs?batch={batch}",
        $"/organisations/{server.OrganisationId}", $"/servers/{server.Id}", $"/servers/{server.Id}/compare/{other.Id}",
        $"/search?q={Uri.EscapeDataString(term)}", "/search?q=/aspnet_client&how=prefix", "/search?q=/&how=prefix", "/campaign", "/campaign/clusters",
        "/api/v1/me", "/api/v1/organisations", "/api/v1/servers", "/api/v1/servers?outcome=reached", "/api/v1/jobs", "/api/v1/jobs?state=done", $"/api/v1/reassessments/{batch}",
        $"/api/v1/organisations/{server.OrganisationId}", $"/api/v1/organisations/{server.OrganisationId}/servers", $"/api/v1/organisations/{server.OrganisationId}/audit",
        $"/api/v1/servers/{server.Id}", $"/api/v1/servers/{server.Id}/uploads", $"/api/v1/servers/{server.Id}/jobs", $"/api/v1/servers/{server.Id}/assessments", $"/api/v1/servers/{server.Id}/common/{other.Id}",
        $"/api/v1/search?q={Uri.EscapeDataString(term)}", "/api/v1/search?q=/aspnet_client&prefix=true",
        "/api/v1/campaign", "/api/v1/campaign/exposure?vulnerability=CVE-2021-26855", "/api/v1/campaign/earliest", "/api/v1/campaign/clusters", "/api/v1/campaign/unusual",
        $"/api/v1/servers/{server.Id}/unusual", "/taxii2/shared/collections/",
    ];

    private static async Task<double[]> Ask(HttpClient client, string token, string path, int rounds)
    {
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", token);
            using HttpResponseMessage answer = await client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                // A small fleet is asked faster than one address may ask: what was turned away is no answer, and is asked again.
                await Task.Delay(1000);
                i--;
                continue;
            }

            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{path}: {answer.StatusCode}");
            }
        }

        return times;
    }

    private static async Task<string> Token(FleetStores fleet, AccountRole role, params string[] organisations)
    {
        string account = (await fleet.Accounts.Create($"bench-{Guid.NewGuid():N}", $"{Guid.NewGuid():N}", role, TlpLevel.Green, organisations, CancellationToken.None))!;
        return (await fleet.Tokens.Create(account, "bench", [.. TokenScopes.All], 1, CancellationToken.None)).Token;
    }
}
