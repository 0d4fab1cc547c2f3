using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.EventLogs;

/// <summary>The events of every day.</summary>
internal static class EventTraffic
{
    private const string Inetsrv = "C:\\Windows\\System32\\inetsrv\\w3wp.exe";

    private static readonly (string Image, string Command, string Parent)[] Processes =
    [
        ("C:\\Windows\\System32\\taskhostw.exe", "taskhostw.exe", "C:\\Windows\\System32\\svchost.exe"), ("C:\\Windows\\System32\\wbem\\WmiPrvSE.exe", "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding", "C:\\Windows\\System32\\svchost.exe"),
        ("C:\\Windows\\System32\\conhost.exe", "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"), ("C:\\Windows\\System32\\SearchProtocolHost.exe", "SearchProtocolHost.exe", "C:\\Windows\\System32\\SearchIndexer.exe"),
        ("C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "powershell.exe -NonInteractive -File C:\\Scripts\\backup-check.ps1", "C:\\Windows\\System32\\svchost.exe"), (Inetsrv, "c:\\windows\\system32\\inetsrv\\w3wp.exe -ap \"MSExchangeOWAAppPool\" -v \"v4.0\"", "C:\\Windows\\System32\\svchost.exe"),
        ("C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\csc.exe", "csc.exe /noconfig /fullpaths @\"C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Temporary ASP.NET Files\\owa\\x.cmdline\"", Inetsrv),
    ];

    private static readonly string[] HealthCmdlets = ["Get-Mailbox", "Get-MailboxDatabase", "Get-ExchangeServer", "Test-ServiceHealth", "Get-User", "Get-MonitoringItemIdentity"];
    private static readonly string[] Services = ["Windows Modules Installer", "WinHTTP Web Proxy Auto-Discovery Service", "Software Protection", "Portable Device Enumerator Service", "Windows Update"];
    private static readonly string[] Tasks = ["\\Microsoft\\Windows\\Defrag\\ScheduledDefrag", "\\Microsoft\\Windows\\Time Synchronization\\SynchronizeTime", "\\Backup check", "\\Microsoft\\Windows\\UpdateOrchestrator\\Schedule Scan"];

    /// <summary>Events of a log and day, in the order of time.</summary>
    internal static IEnumerable<EventEntry> Day(ServerPlan plan, LogKind kind, int day)
    {
        SeededRandom random = SeededRandom.For(plan.Seed, LogKinds.Name(kind), day);
        DateTime start = plan.FirstDay.AddDays(day);
        List<EventEntry> events = [];
        for (int hour = 0; hour < 24; hour++)
        {
            DateTime from = start.AddHours(hour);
            double office = Rhythm.Factor(RhythmKind.Phone, from + plan.UtcOffset);
            int count = random.Poisson(PerDay(kind) / 24 * plan.Scale * (kind == LogKind.EvtxSecurity ? office : 1)) + (hour % 4 == 0 ? 1 : 0);
            for (int i = 0; i < count; i++)
            {
                events.Add(One(plan, kind, from.Ticks + random.Between(0, TimeSpan.TicksPerHour - 1), random));
            }
        }

        return events.OrderBy(e => e.Ticks);
    }

    private static double PerDay(LogKind kind) => kind switch
    {
        LogKind.EvtxSecurity => 30_000,
        LogKind.EvtxManagement => 8_000,
        LogKind.EvtxApplication => 900,
        LogKind.EvtxTasks => 1_500,
        LogKind.EvtxSysmon => 20_000,
        LogKind.EvtxAdfsSecurity => 9_000,
        LogKind.EvtxAdfsSysmon => 2_000,
        _ => 150,
    };

    private static EventEntry One(ServerPlan plan, LogKind kind, long ticks, SeededRandom random)
    {
        MailUser user = random.Pick(plan.Users), health = random.Pick(plan.HealthMailboxes);
        switch (kind)
        {
            case LogKind.EvtxSecurity:
                int what = random.Below(100);
                if (what < 55)
                {
                    bool probe = random.Chance(0.5);
                    return new EventEntry(kind, ticks, EventForms.Logon, EventValues.Logon(plan, probe ? health : user, probe ? "::1" : user.OfficeAddress, random));
                }

                if (what < 88)
                {
                    return new EventEntry(kind, ticks, EventForms.Logoff, EventValues.Logoff(plan, random.Chance(0.5) ? health : user, random));
                }

                if (what < 91)
                {
                    return new EventEntry(kind, ticks, EventForms.FailedLogon, EventValues.FailedLogon(plan, user, AddressPool.Internet(random), random));
                }

                return new EventEntry(kind, ticks, EventForms.Process, Process(plan, random));
            case LogKind.EvtxSysmon or LogKind.EvtxAdfsSysmon:
                return SysmonTraffic.One(plan, kind, ticks, random, () => Process(plan, random));
            case LogKind.EvtxAdfsSecurity:
                return new EventEntry(kind, ticks, random.Chance(0.5) ? OrionEvents.TokenIssued : OrionEvents.CredentialValidated, [ServerPlan.Text(random.Guid()), $"{user.Account}", "urn:federation:cloud.example"]);
            case LogKind.EvtxManagement:
                bool fails = random.Chance(0.02);
                return new EventEntry(kind, ticks, fails ? EventForms.CmdletFailed : EventForms.CmdletSucceeded, EventValues.Cmdlet(
                    plan, random.Pick(HealthCmdlets), $"-Identity \"{health.Name}\"", $"{plan.Domain}/Microsoft Exchange System Objects/Monitoring Mailboxes/{health.Name}", health.Sid, "ActiveMonitor", "MSExchangePowerShellAppPool", random));
            case LogKind.EvtxTasks:
                string task = random.Pick(Tasks), run = "{" + ServerPlan.Text(random.Guid()).ToUpperInvariant() + "}";
                return random.Chance(0.5)
                    ? new EventEntry(kind, ticks, EventForms.TaskStarted, [task, "C:\\Windows\\system32\\svchost.exe", run])
                    : new EventEntry(kind, ticks, EventForms.TaskEnded, [task, run, "C:\\Windows\\system32\\svchost.exe", "0"]);
            case LogKind.EvtxSystem:
                return new EventEntry(kind, ticks, EventForms.ServiceState, [random.Pick(Services), random.Chance(0.5) ? "running" : "stopped"]);
            case LogKind.EvtxApplication when plan.IsOrion:
                return new EventEntry(kind, ticks, EventForms.OrionInfo, ["Polling of all nodes is done."]);
            default:
                return new EventEntry(kind, ticks, EventForms.CommonInfo, [plan.Databases[0], "The information store is running."]);
        }
    }

    private static string[] Process(ServerPlan plan, SeededRandom random)
    {
        // The last two are of an Exchange server.
        (string image, string command, string parent) = random.Pick(plan.IsOrion ? Processes[..^2] : Processes);
        return EventValues.Process(plan, image, command, parent, random);
    }
}
