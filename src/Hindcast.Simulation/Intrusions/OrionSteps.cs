using Hindcast.Evidence;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// What logs and files show of SUNBURST on an Orion server, as published: the DLL that is loaded, the pipe, names and answers, products
/// that are switched off, what the operators brought, and the key of AD FS. Files are inert or rows of a listing only.
/// </summary>
internal static class OrionSteps
{
    private const string BusinessLayer = OrionFiles.Folder + "SolarWinds.BusinessLayerHost.exe";
    private const string Continue = "8.18.144.";
    private const string Terminate = "96.31.172.";
    private const string Chosen = "99.79.12.";

    /// <summary>The DLL with the backdoor is loaded at every start of the service, from the first day until an update takes it away.</summary>
    internal static void Run(IntrusionRun run)
    {
        if (!run.IsOpenTo("SUNBURST"))
        {
            run.Fail();
            return;
        }

        ServerPlan plan = run.Plan;
        ScriptedStep step = run.Begin("implant-run");
        OrionState state = run.Script.Orion;
        state.Retry = 4;
        state.DllStep = step.Index;
        for (long at = run.Ticks; at < plan.Collected.Ticks - TimeSpan.TicksPerHour && plan.BuildAt(at).Level < 0; at += run.Random.Between(5 * TimeSpan.TicksPerHour, 20 * TimeSpan.TicksPerHour))
        {
            Event(run, step, LogKind.EvtxSysmon, at, SysmonForms.ImageLoad, SysmonValues.ImageLoad(
                plan, at, BusinessLayer, OrionFiles.Dll, plan.BuildAt(at).Build.ToString(), OrionFiles.HashOf(plan, at)), Outcome.Reached);
            at += TimeSpan.TicksPerSecond;
            Event(run, step, LogKind.EvtxSysmon, at, SysmonForms.PipeCreated, SysmonValues.Pipe(plan, at, "CreatePipe", "\\583da945-62af-10e8-4902-a8f205c72b2e", BusinessLayer), Outcome.Reached);
        }

        // The DLL lies there for an observer of files even when nobody logs its loads: since it was installed, where a listing tells.
        bool listed = OrionFiles.ListsBackdoor(plan);
        step.Include(listed ? OrionFiles.InstalledTicks(plan) : run.Ticks, Outcome.Reached);
        if (listed)
        {
            run.Intrusion.Left.Add(new PlantedThing { Kind = "program", Name = OrionFiles.Dll[OrionFiles.Folder.Length..], MadeTicks = OrionFiles.InstalledTicks(plan) });
        }
    }

    /// <summary>It asks for names that carry the domain, and is kept alive.</summary>
    internal static void Beacon(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("dns-names");
        run.Script.Orion.Retry = 5;
        foreach (string name in SunburstNames.OfDomain(run.Script.Orion.HostId, "corp." + run.Plan.Domain, run.Random))
        {
            Ask(run, step, name, Outcome.Reached, Continue + run.Random.Between(1, 250));
            run.Rest(TimeSpan.FromMinutes(run.Random.Between(30, 120)));
        }
    }

    /// <summary>It reports products, and gives signs of life for some days.</summary>
    internal static void Profile(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("dns-signs");
        Ask(run, step, Time(run, isStage2: false, products: run.Script.Orion.Products), Outcome.Reached, Continue + run.Random.Between(1, 250));
        int signs = run.Random.Between(2, 8);
        for (int i = 0; i < signs && run.GoesOn; i++)
        {
            run.Rest(TimeSpan.FromMinutes(run.Random.Between(120, 1400)));
            Ask(run, step, Time(run, isStage2: false, products: null), Outcome.Reached, Continue + run.Random.Between(1, 250));
        }
    }

    /// <summary>The operators are not interested.</summary>
    internal static void End(IntrusionRun run)
    {
        run.Rest(TimeSpan.FromMinutes(run.Random.Between(60, 600)));
        Ask(run, run.Begin("dns-ended"), Time(run, isStage2: false, products: null), Outcome.Reached, Terminate + run.Random.Between(1, 250));
        run.Script.Orion.Retry = 3;
    }

    /// <summary>Services of security products are switched off in the registry.</summary>
    internal static void Disable(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("products-off");
        foreach (string service in new[] { "WinDefend", "Sense" })
        {
            run.Rest(TimeSpan.FromSeconds(run.Random.Between(2, 40)));
            Event(run, step, LogKind.EvtxSysmon, run.Ticks, SysmonForms.RegistrySet, SysmonValues.RegistrySet(
                run.Plan, run.Ticks, BusinessLayer, $"HKLM\\System\\CurrentControlSet\\Services\\{service}\\Start", "DWORD (0x00000004)"), Outcome.Succeeded);
        }

        // Of Defender and Defender for Endpoint the bits that say "stopped".
        run.Script.Orion.Products = 0x0005;
        run.Script.Orion.Postpone = 250 + (5 * 3);
    }

    /// <summary>The operators choose the server, and a CNAME names the second stage.</summary>
    internal static void Choose(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("dns-chosen");
        Ask(run, step, Time(run, isStage2: false, products: run.Script.Orion.Products), Outcome.Succeeded, Chosen + run.Random.Between(1, 250));
        run.Rest(TimeSpan.FromMinutes(run.Random.Between(30, 90)));
        Ask(run, step, Time(run, isStage2: true, products: null), Outcome.Succeeded, "second-stage.example", AddressPool.Internet(run.Random));
    }

