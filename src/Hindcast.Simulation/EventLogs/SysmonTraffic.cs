using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.EventLogs;

/// <summary>What Sysmon logs on every day: programs, files, connections, names.</summary>
internal static class SysmonTraffic
{
    private const string Host = "C:\\Windows\\System32\\svchost.exe";

    internal static EventEntry One(ServerPlan plan, LogKind kind, long ticks, SeededRandom random, Func<string[]> process)
    {
        switch (random.Below(10))
        {
            case < 4:
                return new EventEntry(kind, ticks, SysmonForms.Process, SysmonValues.Process(plan, ticks, process()));
            case < 6:
                string name = random.Pick<string>([$"dc01.{plan.Domain}", $"dc02.{plan.Domain}", "ctldl.updates.example", "ocsp.certificates.example", "time.updates.example"]);
                return new EventEntry(kind, ticks, SysmonForms.DnsQuery, SysmonValues.DnsQuery(plan, ticks, Host, name, AddressPool.Internet(random)));
            case < 9:
                return new EventEntry(kind, ticks, SysmonForms.Network, SysmonValues.Network(plan, ticks, Host, plan.LoadBalancers[0], random.Pick<int>([389, 3268, 443, 135, 88])));
            default:
                string file = "C:\\Windows\\Temp\\" + random.Text("abcdef0123456789", 8) + random.Pick<string>([".tmp", ".log", ".etl"]);
                return new EventEntry(kind, ticks, SysmonForms.FileCreate, SysmonValues.FileCreate(plan, ticks, Host, file));
        }
    }
}
