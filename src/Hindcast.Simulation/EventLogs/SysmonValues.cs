using System.Globalization;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.EventLogs;

/// <summary>
/// Values of Sysmon's events, in the order of their forms. What Windows audits too has the same process ids there. Numbers are drawn
/// from a stream of the moment, so that a server with Sysmon has the same other logs as one without.
/// </summary>
internal static class SysmonValues
{
    private const string System = "NT AUTHORITY\\SYSTEM";
    private const int NewProcessId = 4, Image = 5, ParentId = 7, CommandLine = 8, ParentImage = 13;

    /// <summary>A process that the Security log shows with these values (event 4688).</summary>
    internal static string[] Process(ServerPlan plan, long ticks, IReadOnlyList<string> audited)
    {
        SeededRandom random = Stream(plan, ticks);
        string image = audited[Image], name = image[(image.LastIndexOf('\\') + 1)..];
        return
        [
            "-", Time(ticks), Key(random), Decimal(audited[NewProcessId]), image, "10.0.17763.1", name, "Microsoft Windows Operating System", "Microsoft Corporation", name, audited[CommandLine], "C:\\Windows\\system32\\",
            System, Key(random), "0x3e7", "0", "System", Hashes(image), Key(random), Decimal(audited[ParentId]), audited[ParentImage], audited[ParentImage],
        ];
    }

    internal static string[] FileCreate(ServerPlan plan, long ticks, string image, string file)
    {
        SeededRandom random = Stream(plan, ticks);
        return ["-", Time(ticks), Key(random), Pid(random), image, file, Time(ticks)];
    }

    internal static string[] Network(ServerPlan plan, long ticks, string image, string destination, int port)
    {
        SeededRandom random = Stream(plan, ticks);
        return
        [
            "-", Time(ticks), Key(random), Pid(random), image, System, "tcp", "true", "false", plan.Address, plan.Fqdn, random.Between(49152, 65000).ToString(CultureInfo.InvariantCulture), "-",
            "false", destination, "-", port.ToString(CultureInfo.InvariantCulture), "-",
        ];
    }

    internal static string[] ImageLoad(ServerPlan plan, long ticks, string image, string loaded, string version, string sha256)
    {
        SeededRandom random = Stream(plan, ticks);
        string name = loaded[(loaded.LastIndexOf('\\') + 1)..];
        return
        [
            "-", Time(ticks), Key(random), Pid(random), image, loaded, version, name, "-", "-", name, $"MD5={sha256[..32].ToUpperInvariant()},SHA256={sha256.ToUpperInvariant()}", "true", "-", "Valid",
        ];
    }

    internal static string[] RegistrySet(ServerPlan plan, long ticks, string image, string key, string details)
    {
        SeededRandom random = Stream(plan, ticks);
        return ["-", "SetValue", Time(ticks), Key(random), Pid(random), image, key, details];
    }

    internal static string[] Pipe(ServerPlan plan, long ticks, string what, string pipe, string image)
    {
        SeededRandom random = Stream(plan, ticks);
        return ["-", what, Time(ticks), Key(random), Pid(random), pipe, image];
    }

    /// <param name="plan">The server.</param>
    /// <param name="ticks">When.</param>
    /// <param name="image">Who asked.</param>
    /// <param name="name">What was asked for.</param>
    /// <param name="results">Addresses, and <c>type:  5 NAME</c> for a CNAME, in order.</param>
    internal static string[] DnsQuery(ServerPlan plan, long ticks, string image, string name, params IReadOnlyList<string> results)
    {
        SeededRandom random = Stream(plan, ticks);
        return ["-", Time(ticks), Key(random), Pid(random), name, "0", string.Concat(results.Select(r => (char.IsAsciiDigit(r[0]) ? "::ffff:" + r : r) + ";")), image];
    }

    /// <summary>A hash that is the same wherever the same program runs.</summary>
    private static string Hashes(string image)
    {
        SeededRandom random = SeededRandom.For(1, "program:" + image);
        return $"MD5={random.Text("0123456789ABCDEF", 32)},SHA256={random.Text("0123456789ABCDEF", 64)}";
    }

    private static SeededRandom Stream(ServerPlan plan, long ticks) => SeededRandom.For(plan.Seed, "sysmon", ticks);

    private static string Time(long ticks) => new DateTime(ticks).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Key(SeededRandom random) => "{" + ServerPlan.Text(random.Guid()).ToUpperInvariant() + "}";

    private static string Pid(SeededRandom random) => (random.Between(150, 4000) * 4).ToString(CultureInfo.InvariantCulture);

    private static string Decimal(string hex) =>
        int.Parse(hex.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
