using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>What the event logs and the cmdlet logs show of an intrusion.</summary>
internal static class HostEffects
{
    private const string WebProcess = "C:\\Windows\\System32\\inetsrv\\w3wp.exe";

    private static readonly string[] Looks =
    [
        "whoami", "ipconfig /all", "net group \"Domain Admins\" /domain", "nltest /domain_trusts", "tasklist", "systeminfo", "net view", "quser", "dir c:\\inetpub\\wwwroot\\aspnet_client", "netstat -ano",
    ];

    /// <summary>The web process starts a command.</summary>
    internal static void Command(IntrusionRun run, ScriptedStep step, string kind)
    {
        string line = kind switch
        {
            "dump" => "procdump64.exe -accepteula -ma lsass.exe C:\\windows\\temp\\mem",
            "archive" => "makecab C:\\windows\\temp\\mem.dmp C:\\inetpub\\wwwroot\\aspnet_client\\mem.zip",
            "account" => "net user",
            "task" => "schtasks /query",
            "service" => "sc query",
            "clean-up" => "del C:\\inetpub\\wwwroot\\aspnet_client\\*.aspx",
            _ => run.Random.Pick(Looks),
        };
        Process(run, step, "C:\\Windows\\System32\\cmd.exe", $"\"cmd\" /c cd /d \"C:/inetpub/wwwroot/aspnet_client\"&{line}&echo [S]&cd&echo [E]");
    }

    /// <summary>The first call of a page compiles it.</summary>
    internal static void Compile(IntrusionRun run, ScriptedStep step) => Process(
        run, step, "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\jsc.exe",
        "\"C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\jsc.exe\" /noconfig @\"C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Temporary ASP.NET Files\\root\\e22c2559\\92c7e946\\p.cmdline\"");

    /// <summary>A process whose parent is the web process; Sysmon tells of it a little later than the audit, with the same process id.</summary>
    internal static void Process(IntrusionRun run, ScriptedStep step, string image, string command)
    {
        long ticks = run.Ticks + (run.Random.Between(30, 600) * TimeSpan.TicksPerMillisecond);
        string[] audited = EventValues.Process(run.Plan, image, command, WebProcess, run.Random);
        run.Script.Add(step, new EventEntry(LogKind.EvtxSecurity, ticks, EventForms.Process, audited, step.Index, Outcome.Used));
        if (run.Plan.Writes(LogKind.EvtxSysmon))
        {
            long after = ticks + (3 * TimeSpan.TicksPerMillisecond);
            run.Script.Add(step, new EventEntry(LogKind.EvtxSysmon, after, SysmonForms.Process, SysmonValues.Process(run.Plan, after, audited), step.Index, Outcome.Used));
        }
    }

    /// <summary>Sysmon tells of a file that an Exchange server's own process wrote.</summary>
    internal static void Written(IntrusionRun run, PlantedFile file)
    {
        if (!run.Plan.IsOrion && run.Plan.Writes(LogKind.EvtxSysmon))
        {
            string image = file.Content.Length > 100_000 ? "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\MSExchangeMailboxReplication.exe" : WebProcess;
            run.Script.Add(run.Script.Steps[file.Step], new EventEntry(
                LogKind.EvtxSysmon, file.WrittenTicks, SysmonForms.FileCreate, SysmonValues.FileCreate(run.Plan, file.WrittenTicks, image, FileListingWriter.Windows(file.Path)), file.Step, Outcome.Succeeded));
        }
    }

