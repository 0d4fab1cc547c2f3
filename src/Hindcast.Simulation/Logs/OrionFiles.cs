using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>The files of an Orion server: its DLL as a row of listings, and the configuration beside it.</summary>
internal static class OrionFiles
{
    internal const string Folder = "C:\\Program Files (x86)\\SolarWinds\\Orion\\";
    internal const string Dll = Folder + "SolarWinds.Orion.Core.BusinessLayer.dll";

    /// <summary>Published hashes; the files themselves are nowhere here.</summary>
    internal const string Teardrop = "1817a5bf9c01035bcf8a975c9f1d94b0ce7f6a200339485d8f93859f8f6d730c";
    internal const string Supernova = "c15abaf51e78ca56c0376522d699c978217bf041a3bd3c71d09193efa5717c71";

    private const string Config = "C/Program Files (x86)/SolarWinds/Orion/SolarWinds.Orion.Core.BusinessLayer.dll.config";

    /// <summary>The hash of the DLL at a time: that which was published for the build, or any.</summary>
    internal static string HashOf(ServerPlan plan, long ticks)
    {
        string build = plan.BuildAt(ticks).Build.ToString();
        return SimulationKnowledge.Instance.Products.FirstOrDefault(p => p.Build == build)?.Sha256 is { Length: > 0 } known
            ? known : SeededRandom.For(1, "dll:" + build).Text("0123456789abcdef", 64);
    }

    /// <summary>The times of what the installer wrote last: that of the last update, or a day before the logs.</summary>
    internal static long InstalledTicks(ServerPlan plan) => plan.BuildAt(plan.Collected.Ticks) is var now && now.FromTicks > plan.FirstDay.Ticks
        ? now.FromTicks : plan.FirstDay.AddDays(-14).AddHours(10).Ticks;

    /// <summary>A listing shows the DLL with the backdoor: no update took it away before the evidence was collected.</summary>
    internal static bool ListsBackdoor(ServerPlan plan) => plan.Kept.Listing != ListingForm.None && plan.BuildAt(plan.Collected.Ticks).Level < 0;

    internal static IEnumerable<ListedFile> Of(ServerPlan plan, Script script)
    {
        BuildPeriod now = plan.BuildAt(plan.Collected.Ticks);
        long at = InstalledTicks(plan);
        bool holds = now.Level < 0 && script.Orion.DllStep >= 0;
        yield return new ListedFile(Dll, 1_011_032, at, HashOf(plan, plan.Collected.Ticks), now.Build.ToString(), "BUILTIN\\Administrators", holds ? script.Orion.DllStep : -1, holds ? Outcome.Reached : Outcome.None);
        SeededRandom random = SeededRandom.For(plan.Seed, "orion-files");
        foreach (string name in new[] { "SolarWinds.BusinessLayerHost.exe", "SolarWinds.BusinessLayerHostx64.exe", "SolarWinds.Orion.Common.dll", "SolarWinds.Data.dll", "SolarWinds.InformationService.Contract2.dll" })
        {
            yield return new ListedFile(Folder + name, random.Between(30_000, 2_000_000), at, random.Text("0123456789abcdef", 64), now.Build.ToString(), "BUILTIN\\Administrators");
        }

        foreach (string name in new[] { "C:\\Windows\\SysWOW64\\netsetupapi.dll", "C:\\Windows\\SysWOW64\\netsetupengine.dll", "C:\\inetpub\\SolarWinds\\bin\\App_Web_default.aspx.dll" })
        {
            yield return new ListedFile(name, random.Between(30_000, 900_000), plan.FirstDay.AddDays(-300).Ticks, random.Text("0123456789abcdef", 64), "", "NT SERVICE\\TrustedInstaller");
        }
    }

    /// <summary>Writes the configuration with the values that the implant left, or with those that Orion has by itself.</summary>
    internal static void WriteConfig(ServerPlan plan, Script script, string root)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<configuration>\r\n  <appSettings>\r\n    <add key=\"ReportWatcherRetry\" value=\"{script.Orion.Retry ?? 4}\" />\r\n    <add key=\"ReportWatcherPostpone\" value=\"{script.Orion.Postpone}\" />\r\n  </appSettings>\r\n</configuration>\r\n");
        WebRootWriter.Put(root, Config, Encoding.UTF8.GetBytes(text), plan.Collected);
    }
}
