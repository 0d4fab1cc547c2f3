using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Intrusions;

/// <summary>Makes the script of a scenario: what happens besides the traffic of every day.</summary>
internal static class ScriptMaker
{
    /// <exception cref="FormatException">The scenario names something that is not known.</exception>
    internal static Script Make(ServerPlan plan)
    {
        Script script = new(plan.Seed);
        UpdateScripts.Add(plan, script);
        ScenarioDocument scenario = plan.Scenario;
        foreach ((int index, IntrusionDocument document) in scenario.Intrusions.Index())
        {
            Intrusion(plan, script, document, index);
        }

        foreach ((int index, ScanDocument document) in scenario.Scans.Index())
        {
            SeededRandom random = SeededRandom.For(plan.Seed, "scan", index);
            Repeat(document.Count, document.At, random, (ticks, _) =>
                ScanScripts.Add(plan, script, document.Kind, ticks, Id('S', script.Scans.Count), random));
        }

        foreach ((int index, ActionDocument document) in scenario.Actions.Index())
        {
            SeededRandom random = SeededRandom.For(plan.Seed, "action", index);
            Repeat(document.Count, document.At, random, (ticks, _) =>
                LookalikeScripts.Add(plan, script, document.Kind, ticks, Id('L', script.Lookalikes.Count), random));
        }

        return script;
    }

    private static void Repeat(string count, string at, SeededRandom random, Action<long, int> add)
    {
        int times = Drawn.Integer(count, random);
        for (int i = 0; i < times; i++)
        {
            add(Drawn.Time(at, random).Ticks, i);
        }
    }

    private static void Intrusion(ServerPlan plan, Script script, IntrusionDocument document, int index)
    {
        SimulationKnowledge knowledge = SimulationKnowledge.Instance;
        ActorDocument actor = knowledge.Actor(document.Actor);
        SeededRandom random = SeededRandom.For(plan.Seed, "intrusion", index);
        string name = document.Group ?? document.Actor;
        GroupHabits? group = script.Groups.Find(g => g.Name == name);
        if (group is null)
        {
            GroupHabits? other = document.SharesAddressesOf is null ? null
                : script.Groups.Find(g => g.Name == document.SharesAddressesOf) ?? throw new FormatException($"group '{document.SharesAddressesOf}' must stand before '{name}'");
            group = new GroupHabits(name, actor, plan.GroupSeed, other?.Addresses ?? []);
            script.Groups.Add(group);
        }

        string vector = document.Vector ?? actor.Vector;
        ScriptedEvent intrusion = new(Id('I', script.Intrusions.Count), vector, group.Name);
        script.Intrusions.Add(intrusion);
        IntrusionRun run = new(plan, script, group, intrusion, random, Drawn.Time(document.At, random).Ticks, document.Uses ?? actor.Uses);
        foreach (string step in document.Steps ?? actor.Steps)
        {
            if (!run.GoesOn)
            {
                break;
            }

            run.Pause();
            Step(run, step);
        }

        // Rows are in the order of the steps; what was written of a step that never came to anything is left out.
        intrusion.Steps.RemoveAll(s => s.Outcome == Outcome.None);
    }

    private static void Step(IntrusionRun run, string step)
    {
        switch (step)
        {
            case "identify":
                ProxyLogonSteps.Identify(run);
                break;
            case "ews-read":
                ProxyLogonSteps.ReadMail(run);
                break;
            case "session":
                ProxyLogonSteps.Session(run);
                break;
            case "vdir-set":
                ProxyLogonSteps.SetDirectory(run);
                break;
            case "vdir-reset":
                ProxyLogonSteps.ResetDirectory(run);
                break;
            case "page-written":
                AfterEntrySteps.WritePages(run, key => InertPage.OabSettings(run.Plan, key, run.Ticks));
                break;
            case "page-used":
                AfterEntrySteps.UsePages(run);
                break;
            case "commands":
                AfterEntrySteps.Commands(run, "commands", 3, 12);
                break;
            case "dump":
                AfterEntrySteps.Commands(run, "dump", 1, 2);
                break;
            case "archive":
                AfterEntrySteps.Archive(run);
                break;
            case "download":
                AfterEntrySteps.Download(run);
                break;
            case "shell-discover":
                LaterCampaignSteps.ShellDiscover(run);
                break;
            case "shell-powershell":
                LaterCampaignSteps.ShellPowerShell(run);
                break;
            case "shell-export":
                LaterCampaignSteps.ShellExport(run);
                break;
            case "not-shell":
                LaterCampaignSteps.NotShell(run);
                break;
            case "owa-ssrf":
                LaterCampaignSteps.OwaSsrf(run);
                break;
            case "viewstate":
                LaterCampaignSteps.ViewState(run);
                break;
            case "direct-commands":
                LaterCampaignSteps.DirectCommands(run);
                break;
            case "unnamed-handler":
                UnnamedSteps.Handler(run);
                break;
            case "unnamed-module":
                UnnamedSteps.Module(run);
                break;
            case "dns-beacon":
                DnsSteps.Beacon(run);
                break;
            case "implant-run":
                OrionSteps.Run(run);
                break;
            case "dns-names":
                OrionSteps.Beacon(run);
                break;
            case "dns-signs":
                OrionSteps.Profile(run);
                break;
            case "dns-ended":
                OrionSteps.End(run);
                break;
            case "products-off":
                OrionSteps.Disable(run);
                break;
            case "dns-chosen":
                OrionSteps.Choose(run);
                break;
            case "hands-on":
                OrionSteps.HandsOn(run);
                break;
            case "signing-key":
                OrionSteps.TakeKey(run);
                break;
            case "supernova":
                OrionSteps.Supernova(run);
                break;
            case "wipe-iis" or "wipe-events":
                AfterEntrySteps.Wipe(run, step);
                break;
            case "account" or "task" or "service":
                AfterEntrySteps.Leave(run, step);
                break;
            case "clean-up":
                AfterEntrySteps.CleanUp(run);
                break;
            default:
                throw new FormatException($"step '{step}' is not known");
        }
    }

    private static string Id(char letter, int index) => letter + (index + 1).ToString(CultureInfo.InvariantCulture);
}