    /// <summary>A cmdlet, in the event log of Exchange management and, when it came through remote PowerShell, in the cmdlet log.</summary>
    internal static void Cmdlet(IntrusionRun run, ScriptedStep step, string cmdlet, string parameters, bool isRemote, Outcome proves)
    {
        long ticks = run.Ticks + (run.Random.Between(20, 400) * TimeSpan.TicksPerMillisecond);
        string user = $"{run.Plan.Domain}/Users/Administrator", sid = run.Plan.DomainSid + "-500";
        run.Script.Add(step, new EventEntry(
            LogKind.EvtxManagement, ticks, EventForms.CmdletSucceeded,
            EventValues.Cmdlet(run.Plan, cmdlet, parameters, user, sid, isRemote ? "Remote-PowerShell-Unknown" : "ECP-Unknown", isRemote ? "MSExchangePowerShellAppPool" : "MSExchangeECPAppPool", run.Random), step.Index, proves));
        if (isRemote)
        {
            run.Script.Add(step, ServiceRows.CmdletRow(run.Plan, ticks, cmdlet, parameters, user, sid, "", run.Random), proves);
        }
    }

    /// <summary>The address book's application stops and starts, as it does when its directory is reset.</summary>
    internal static void RestartOab(IntrusionRun run, ScriptedStep step)
    {
        run.Script.Add(step, new EventEntry(LogKind.EvtxApplication, run.Ticks + (2 * TimeSpan.TicksPerSecond), EventForms.ProxyStopped, ["Oab", "2"], step.Index, Outcome.None));
        run.Script.Add(step, new EventEntry(LogKind.EvtxApplication, run.Ticks + (9 * TimeSpan.TicksPerSecond), EventForms.ProxyStarted, ["Oab", "1"], step.Index, Outcome.None));
    }

    internal static void Made(IntrusionRun run, ScriptedStep step, string kind, string name)
    {
        long ticks = run.Ticks;
        string sid = string.Create(CultureInfo.InvariantCulture, $"{run.Plan.DomainSid}-{run.Random.Between(3000, 9000)}");
        EventEntry[] events = kind switch
        {
            "account" =>
            [
                new EventEntry(LogKind.EvtxSecurity, ticks, EventForms.AccountMade, EventValues.AccountMade(run.Plan, name, sid), step.Index, Outcome.Used),
                new EventEntry(LogKind.EvtxSecurity, ticks + TimeSpan.TicksPerSecond, EventForms.GroupMember, EventValues.AdministratorMade(run.Plan, sid), step.Index, Outcome.Used),
            ],
            "task" =>
            [
                new EventEntry(LogKind.EvtxSecurity, ticks, EventForms.TaskMade, EventValues.TaskMade(run.Plan, name, TaskXml(name)), step.Index, Outcome.Used),
                new EventEntry(LogKind.EvtxTasks, ticks, EventForms.TaskRegistered, ["\\" + name, run.Plan.NetBios + "\\" + run.Plan.Name + "$"], step.Index, Outcome.Used),
            ],
            _ =>
            [
                new EventEntry(LogKind.EvtxSystem, ticks, EventForms.ServiceMade, [name, $"C:\\Windows\\Temp\\{name}.exe", "user mode service", "auto start", "LocalSystem"], step.Index, Outcome.Used),
            ],
        };
        foreach (EventEntry entry in events)
        {
            run.Script.Add(step, entry);
        }
    }

    /// <summary>The definition of a task; its program does not exist.</summary>
    internal static string TaskXml(string name) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\r\n  <RegistrationInfo>\r\n    <URI>\\{name}</URI>\r\n  </RegistrationInfo>\r\n  <Triggers>\r\n    <TimeTrigger>\r\n      <Repetition>\r\n        <Interval>PT45M</Interval>\r\n      </Repetition>\r\n      <StartBoundary>2021-03-01T00:00:00</StartBoundary>\r\n    </TimeTrigger>\r\n  </Triggers>\r\n  <Principals>\r\n    <Principal id=\"Author\">\r\n      <UserId>S-1-5-18</UserId>\r\n      <RunLevel>HighestAvailable</RunLevel>\r\n    </Principal>\r\n  </Principals>\r\n  <Actions Context=\"Author\">\r\n    <Exec>\r\n      <Command>C:\\ProgramData\\INERT\\does-not-exist.exe</Command>\r\n    </Exec>\r\n  </Actions>\r\n</Task>\r\n";
}
