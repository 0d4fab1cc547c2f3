using Hindcast.Evidence;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>Looks for a flaw or for pages of others, from outside or by the owner.</summary>
internal static class ScanScripts
{
    private static readonly string[] GuessedPages =
        ["/aspnet_client/supp0rt.aspx", "/aspnet_client/discover.aspx", "/aspnet_client/shell.aspx", "/aspnet_client/system_web/log.aspx", "/owa/auth/OutlookEN.aspx", "/owa/auth/8Lw7tAhF9i1pJnRo.aspx", "/owa/auth/logout.aspx"];

    internal static void Add(ServerPlan plan, Script script, string kind, long ticks, string id, SeededRandom random)
    {
        ScriptedEvent scan = new(id, kind, "");
        script.Scans.Add(scan);
        ScriptedStep step = script.Begin(scan, "scan", ticks);
        bool owner = kind == "owner-check";
        string address = owner ? plan.Users[0].OfficeAddress : AddressPool.Internet(random);
        switch (kind)
        {
            case "proxylogon-check" or "owner-check":
                // The published test script has the server ask itself.
                script.Add(step, Forged(plan, ticks, random, address, "GET", "/owa/auth/x.js", "ServerInfo~localhost/owa/auth/logon.aspx?", "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)", 500));
                break;
            case "proxylogon-callback":
                script.Add(step, Forged(plan, ticks, random, address, "GET", "/ecp/default.flt", "ServerInfo~burpcollaborator.net/ecp/default.flt?", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:86.0) Gecko/20100101 Firefox/86.0", 503));
                break;
            case "proxyshell-check":
                WebRequest check = Forged(plan, ticks, random, address, "GET", "/autodiscover/autodiscover.json", "", "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)", 401);
                check.Protocol = WebProtocol.Autodiscover;
                check.Query = "@test.example/owa/?&Email=autodiscover/autodiscover.json%3F@test.example";
                check.RoutingHint = "";
                check.Authentication = "Anonymous";
                script.Add(step, check);
                break;
            case "sunburst-research":
                OrionSteps.Research(plan, script, step, ticks, random);
                break;
            case "page-guess":
                foreach (string stem in GuessedPages)
                {
                    ticks += random.Between(200, 3000) * TimeSpan.TicksPerMillisecond;
                    bool owa = stem.StartsWith("/owa", StringComparison.Ordinal);
                    script.Add(step, new WebRequest
                    {
                        Ticks = ticks,
                        DurationMs = random.Between(0, 30),
                        Protocol = owa ? WebProtocol.Owa : WebProtocol.Site,
                        Id = random.Guid(),
                        Host = plan.PublicHost,
                        Stem = stem,
                        Agent = "python-requests/2.25.1",
                        ClientAddress = address,
                        Status = owa ? 302 : 404,
                        Win32Status = owa ? 0 : 2,
                        Authentication = owa ? "FBA" : "",
                        GenericInfo = owa ? "NoCookies=302 - GET/E14AuthPost;" : "",
                        QueryTail = owa ? "&LogoffReason=NoCookiesGetOrE14AuthPost" : "",
                        FrontProves = Outcome.Scanned,
                    });
                }

                break;
            default:
                throw new FormatException($"scan kind '{kind}' is not known");
        }
    }

    private static WebRequest Forged(ServerPlan plan, long ticks, SeededRandom random, string address, string method, string stem, string anchor, string agent, int status) => new()
    {
        Ticks = ticks,
        DurationMs = random.Between(2, 90),
        Protocol = stem.StartsWith("/owa", StringComparison.Ordinal) ? WebProtocol.Owa : WebProtocol.Ecp,
        Id = random.Guid(),
        Host = plan.PublicHost,
        Method = method,
        Stem = stem,
        Agent = agent,
        ClientAddress = address,
        Status = status,
        Authentication = "FBA",
        AnchorMailbox = anchor,
        RoutingHint = "X-BEResource-Cookie",
        FrontProves = Outcome.Scanned,
    };
}
