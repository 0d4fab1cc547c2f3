using System.Globalization;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.EventLogs;

/// <summary>Values of events, in the order of their forms.</summary>
internal static class EventValues
{
    private const string System = "S-1-5-18";

    internal static string[] Logon(ServerPlan plan, MailUser user, string address, SeededRandom random) =>
    [
        "S-1-0-0", "-", "-", "0x0", user.Sid, user.Name, plan.NetBios, Hex(random), "3", address.Length > 0 && random.Chance(0.5) ? "Kerberos" : "NtLmSsp ", "Kerberos", "-", "{" + ServerPlan.Text(random.Guid()).ToUpperInvariant() + "}",
        "-", "-", "0", "0x0", "-", address, random.Between(49152, 65000).ToString(CultureInfo.InvariantCulture), "%%1833", "-", "-", "-", "%%1843", "0x0", "%%1842",
    ];

    internal static string[] FailedLogon(ServerPlan plan, MailUser user, string address, SeededRandom random) =>
    [
        System, plan.Name + "$", plan.NetBios, "0x3e7", "S-1-0-0", user.Name, plan.NetBios, "0xc000006d", "%%2313", "0xc000006a", "8", "Advapi  ", "Negotiate", plan.Name, "-", "-", "0", "0x2a4c",
        "C:\\Windows\\System32\\inetsrv\\w3wp.exe", address, random.Between(49152, 65000).ToString(CultureInfo.InvariantCulture),
    ];

    internal static string[] Logoff(ServerPlan plan, MailUser user, SeededRandom random) => [user.Sid, user.Name, plan.NetBios, Hex(random), "3"];

    /// <summary>A process of the computer's own account.</summary>
    internal static string[] Process(ServerPlan plan, string image, string command, string parent, SeededRandom random) =>
        [System, plan.Name + "$", plan.NetBios, "0x3e7", Hex(random), image, "%%1936", Hex(random), command, "S-1-0-0", "-", "-", "0x0", parent, "S-1-16-16384"];

    internal static string[] AccountMade(ServerPlan plan, string name, string sid) => [name, plan.Name, sid, System, plan.Name + "$", plan.NetBios, "0x3e7", "-", name, "%%1793"];

    internal static string[] AdministratorMade(ServerPlan plan, string sid) => ["-", sid, "Administrators", "Builtin", "S-1-5-32-544", System, plan.Name + "$", plan.NetBios, "0x3e7", "-"];

    internal static string[] TaskMade(ServerPlan plan, string name, string content) => [System, plan.Name + "$", plan.NetBios, "0x3e7", "\\" + name, content];

    /// <summary>A cmdlet as MSExchange Management logs it: unnamed values.</summary>
    internal static string[] Cmdlet(ServerPlan plan, string cmdlet, string parameters, string user, string sid, string host, string pool, SeededRandom random) =>
    [
        cmdlet, parameters, user, sid, sid, host, string.Create(CultureInfo.InvariantCulture, $"{random.Between(2000, 30000)} w3wp#{pool}"), "",
        random.Between(10, 300).ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"00:00:00.{random.Between(10, 990):000}0000"),
        $"View Entire Forest: 'False', Default Scope: '{plan.Domain}', Configuration Domain Controller: 'dc01.{plan.Domain}', Preferred Global Catalog: 'dc01.{plan.Domain}', Preferred Domain Controllers: '{{ dc01.{plan.Domain} }}'", "", "",
    ];

    private static string Hex(SeededRandom random) => "0x" + random.Below(0x7FFFFFF).ToString("x", CultureInfo.InvariantCulture);
}
