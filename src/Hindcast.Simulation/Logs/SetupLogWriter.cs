using System.Globalization;
using System.Text;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>The log of Exchange's setup, which tells the cumulative update and when it was installed.</summary>
internal static class SetupLogWriter
{
    internal static void Write(ServerPlan plan, string root)
    {
        DateTime at = plan.FirstDay.AddDays(-10).AddHours(8).AddSeconds(17);
        string zone = string.Create(CultureInfo.InvariantCulture, $"(UTC{(plan.UtcOffset < TimeSpan.Zero ? "-" : "+")}{Math.Abs(plan.UtcOffset.Hours):00}:00)");
        StringBuilder text = new();
        Line("**********************************************");
        Line($"Starting Microsoft Exchange Server {(plan.Builds[0].Build.Minor == 2 ? "2019" : plan.Builds[0].Build.Minor == 1 ? "2016" : "2013")} Setup");
        Line("**********************************************");
        Line($"Local time zone: {zone}.");
        Line($"Operating system version: Microsoft Windows NT 10.0.14393.0.");
        Line($"Setup version: {plan.SetupBuild}.");
        Line($"Logged on user: {plan.NetBios}\\administrator.");
        Line("Command Line Parameter Name='mode', Value='Upgrade'.");
        Line("The Exchange Server setup operation completed successfully.");
        Line("End of Setup");
        WebRootWriter.Put(root, "C/ExchangeSetupLogs/ExchangeSetup.log", Encoding.UTF8.GetBytes(text.ToString()), at);

        void Line(string message)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{at:MM/dd/yyyy HH:mm:ss.ffff}] [0] {message}\r\n");
            at = at.AddSeconds(7);
        }
    }
}
