using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// Harmless things that a server sees for the first time: programs, devices, applications, faults. Traffic of every day is drawn from
/// short lists, so without them nothing harmless would ever be new.
/// </summary>
internal static class NoveltyScripts
{
    private const int Kinds = 14;

    /// <summary>Adds new things over the whole period; each goes on for some days.</summary>
    internal static void Add(ServerPlan plan, Script script, double perMonth)
    {
        SeededRandom random = SeededRandom.For(plan.Seed, "novelties");
        int count = random.Poisson(perMonth * plan.Days / 30);
        for (int i = 0; i < count; i++)
        {
            long ticks = plan.FirstDay.Ticks + random.Between(0, plan.Days * TimeSpan.TicksPerDay - 1);
            One(plan, script, random.Below(Kinds), ticks, SeededRandom.For(plan.Seed, "novelty", i));
        }
    }

    private static void One(ServerPlan plan, Script script, int kind, long ticks, SeededRandom random)
    {
        MailUser user = random.Pick(plan.Users);
        string name = random.Text("abcdefghijklmnopqrstuvwxyz", 6);
        switch (kind)
        {
            case 0:
                // A program of one's own for web services, from outside.
                Repeat(plan, script, ticks, random, 6, 40, () => Request(plan, user, WebProtocol.Ews, "POST", "/EWS/Exchange.asmx", name + "-sync/2.1", random));
                break;
            case 1:
                // A device whose mail program leaves out the page.
                Repeat(plan, script, ticks, random, 4, 30, () => Request(plan, user, WebProtocol.Eas, "POST", "/Microsoft-Server-ActiveSync", "Mail-" + name + "/11", random));
                break;
            case 2:
                // An application that asks where a mailbox is, as few do.
                Repeat(plan, script, ticks, random, 3, 10, () => Request(plan, user, WebProtocol.Autodiscover, "POST", random.Pick<string>(["/autodiscover/autodiscover.svc", "/autodiscover/services.svc"]), name + "/1.0", random));
                break;
            case 3:
                // Attachments of a size that nobody opened before.
                Repeat(plan, script, ticks, random, 1, 2, () =>
                {
                    WebRequest request = Request(plan, user, WebProtocol.Owa, "GET", "/owa/service.svc/s/GetFileAttachment", user.Browser, random);
                    request.Query = "id=" + name;
                    request.ResponseBytes = random.Between(9_000_000, 60_000_000);
                    request.DurationMs = request.ResponseBytes / 1200;
                    return request;
                });
                break;
            case 4:
                // A researcher's program that fetches a page which nobody fetched and which is there for all.
                Repeat(plan, script, ticks, random, 1, 3, () =>
                {
                    WebRequest request = Request(plan, user, WebProtocol.Owa, "GET", random.Pick<string>(["/owa/auth/errorfe.aspx", "/owa/auth/expiredpassword.aspx", "/owa/auth/signout.aspx"]), name + "-research/1", random);
                    request.User = "";
                    request.ClientAddress = AddressPool.Internet(random);
                    return request;
                });
                break;
            case 5:
                // The web process falls over, and Windows reports it.
                Process(plan, script, ticks, "C:\\Windows\\System32\\WerFault.exe", "C:\\Windows\\system32\\WerFault.exe -u -p 4711 -s 1240", random);
                break;
            case 6:
                // Monitoring or a virus scanner looks into the web process.
                Process(plan, script, ticks, "C:\\Program Files\\" + name + "\\agent.exe", "agent.exe --profile w3wp", random);
                break;
            case 7:
                // An administrator writes a filter.
                Cmdlet(plan, script, ticks, "New-DynamicDistributionGroup", $"-Name \"{name}\" -RecipientFilter \"((RecipientType -eq 'UserMailbox') -and (Department -like '{name}*'))\"", random);
                break;
            case 8:
                Cmdlet(plan, script, ticks, "Set-OwaVirtualDirectory", $"-Identity \"{plan.Name}\\owa (Default Web Site)\" -LogonFormat \"UserName\" -DefaultDomain \"{plan.Domain}\"", random);
                break;
            case 9:
                // Options that somebody opens for the first time.
                Repeat(plan, script, ticks, random, 2, 8, () => Request(plan, user, WebProtocol.Ecp, "POST", $"/ecp/{random.Pick<string>(["PersonalSettings", "SMS", "Customize"])}/{random.Pick<string>(["Regional.svc/SetObject", "Password.svc/SetObject", "Spelling.svc/GetObject"])}", user.Browser, random));
                break;
            case 10:
                // A delegate opens the mailbox of a colleague.
                MailUser colleague = random.Pick(plan.Users);
                Repeat(plan, script, ticks, random, 3, 12, () =>
                {
                    WebRequest request = Request(plan, user, WebProtocol.Owa, "POST", "/owa/service.svc", user.Browser, random);
                    request.Query = "action=GetItem";
                    request.AnchorMailbox = "Sid~" + colleague.Sid;
                    return request;
                });
                break;
            case 11:
                // An application acts for people, as it was allowed to.
                Repeat(plan, script, ticks, random, 4, 20, () =>
                {
                    WebRequest request = Request(plan, user, WebProtocol.Ews, "POST", "/EWS/Exchange.asmx", "Calendar-" + name + "/3", random);
                    request.User = plan.NetBios + "\\svc-" + name;
                    request.ClientAddress = plan.Users[0].OfficeAddress;
                    request.IsBackEndHere = true;
                    request.ServiceAction = "FindItem";
                    request.ServiceMailbox = random.Pick(plan.Users).Address;
                    return request;
                });
                break;
            case 12:
                // A program on the internet that the owner pays to look whether the server answers, by the clock.
                long next = ticks;
                int pause = random.Between(5, 60);
                for (int i = 0; i < 20 && next < plan.Collected.Ticks - TimeSpan.TicksPerMinute; i++)
                {
                    WebRequest request = Request(plan, user, WebProtocol.Autodiscover, "POST", "/autodiscover/services.svc", name + "-uptime/1", random);
                    request.Ticks = next;
                    request.ClientAddress = AddressPool.Internet(random);
                    script.Add(request);
                    next += pause * TimeSpan.TicksPerSecond;
                }

                break;
            default:
                // An error of the server for a page that always worked.
                Repeat(plan, script, ticks, random, 1, 4, () =>
                {
                    WebRequest request = Request(plan, user, WebProtocol.Owa, "GET", "/owa/", user.Browser, random);
                    request.Query = "ae=" + name;
                    request.Status = 500;
                    request.BackEndStatus = 500;
                    return request;
                });
                break;
        }
    }

