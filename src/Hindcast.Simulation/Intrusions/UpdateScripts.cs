using System.Globalization;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Intrusions;

/// <summary>Events of the updates that a server gets: installed, restarted.</summary>
internal static class UpdateScripts
{
    internal static void Add(ServerPlan plan, Script script)
    {
        foreach (BuildPeriod update in plan.Builds.Skip(1).Where(b => b.FromTicks > plan.FirstDay.Ticks))
        {
            string product = plan.IsOrion ? "SolarWinds Orion Core Services" : "Microsoft Exchange Server";
            string name = plan.IsOrion ? $"SolarWinds Orion Core Services ({update.Build})"
                : string.Create(CultureInfo.InvariantCulture, $"Security Update for Exchange Server 2016 Cumulative Update ({update.Build})");
            long at = update.FromTicks - (12 * TimeSpan.TicksPerMinute);
            script.Add(null, new EventEntry(LogKind.EvtxApplication, at, EventForms.UpdateInstalled, [product, name, "", "", ""]));
            script.Add(null, new EventEntry(LogKind.EvtxApplication, at + TimeSpan.TicksPerSecond, EventForms.Installed, [product, update.Build.ToString(), "1033", "0", plan.IsOrion ? "SolarWinds Worldwide, LLC" : "Microsoft Corporation"]));
            script.Add(null, new EventEntry(LogKind.EvtxSystem, at + TimeSpan.TicksPerMinute, EventForms.Restart, ["C:\\Windows\\system32\\wusa.exe", plan.Name, "Operating System: Upgrade (Planned)", "0x80020003", "restart", "", plan.NetBios + "\\administrator"]));
        }
    }
}
