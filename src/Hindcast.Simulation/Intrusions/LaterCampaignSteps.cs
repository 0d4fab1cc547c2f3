using Hindcast.Evidence;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// What the logs show of other published ways in: ProxyShell, ProxyNotShell, OWASSRF, CVE-2020-0688. Tokens and view states are
/// random letters; no request body exists.
/// </summary>
internal static class LaterCampaignSteps
{
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>CVE-2021-34473: a path that the front end understands wrongly.</summary>
    internal static void ShellDiscover(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("ssrf");
        Confused(run, step, "autodiscover/autodiscover.xml", "", "");
        if (run.GoesOn)
        {
            run.Pause();
            Confused(run, run.Begin("identify"), "mapi/emsmdb/", "", "");
        }
    }

    /// <summary>CVE-2021-34523: remote PowerShell with a token of somebody else.</summary>
    internal static void ShellPowerShell(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("session");
        for (int i = 0; i < 4 && run.GoesOn; i++)
        {
            Confused(run, step, "powershell/", $"?X-Rps-CAT={run.Random.Text(Base64, 140)}==", "");
            run.Pause();
        }
    }

    /// <summary>CVE-2021-31207: a mailbox is exported to a page.</summary>
    internal static void ShellExport(IntrusionRun run)
    {
        if (!run.IsOpenTo("CVE-2021-31207"))
        {
            run.Fail();
            return;
        }

        MailUser victim = run.Random.Pick(run.Plan.Users);
        string name = run.Random.Text("abcdefghijklmnopqrstuvwxyz", 8), folder = run.Random.Pick<string>(["aspnet_client", "owa/auth"]);
        string unc = folder == "aspnet_client" ? $"\\\\127.0.0.1\\C$\\inetpub\\wwwroot\\aspnet_client\\{name}.aspx"
            : $"\\\\127.0.0.1\\C$\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\owa\\auth\\{name}.aspx";
        ScriptedStep step = run.Begin("mailbox-export");
        Confused(run, step, "powershell/", $"?X-Rps-CAT={run.Random.Text(Base64, 140)}==", "");
        HostEffects.Cmdlet(run, step, "New-ManagementRoleAssignment", $"-Role \"Mailbox Import Export\" -User \"{victim.Address}\"", isRemote: true, Outcome.Succeeded);
        run.Intrusion.Left.Add(new PlantedThing { Kind = "role", Name = victim.Address, MadeTicks = run.Ticks });
        run.Pause();
        HostEffects.Cmdlet(run, step, "New-MailboxExportRequest", $"-Mailbox \"{victim.Address}\" -IncludeFolders (\"#Drafts#\") -ContentFilter \"(Subject -eq '{name}')\" -ExcludeDumpster \"True\" -FilePath \"{unc}\"", isRemote: true, Outcome.Succeeded);
        run.Rest(TimeSpan.FromSeconds(run.Random.Between(20, 90)));
        string path = folder == "aspnet_client" ? $"C/inetpub/wwwroot/aspnet_client/{name}.aspx" : $"C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/owa/auth/{name}.aspx";
        run.Begin("page-written").Include(run.Ticks, Outcome.Succeeded);
        run.Plant(path, "page", $"/{folder}/{name}.aspx", "!BDN" + new string('.', 2000) + InertPage.OneLine(run.Group.Key) + new string('.', 270_000));
        HostEffects.Cmdlet(run, step, "Remove-MailboxExportRequest", $"-Identity \"{victim.Address}\\{name}\" -Confirm \"False\"", isRemote: true, Outcome.Succeeded);
    }

    /// <summary>CVE-2022-41040: as ProxyShell, by somebody who is logged on.</summary>
    internal static void NotShell(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("ssrf");
        MailUser owner = run.Random.Pick(run.Plan.Users);
        for (int i = 0; i < 5 && run.GoesOn; i++)
        {
            Confused(run, step, "powershell/", "", owner.Account);
            run.Pause();
        }
    }

