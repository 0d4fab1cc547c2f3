using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>What is asked of the web site of an Orion server: people at its console, and its own pollers.</summary>
internal static class OrionTraffic
{
    private static readonly string[] Pages =
        ["/Orion/SummaryView.aspx", "/Orion/NetPerfMon/NodeDetails.aspx", "/Orion/js/OrionCore.js/css.i18n.ashx", "/Orion/styles/Mainlayout.css", "/Orion/images/logo.png", "/Orion/Login.aspx", "/Orion/Services/Information.asmx/Query"];

    internal static IEnumerable<TrafficSource> Sources =>
    [
        new("orion-console", 30_000, RhythmKind.Office, Console),
        new("orion-poller", 60_000, RhythmKind.Flat, Poller),
    ];

    private static void Console(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        string page = random.Pick(Pages);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Spread(60, 0.9),
            Protocol = WebProtocol.Site,
            Id = random.Guid(),
            Host = "orion." + at.Plan.Domain,
            Stem = page,
            Query = page.EndsWith("aspx", StringComparison.Ordinal) ? $"NetObject=N:{random.Between(1, 900)}" : "",
            Method = page.EndsWith("Query", StringComparison.Ordinal) ? "POST" : "GET",
            Agent = user.Browser,
            ClientAddress = user.OfficeAddress,
            User = user.Account,
            InHttpProxy = false,
        });
    }

    private static void Poller(TrafficMoment at, SeededRandom random) => at.Add(new WebRequest
    {
        Ticks = at.Ticks,
        DurationMs = random.Between(0, 20),
        Protocol = WebProtocol.Site,
        Id = random.Guid(),
        Host = at.Plan.Fqdn,
        Stem = "/Orion/Services/ApiPoller.asmx/Poll",
        Method = "POST",
        Agent = "SolarWinds.ApiPoller/2.0",
        ClientAddress = at.Plan.Address,
        InHttpProxy = false,
    });
}