    private static void Repeat(ServerPlan plan, Script script, long ticks, SeededRandom random, int low, int high, Func<WebRequest> make)
    {
        int calls = random.Between(low, high);
        for (int i = 0; i < calls && ticks < plan.Collected.Ticks - TimeSpan.TicksPerMinute; i++)
        {
            WebRequest request = make();
            request.Ticks = ticks;
            script.Add(request);
            ticks += random.Between(20, 20_000) * TimeSpan.TicksPerSecond;
        }
    }

    private static WebRequest Request(ServerPlan plan, MailUser user, WebProtocol protocol, string method, string stem, string agent, SeededRandom random) => new()
    {
        DurationMs = random.Spread(60, 0.8),
        Protocol = protocol,
        Id = random.Guid(),
        Host = plan.PublicHost,
        Method = method,
        Stem = stem,
        Authentication = "Basic",
        User = user.Account,
        AnchorMailbox = "Sid~" + user.Sid,
        Agent = agent,
        ClientAddress = user.OutsideAddress,
        IsProxied = true,
        BackEndStatus = 200,
        IsBackEndHere = user.IsHere,
        RoutingHint = "WindowsIdentity",
        DatabaseGuid = user.DatabaseGuid,
        RequestBytes = random.Spread(600, 0.5),
        ResponseBytes = random.Spread(2500, 1),
    };

    private static void Process(ServerPlan plan, Script script, long ticks, string image, string command, SeededRandom random) =>
        script.Add(null, new EventEntry(LogKind.EvtxSecurity, ticks, EventForms.Process, EventValues.Process(plan, image, command, "C:\\Windows\\System32\\inetsrv\\w3wp.exe", random)));

    private static void Cmdlet(ServerPlan plan, Script script, long ticks, string cmdlet, string parameters, SeededRandom random) =>
        script.Add(null, new EventEntry(
            LogKind.EvtxManagement, ticks, EventForms.CmdletSucceeded,
            EventValues.Cmdlet(plan, cmdlet, parameters, $"{plan.Domain}/Users/Administrator", plan.DomainSid + "-500", "Remote-ManagementShell-Unknown", "MSExchangePowerShellAppPool", random)));
}
