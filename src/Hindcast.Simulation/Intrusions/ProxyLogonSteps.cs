using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// What the logs show of CVE-2021-26855 with CVE-2021-27065, as published: the target in AnchorMailbox, the back end's rows for
/// the server's own account, the cmdlets in the ECP log. No request body exists.
/// </summary>
internal static class ProxyLogonSteps
{
    private const string Flaw = "CVE-2021-26855";
    private const string VirtualDirectory = "OABVirtualDirectory";

    /// <summary>Asks for a mailbox, then for its owner's SID.</summary>
    internal static void Identify(IntrusionRun run)
    {
        Forge(run, run.Begin("ssrf"), "/autodiscover/autodiscover.xml?#", "/autodiscover/autodiscover.xml", "", 200, Outcome.None);
        if (run.GoesOn)
        {
            run.Pause();
            Forge(run, run.Begin("identify"), "/mapi/emsmdb/?#", "/mapi/emsmdb/", "", 200, Outcome.None);
        }
    }

    /// <summary>Reads mailboxes through the flaw, without a page.</summary>
    internal static void ReadMail(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("ews-read");
        int mailboxes = run.Random.Between(1, 4);
        for (int i = 0; i < mailboxes && run.GoesOn; i++)
        {
            MailUser victim = run.Random.Pick(run.Plan.Users);
            int calls = run.Random.Between(4, 30);
            for (int c = 0; c < calls && run.GoesOn; c++)
            {
                run.Pause();
                int bytes = run.Random.Spread(220_000, 1.1);
                WebRequest request = Forge(run, step, "/EWS/Exchange.asmx?#", "/EWS/Exchange.asmx", "", 200, Outcome.Succeeded);
                if (run.GoesOn)
                {
                    request.ResponseBytes = bytes;
                    request.ServiceMailbox = victim.Address;
                    request.ServiceAction = c == 0 ? "FindItem" : "GetItem";
                    run.Intrusion.Mailboxes.Add(victim.Address);
                    run.Intrusion.MailBytes += bytes;
                }
            }
        }
    }

    /// <summary>Gets an administrator's session: status 241.</summary>
    internal static void Session(IntrusionRun run)
    {
        run.Canary = run.Random.Text("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789_-", 76) + ".";
        Forge(run, run.Begin("session"), "/ecp/proxyLogon.ecp?#", "/ecp/proxyLogon.ecp", "", 241, Outcome.Succeeded);
    }

    /// <summary>Looks the virtual directory up and sets its address to a script.</summary>
    internal static void SetDirectory(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("vdir-set");
        string canary = "&msExchEcpCanary=" + run.Canary;
        Forge(run, step, $"/ecp/DDI/DDIService.svc/GetObject?schema={VirtualDirectory}{canary}#", "/ecp/DDI/DDIService.svc/GetObject", $"schema={VirtualDirectory}{canary}", 200, Outcome.Succeeded);
        if (!run.GoesOn)
        {
            return;
        }

        Cmdlet(run, step, "Get-OabVirtualDirectory.ADPropertiesOnly=$true", $"/ecp/DDI/DDIService.svc/GetObject?schema={VirtualDirectory}{canary}", Outcome.Attempted);
        run.Pause();
        Forge(run, step, $"/ecp/DDI/DDIService.svc/SetObject?schema={VirtualDirectory}{canary}#", "/ecp/DDI/DDIService.svc/SetObject", $"schema={VirtualDirectory}{canary}", 200, Outcome.Succeeded);
        if (!run.GoesOn)
        {
            return;
        }

        Cmdlet(run, step, $"Set-OabVirtualDirectory.ExternalUrl='{InertPage.ExternalUrl(run.Group.Key)}'.Identity='{run.Plan.Databases[1]}'", $"/ecp/DDI/DDIService.svc/SetObject?schema={VirtualDirectory}{canary}", Outcome.Succeeded);
        HostEffects.Cmdlet(run, step, "Set-OabVirtualDirectory", $"-ExternalUrl \"{InertPage.ExternalUrl(run.Group.Key)}\" -Identity \"OAB (Default Web Site)\"", isRemote: false, Outcome.Succeeded);
    }

    /// <summary>Resets it, which writes its settings to a file of the intruder's choice.</summary>
    internal static void ResetDirectory(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("vdir-reset");
        string canary = "&msExchEcpCanary=" + run.Canary, url = $"/ecp/DDI/DDIService.svc/SetObject?schema=Reset{VirtualDirectory}{canary}";
        Forge(run, step, url + "#", "/ecp/DDI/DDIService.svc/SetObject", $"schema=Reset{VirtualDirectory}{canary}", 200, Outcome.Succeeded);
        if (!run.GoesOn)
        {
            return;
        }

        Cmdlet(run, step, $"Remove-OABVirtualDirectory.Force=$true.Identity='{run.Plan.Databases[1]}'", url, Outcome.Succeeded);
        Cmdlet(run, step, "New-OABVirtualDirectory.Role='ClientAccess'.WebSiteName='Default Web Site'.Server='" + run.Plan.Name + "'", url, Outcome.Succeeded);
        HostEffects.Cmdlet(run, step, "Remove-OabVirtualDirectory", "-Identity \"OAB (Default Web Site)\" -Force \"True\"", isRemote: false, Outcome.Succeeded);
        HostEffects.RestartOab(run, step);
    }

    /// <summary>
    /// A request with a forged target. On a server with the fix it is turned away and the intrusion ends.
    /// </summary>
    private static WebRequest Forge(IntrusionRun run, ScriptedStep step, string target, string backStem, string backQuery, int status, Outcome backProves)
    {
        bool open = run.IsOpenTo(Flaw);
        int ms = run.Random.Spread(60, 0.8);
        WebRequest request = run.Request(run.EntryAddress, run.Group.EntryAgent, "POST", Protocol(run.Group.EntryStem), run.Group.EntryStem, open ? status : 500, ms);
        request.AnchorMailbox = $"ServerInfo~a]@{run.Plan.Fqdn}:444{target}";
        request.RoutingHint = "X-BEResource-Cookie";
        request.RequestBytes = run.Random.Spread(400, 0.4);
        request.ResponseBytes = run.Random.Spread(1500, 0.6);
        request.FrontProves = open ? Outcome.Reached : Outcome.Attempted;
        if (open)
        {
            request.IsProxied = true;
            request.IsBackEndHere = true;
            request.BackEndStatus = status;
            request.BackStem = backStem;
            request.BackQuery = backQuery;
            request.BackUser = run.Plan.MachineAccount;
            request.BackProves = backProves;
            request.GenericInfo = string.Create(CultureInfo.InvariantCulture, $"NewConnection={run.Plan.Address}&0;");
        }
        else
        {
            request.GenericErrors = "System.ArgumentException: Invalid server cookie";
            run.Fail();
        }

        run.Script.Add(step, request);
        return request;
    }

    private static void Cmdlet(IntrusionRun run, ScriptedStep step, string command, string url, Outcome proves) =>
        run.Script.Add(step, AdministrationTraffic.Ecp(run.Plan, run.Ticks + (run.Random.Between(20, 400) * TimeSpan.TicksPerMillisecond), command, url, run.Random), proves);

    private static WebProtocol Protocol(string stem) => stem.StartsWith("/owa", StringComparison.Ordinal) ? WebProtocol.Owa : WebProtocol.Ecp;
}
