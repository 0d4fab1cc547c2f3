using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>Names that the server asks for, as a sensor beside it logs them: partners, updates, delivery networks, and now and then a new domain.</summary>
internal static class DnsTraffic
{
    private const double NewDomainsPerDay = 0.7;
    private static readonly string[] Words = ["alpine", "bright", "cedar", "delta", "eagle", "forest", "granite", "harbor", "island", "juniper", "kernel", "lumen", "meadow", "north", "ocean", "prairie", "quartz", "river", "summit", "timber"];

    internal static IEnumerable<ScriptedRow> Hour(ServerPlan plan, int day, int hour)
    {
        if (plan.DnsPerDay == 0)
        {
            yield break;
        }

        SeededRandom random = SeededRandom.For(plan.Seed, "dns", day, hour);
        long start = plan.FirstDay.AddDays(day).AddHours(hour).Ticks;
        int count = random.Poisson(plan.DnsPerDay / 24.0);
        for (int i = 0; i < count; i++)
        {
            yield return Row(plan, start + random.Between(0, TimeSpan.TicksPerHour - 1), Name(plan, random), random, -1, Outcome.None);
        }

        int news = random.Poisson(NewDomainsPerDay / 24);
        for (int i = 0; i < news; i++)
        {
            // Mail goes to new partners every week; one in four lies behind a delivery network with names that look drawn.
            string domain = $"{random.Pick(Words)}-{random.Pick(Words)}{random.Between(1, 99)}.example";
            bool drawn = random.Chance(0.25);
            for (int n = random.Between(1, 4); n > 0; n--)
            {
                string host = drawn ? random.Text("0123456789abcdef", 16) : random.Pick<string>(["mail", "mx1", "autodiscover", "www", "enterpriseregistration"]);
                yield return Row(plan, start + random.Between(0, TimeSpan.TicksPerHour - 1), $"{host}.{domain}", random, -1, Outcome.None);
            }
        }
    }

    /// <summary>A row of Zeek's dns.log, without its time.</summary>
    internal static ScriptedRow Row(ServerPlan plan, long ticks, string name, SeededRandom random, int step, Outcome proves, string? answers = null) => new(
        LogKind.ZeekDns, ticks, string.Create(
            CultureInfo.InvariantCulture,
            $"C{random.Text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 17)}\t{plan.Address}\t{random.Between(49152, 65000)}\t{plan.LoadBalancers[0]}\t53\tudp\t{random.Below(65536)}\t0.0{random.Between(10000, 99999)}\t{name}\t1\tC_INTERNET\t1\tA\t0\tNOERROR\tF\tF\tT\tT\t0\t{answers ?? AddressPool.Internet(random)}\t300.000000\tF"),
        step, proves);

    private static string Name(ServerPlan plan, SeededRandom random) => random.Below(10) switch
    {
        < 4 => $"dc0{random.Between(1, 3)}.{plan.Domain}",
        4 => $"_ldap._tcp.dc._msdcs.{plan.Domain}",
        5 => random.Pick<string>(["ctldl.updates.example", "settings-win.data.updates.example", "ocsp.certificates.example", "crl.certificates.example"]),
        6 => $"d{random.Text("0123456789abcdefghijkmnpqrstuvwxyz", 13)}.delivery.example",
        7 => $"{random.Pick<string>(["mail", "mx1", "mx2"])}.{random.Pick<string>(["fabrikam.example", "northwind.example", "adatum.example", "litware.example", "proseware.example"])}",
        _ => $"{random.Pick<string>(["mail", "mx", "smtp"])}.{random.Pick(Words)}.example",
    };
}
