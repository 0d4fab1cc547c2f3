using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>Writes the files of the web roots as they are when the evidence is collected, with their times.</summary>
internal static class WebRootWriter
{
    private const string FrontEnd = "C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/";

    private static readonly string[] OwnPages =
    [
        FrontEnd + "owa/auth/errorFE.aspx", FrontEnd + "owa/auth/expiredpassword.aspx", FrontEnd + "owa/auth/frowny.aspx", FrontEnd + "owa/auth/logoff.aspx", FrontEnd + "owa/auth/logon.aspx",
        FrontEnd + "owa/auth/OutlookCN.aspx", FrontEnd + "owa/auth/RedirSuiteServiceProxy.aspx", FrontEnd + "owa/auth/signout.aspx", FrontEnd + "ecp/auth/TimeoutLogoff.aspx", "C/inetpub/wwwroot/iisstart.htm",
    ];

    /// <summary>Pages that come with the product, with the content that they have here.</summary>
    internal static IEnumerable<(string Path, byte[] Content)> OwnFiles => OwnPages.Select(page =>
    {
        string name = Path.GetFileNameWithoutExtension(page);
        return (page, System.Text.Encoding.ASCII.GetBytes($"<html><head><title>{name}</title></head><body>Stands for the page {name} that comes with the product.</body></html>\r\n"));
    });

    internal static void Write(ServerPlan plan, Script script, string root)
    {
        if (plan.IsOrion)
        {
            OrionFiles.WriteConfig(plan, script, root);
            return;
        }

        DateTime installed = plan.FirstDay.AddDays(-200).AddHours(9);
        if (plan.Kept.HasWebRoots)
        {
            foreach ((string page, byte[] content) in OwnFiles)
            {
                Put(root, page, content, installed);
            }

            foreach (PlantedFile file in script.Events.SelectMany(e => e.Files).Where(f => f.RemovedTicks is null))
            {
                Put(root, file.Path, file.Content, new DateTime(file.WrittenTicks, DateTimeKind.Utc));
            }
        }

        foreach (PlantedThing task in script.Events.SelectMany(e => e.Left).Where(l => l.Kind == "task" && l.RemovedTicks is null))
        {
            // Windows keeps definitions of tasks in UTF-16.
            byte[] content = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(HostEffects.TaskXml(task.Name))];
            Put(root, $"C/Windows/System32/Tasks/{task.Name}", content, new DateTime(task.MadeTicks, DateTimeKind.Utc));
        }

        SetupLogWriter.Write(plan, root);
    }

    internal static void Put(string root, string path, byte[] content, DateTime time)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        File.SetLastWriteTimeUtc(full, DateTime.SpecifyKind(time, DateTimeKind.Utc));
    }
}