    /// <summary>CVE-2022-41080: remote PowerShell through OWA.</summary>
    internal static void OwaSsrf(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("ssrf");
        MailUser owner = run.Random.Pick(run.Plan.Users);
        bool open = run.IsOpenTo("CVE-2022-41080");
        for (int i = 0; i < 5 && run.GoesOn; i++)
        {
            WebRequest request = run.Request(run.EntryAddress, run.Group.EntryAgent, "POST", WebProtocol.Owa, $"/owa/mastermailbox%40{run.Plan.Domain}/powershell", open ? 200 : 404, run.Random.Spread(80, 0.6));
            Through(run, request, open, owner.Account, "/powershell", "");
            run.Script.Add(step, request);
            run.Pause();
        }
    }

    /// <summary>CVE-2020-0688: a view state that the management site unpacks; the answer is an error even when it worked.</summary>
    internal static void ViewState(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("viewstate");
        MailUser owner = run.Random.Pick(run.Plan.Users);
        bool open = run.IsOpenTo("CVE-2020-0688");
        string state = run.Random.Text(Base64, 900);
        WebRequest request = run.Request(run.EntryAddress, run.Group.EntryAgent, "GET", WebProtocol.Ecp, "/ecp/default.aspx", 500, run.Random.Spread(300, 0.5));
        request.Query = $"__VIEWSTATEGENERATOR=B97B4E27&__EVENTTARGET=&__EVENTARGUMENT=&__VIEWSTATE={state}";
        Through(run, request, open: true, owner.Account, "/ecp/default.aspx", request.Query);
        request.BackEndStatus = 500;

        // The log of the front end shows the same error whether it worked or not.
        request.FrontProves = Outcome.Attempted;
        request.BackProves = Outcome.Attempted;
        run.Script.Add(step, request);
        run.Script.Add(step, new EventEntry(
            LogKind.EvtxApplication, run.Ticks + (400 * TimeSpan.TicksPerMillisecond), EventForms.ControlPanelError,
            [$"{run.Plan.Domain}/Users/{owner.Name}", $"https://{run.Plan.Fqdn}:444/ecp/default.aspx?__VIEWSTATEGENERATOR=B97B4E27&__VIEWSTATE={state[..120]}", open ? "System.Web.HttpException: The state information is invalid for this page and might be corrupted." : "System.Web.HttpException: Validation of viewstate MAC failed."], step.Index, Outcome.Attempted));
        if (open)
        {
            // The object runs its command while it is unpacked, before the answer.
            HostEffects.Command(run, step, "commands");
        }
        else
        {
            run.Fail();
        }
    }

    /// <summary>Commands started by the way in itself, without a page.</summary>
    internal static void DirectCommands(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("commands");
        int count = run.Random.Between(2, 6);
        for (int i = 0; i < count && run.GoesOn; i++)
        {
            HostEffects.Command(run, step, "commands");
            run.Rest(TimeSpan.FromSeconds(run.Random.Between(4, 60)));
        }
    }

    private static void Confused(IntrusionRun run, ScriptedStep step, string backPath, string backQuery, string user)
    {
        bool notShell = user.Length > 0, open = run.IsOpenTo(notShell ? "CVE-2022-41040" : "CVE-2021-34473");
        string host = run.Group.Key + ".example";
        WebRequest request = run.Request(run.EntryAddress, run.Group.EntryAgent, "POST", WebProtocol.Autodiscover, "/autodiscover/autodiscover.json", open ? 200 : 401, run.Random.Spread(90, 0.7));
        request.Query = $"@{host}/{backPath}{(backQuery.Length > 0 ? backQuery : "?")}&Email=autodiscover/autodiscover.json%3F@{host}";
        Through(run, request, open, user, "/" + backPath, backQuery.TrimStart('?'));
        run.Script.Add(step, request);
    }

    private static void Through(IntrusionRun run, WebRequest request, bool open, string user, string backStem, string backQuery)
    {
        request.User = user;
        request.Authentication = user.Length > 0 ? "Basic" : "Anonymous";
        request.FrontProves = open ? Outcome.Reached : Outcome.Attempted;
        if (!open)
        {
            run.Fail();
            return;
        }

        request.IsProxied = true;
        request.IsBackEndHere = true;
        request.BackEndStatus = 200;
        request.BackStem = backStem;
        request.BackQuery = backQuery;
        request.BackUser = user.Length > 0 ? user : run.Plan.MachineAccount;
        request.BackProves = Outcome.Reached;
        request.RoutingHint = "WindowsIdentity";
        request.RequestBytes = run.Random.Spread(900, 0.5);
        request.ResponseBytes = run.Random.Spread(1800, 0.6);
    }
}
