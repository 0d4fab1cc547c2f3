using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>What follows a way in: pages, their use, and what is done through them.</summary>
internal static class AfterEntrySteps
{
    private const string Auth = "C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Leaves pages.</summary>
    internal static void WritePages(IntrusionRun run, Func<string, string> content)
    {
        ScriptedStep step = run.Begin("page-written");
        int pages = Drawn.Integer(run.Group.Actor.Pages, run.Random);
        for (int i = 0; i < pages; i++)
        {
            string folder = run.Random.Pick(run.Group.Actor.PageFolders), name = Name(run.Random.Pick(run.Group.Actor.PageNames), run.Random);
            string path = (folder.StartsWith("aspnet_client", StringComparison.Ordinal) ? "C/inetpub/wwwroot/" : Auth) + $"{folder}/{name}.aspx";
            if (run.Pages.TrueForAll(p => p.Path != path))
            {
                run.Plant(path, "page", $"/{folder}/{name}.aspx", content(run.Group.Key));
            }
        }

        step.Include(run.Ticks, Outcome.Succeeded);
    }

    /// <summary>Uses the pages again and again, for as long as the group stays.</summary>
    internal static void UsePages(IntrusionRun run)
    {
        if (run.Pages.Count == 0)
        {
            return;
        }

        run.Rest(Drawn.Duration(run.Group.Actor.Rest, run.Random));
        ScriptedStep step = run.Begin("page-used");
        for (int i = 0; i < run.Uses && run.GoesOn; i++)
        {
            Use(run, step, run.Random.Pick(run.Pages), i == 0);
            if (i == 0)
            {
                HostEffects.Compile(run, step);
            }

            run.Rest(TimeSpan.FromTicks((long)(run.Stay.Ticks / Math.Max(1, run.Uses) * (0.3 + (1.4 * run.Random.Unit())))));
        }
    }

    /// <summary>Runs commands through a page, a few seconds apart.</summary>
    internal static void Commands(IntrusionRun run, string kind, int low, int high)
    {
        if (run.Pages.Count == 0)
        {
            return;
        }

        ScriptedStep step = run.Begin(kind);
        int count = run.Random.Between(low, high);
        for (int i = 0; i < count && run.GoesOn; i++)
        {
            Use(run, step, run.Pages[0], isFirst: false);
            HostEffects.Command(run, step, kind);
            run.Rest(TimeSpan.FromSeconds(run.Random.Between(3, 90)));
        }
    }

    /// <summary>Packs what was found into a file of the web root.</summary>
    internal static void Archive(IntrusionRun run)
    {
        if (run.Pages.Count == 0)
        {
            return;
        }

        Commands(run, "archive", 1, 2);
        string name = run.Random.Text("abcdefghijklmnopqrstuvwxyz", 5) + run.Random.Pick<string>([".zip", ".7z", ".gif"]);
        run.Plant("C/inetpub/wwwroot/aspnet_client/" + name, "archive", "/aspnet_client/" + name, "INERT: stands for an archive of a simulated intrusion\r\n");
    }

    /// <summary>Fetches the archives.</summary>
    internal static void Download(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("download");
        foreach (PlantedFile archive in run.Intrusion.Files.Where(f => f.Kind == "archive").ToArray())
        {
            long bytes = run.Random.Between(2_000_000, 180_000_000);
            int ms = (int)(bytes / 1500);
            WebRequest request = run.Request(run.UseAddress, run.Group.UseAgent, "GET", WebProtocol.Site, archive.Url, 200, ms);
            request.FrontProves = Outcome.Used;
            request.ResponseBytes = (int)bytes;
            run.Script.Add(step, request);
            run.Intrusion.ArchiveBytes += bytes;
            run.Rest(TimeSpan.FromMilliseconds(ms + 5000));
        }
    }

    /// <summary>Makes an account, a task or a service.</summary>
    internal static void Leave(IntrusionRun run, string kind)
    {
        ScriptedStep step = run.Begin(kind);
        if (run.Pages.Count > 0)
        {
            Use(run, step, run.Pages[0], isFirst: false);
        }

        HostEffects.Command(run, step, kind);
        string name = kind switch
        {
            "account" => run.Random.Pick<string>(["defaultuser", "exsvc", "webadm", "support01"]),
            "task" => run.Random.Pick<string>(["WinNet", "UpdateCheck", "sync" + run.Random.Text("abcdef0123456789", 4)]),
            _ => run.Random.Pick<string>(["msupdate", "winsvc" + run.Random.Text("0123456789", 2)]),
        };
        run.Rest(TimeSpan.FromSeconds(run.Random.Between(1, 5)));
        HostEffects.Made(run, step, kind, name);
        run.Intrusion.Left.Add(new PlantedThing { Kind = kind, Name = name, MadeTicks = run.Ticks });
    }

    /// <summary>Deletes IIS logs, or clears event logs, which leaves a record of that.</summary>
    internal static void Wipe(IntrusionRun run, string kind)
    {
        ScriptedStep step = run.Begin(kind);
        if (kind == "wipe-iis")
        {
            if (run.Pages.Count > 0)
            {
                Use(run, step, run.Pages[0], isFirst: false);
            }

            run.Script.Clear(LogKind.IisFront, run.Ticks);
            run.Script.Clear(LogKind.IisBack, run.Ticks);
            return;
        }

        foreach (LogKind log in new[] { LogKind.EvtxSecurity, LogKind.EvtxSystem, LogKind.EvtxApplication, LogKind.EvtxManagement })
        {
            run.Script.Clear(log, run.Ticks);
        }

        string[] who = [run.Plan.Name + "$", run.Plan.NetBios];
        run.Script.Add(step, new EventEntry(LogKind.EvtxSecurity, run.Ticks, EventForms.SecurityCleared, ["S-1-5-18", .. who, "0x3e7"], step.Index, Outcome.Attempted));
        run.Script.Add(step, new EventEntry(LogKind.EvtxSystem, run.Ticks, EventForms.LogCleared, [.. who, "System", ""], step.Index, Outcome.Attempted));
    }

    /// <summary>Deletes pages and archives.</summary>
    internal static void CleanUp(IntrusionRun run)
    {
        if (run.Pages.Count == 0)
        {
            return;
        }

        Commands(run, "clean-up", 1, 1);
        foreach (PlantedFile file in run.Intrusion.Files)
        {
            file.RemovedTicks ??= run.Ticks;
        }
    }

    private static void Use(IntrusionRun run, ScriptedStep step, PlantedFile page, bool isFirst)
    {
        // The first call compiles the page.
        int ms = isFirst ? run.Random.Between(1500, 7000) : run.Random.Spread(160, 0.9);
        bool owa = page.Url.StartsWith("/owa", StringComparison.Ordinal);
        string address = run.Random.Pick(run.Group.Addresses);
        WebRequest request = run.Request(address, run.Group.UseAgent, "POST", owa ? WebProtocol.Owa : WebProtocol.Site, page.Url, 200, ms);
        request.FrontProves = Outcome.Used;
        run.Script.Add(step, request);
    }

    private static string Name(string form, SeededRandom random) => form switch
    {
        "random8" => random.Text(Letters, 8),
        "random10hex" => random.Text("0123456789abcdef", 10),
        _ => form + (random.Chance(0.2) ? random.Between(1, 9).ToString(CultureInfo.InvariantCulture) : ""),
    };
}