    /// <summary>A program is started that Orion does not start, and a DLL is left as a service.</summary>
    internal static void HandsOn(IntrusionRun run)
    {
        run.Rest(TimeSpan.FromHours(run.Random.Between(2, 60)));
        ScriptedStep step = run.Begin("hands-on");
        string[] audited = EventValues.Process(run.Plan, "C:\\Windows\\System32\\cmd.exe", "cmd.exe /c whoami", BusinessLayer, run.Random);
        Event(run, step, LogKind.EvtxSecurity, run.Ticks, EventForms.Process, audited, Outcome.Used);
        Event(run, step, LogKind.EvtxSysmon, run.Ticks + (3 * TimeSpan.TicksPerMillisecond), SysmonForms.Process, SysmonValues.Process(run.Plan, run.Ticks, audited), Outcome.Used);
        run.Rest(TimeSpan.FromMinutes(run.Random.Between(2, 50)));
        ScriptedStep placed = run.Begin("teardrop");
        run.Plant("C/Windows/SysWOW64/NetSetupSvc.dll", "page", "", "INERT: a row of a listing stands for this file\r\n", OrionFiles.Teardrop);
        Event(run, placed, LogKind.EvtxSysmon, run.Ticks, SysmonForms.ImageLoad, SysmonValues.ImageLoad(
            run.Plan, run.Ticks, "C:\\Windows\\SysWOW64\\svchost.exe", "C:\\Windows\\SysWOW64\\NetSetupSvc.dll", "", OrionFiles.Teardrop), Outcome.Succeeded);
    }

    /// <summary>The key by which AD FS signs tokens is taken, and its configuration changed.</summary>
    internal static void TakeKey(IntrusionRun run)
    {
        run.Rest(TimeSpan.FromHours(run.Random.Between(1, 30)));
        ScriptedStep step = run.Begin("signing-key");
        Event(run, step, LogKind.EvtxAdfsSysmon, run.Ticks, SysmonForms.PipeConnected, SysmonValues.Pipe(
            run.Plan, run.Ticks, "ConnectPipe", "\\MICROSOFT##WID\\tsql\\query", "C:\\Windows\\Temp\\aa.exe"), Outcome.Succeeded);
        run.Rest(TimeSpan.FromMinutes(run.Random.Between(1, 20)));
        Event(run, step, LogKind.EvtxAdfsSecurity, run.Ticks, OrionEvents.ConfigurationChanged, ["{" + ServerPlan.Text(run.Random.Guid()) + "}", run.Plan.NetBios + "\\administrator", "S-1-5-18"], Outcome.Attempted);
    }

    /// <summary>Somebody else: a request past the logon, a DLL that takes code, and its use.</summary>
    internal static void Supernova(IntrusionRun run)
    {
        ScriptedStep entry = run.Begin("api-bypass");
        WebRequest bypass = run.Request(run.EntryAddress, run.Group.EntryAgent, "POST", WebProtocol.Site, "/api/Action/TestAction/WebResource.axd", 200, run.Random.Spread(90, 0.5));
        bypass.FrontProves = Outcome.Attempted;
        run.Script.Add(entry, bypass);
        run.Rest(TimeSpan.FromMinutes(run.Random.Between(1, 40)));
        run.Begin("page-written").Include(run.Ticks, Outcome.Succeeded);
        run.Plant("C/inetpub/SolarWinds/bin/app_web_logoimagehandler.ashx.b6031896.dll", "page", "", "INERT: a row of a listing stands for this file\r\n", OrionFiles.Supernova);
        ScriptedStep use = run.Begin("page-used");
        for (int i = 0; i < run.Uses && run.GoesOn; i++)
        {
            run.Rest(TimeSpan.FromMinutes(run.Random.Between(1, 200)));
            WebRequest request = run.Request(run.UseAddress, run.Group.UseAgent, "GET", WebProtocol.Site, "/Orion/logoimagehandler.ashx", 200, run.Random.Spread(120, 0.6));
            request.Query = "clazz=INERT&method=INERT&args=INERT&codes=INERT";
            request.FrontProves = Outcome.Used;
            run.Script.Add(use, request);
        }
    }

    /// <summary>Researchers ask for names of published lists; one is mistyped.</summary>
    internal static void Research(ServerPlan plan, Script script, ScriptedStep step, long ticks, SeededRandom random) =>
        script.Add(step, DnsTraffic.Row(plan, ticks, "5btjo4rcbp3tiq8bo6t.appsync-api.us-east-1.avsvmcloud.com", random, step.Index, Outcome.Scanned), Outcome.Scanned);

    private static string Time(IntrusionRun run, bool isStage2, int? products) => SunburstNames.OfTime(run.Script.Orion.HostId, run.Ticks, isStage2, products, run.Random);

    /// <summary>A query as the sensor and, a little earlier, Sysmon on the server show it.</summary>
    private static void Ask(IntrusionRun run, ScriptedStep step, string name, Outcome proves, params IReadOnlyList<string> answers)
    {
        run.Script.Add(step, DnsTraffic.Row(run.Plan, run.Ticks, name, run.Random, step.Index, proves, string.Join(',', answers)), proves);
        long before = run.Ticks - (run.Random.Between(1, 9) * TimeSpan.TicksPerMillisecond);
        Event(run, step, LogKind.EvtxSysmon, before, SysmonForms.DnsQuery, SysmonValues.DnsQuery(
            run.Plan, before, BusinessLayer, name, [.. answers.Select(a => char.IsAsciiDigit(a[0]) ? a : "type:  5 " + a)]), proves);
    }

    private static void Event(IntrusionRun run, ScriptedStep step, LogKind kind, long ticks, EventForm form, string[] values, Outcome proves) =>
        run.Script.Add(step, new EventEntry(kind, ticks, form, values, step.Index, proves));
}
