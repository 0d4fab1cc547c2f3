using System.Globalization;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;

namespace Hindcast.Simulation.Servers;

/// <summary>
/// A server as a seed makes it of a scenario: names, people, build history, which logs are kept. Immutable once made;
/// all threads read it.
/// </summary>
internal sealed class ServerPlan
{
    private static readonly string[] FirstNames =
        ["anna", "bert", "carla", "daniel", "emma", "farid", "greta", "hugo", "ines", "jonas", "katrin", "luis", "maria", "nadia", "oskar", "paula", "rosa", "samir", "tessa", "ulrich", "vera", "wanda", "yusuf", "zoe"];

    private static readonly string[] LastNames =
        ["abel", "berg", "costa", "dahl", "engel", "fuchs", "garcia", "haas", "ivanov", "jansen", "keller", "lopez", "moreau", "novak", "olsen", "peters", "quinn", "ricci", "santos", "turner", "urban", "vogel", "weber", "young", "zeller"];

    private static readonly string[] Browsers =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.190 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.182 Safari/537.36 Edg/88.0.705.74",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:86.0) Gecko/20100101 Firefox/86.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.3 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.3 Mobile/15E148 Safari/604.1",
    ];

    private static readonly string[] Outlooks =
    [
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.13628; Pro)", "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.4266; Pro)",
        "Microsoft Office/15.0 (Windows NT 6.1; Microsoft Outlook 15.0.5317; Pro)", "MacOutlook/16.46.21021202 (Intelx64 Mac OS X Version 10.15.7 (Build 19H524))",
    ];

    private static readonly string[] Phones =
        ["Apple-iPhone12C1/1804.53", "Apple-iPhone10C3/1803.66", "Android-Mail/2021.01.24.354538428.release", "Outlook-iOS-Android/1.0", "SAMSUNG-SM-G973F/101.11", ""];

    private ServerPlan(ScenarioDocument scenario, ulong seed, string name)
    {
        Seed = seed;
        Name = name;
        Scenario = scenario;
        SeededRandom random = SeededRandom.For(seed, "server");
        string organisation = scenario.Server.Organisation;
        Domain = $"{organisation}.example";
        NetBios = organisation.ToUpperInvariant();
        Fqdn = $"{name.ToLowerInvariant()}.{Domain}";
        PublicHost = $"mail.{Domain}";
        Address = $"10.{random.Between(1, 250)}.{random.Between(1, 250)}.{random.Between(5, 60)}";
        DomainSid = string.Create(
            CultureInfo.InvariantCulture, $"S-1-5-21-{random.Between(100000000, 2100000000)}-{random.Between(100000000, 2100000000)}-{random.Between(100000000, 2100000000)}");
        UtcOffset = TimeSpan.FromHours(Drawn.Integer(scenario.Server.UtcOffsetHours, random));
        Scale = double.Parse(scenario.Scale, NumberStyles.Float, CultureInfo.InvariantCulture);
        DnsPerDay = Drawn.Integer(scenario.DnsPerDay, SeededRandom.For(seed, "dns-per-day"));
        FirstDay = Drawn.Time(scenario.Period.From, random).Date;
        Days = Drawn.Integer(scenario.Period.Days, random);
        ProductDocument product = SimulationKnowledge.Instance.Product(random.Pick(scenario.Server.Product));
        SetupBuild = product.Build;
        Family = product.Family;
        Builds = BuildHistory(product, scenario.Patches, SeededRandom.For(seed, "patches"));
        Databases = [.. Enumerable.Range(0, 4).Select(_ => Text(random.Guid()))];
        Users = People(Drawn.Integer(scenario.Server.Users, random), SeededRandom.For(seed, "people"));
        HealthMailboxes = [.. Enumerable.Range(0, 8).Select(i => Health(i, SeededRandom.For(seed, "health", i)))];
        LoadBalancers = [.. Enumerable.Range(0, 2).Select(i => Address[..(Address.LastIndexOf('.') + 1)] + (3 + i).ToString(CultureInfo.InvariantCulture))];
        Kept = new LogRetention(scenario.Logs, seed, SeededRandom.For(seed, "retention"));
    }

    internal ulong Seed { get; }

    /// <summary>Seed of the groups that break in.</summary>
    internal ulong GroupSeed { get; private init; }

    internal ScenarioDocument Scenario { get; }

    internal string Name { get; }

    /// <summary>The build that setup installed: that of the cumulative update.</summary>
    internal string SetupBuild { get; }

    /// <summary>Family of the product: exchange or orion.</summary>
    internal string Family { get; }

    internal bool IsOrion => Family == ProductDocument.Orion;

    internal string Domain { get; }

    internal string NetBios { get; }

    internal string Fqdn { get; }

    internal string PublicHost { get; }

    internal string Address { get; }

    internal string DomainSid { get; }

    internal TimeSpan UtcOffset { get; }

    /// <summary>Share of the traffic of the measured server.</summary>
    internal double Scale { get; private init; }

    /// <summary>DNS queries in a day; 0 for no log of them.</summary>
    internal int DnsPerDay { get; }

    /// <summary>Midnight UTC.</summary>
    internal DateTime FirstDay { get; private init; }

    internal int Days { get; private init; }

    /// <summary>When the evidence was collected: the end of the last day.</summary>
    internal DateTime Collected => FirstDay.AddDays(Days);

    internal IReadOnlyList<BuildPeriod> Builds { get; }

    internal IReadOnlyList<string> Databases { get; }

    internal IReadOnlyList<MailUser> Users { get; }

    internal IReadOnlyList<MailUser> HealthMailboxes { get; }

    internal IReadOnlyList<string> LoadBalancers { get; }

    internal LogRetention Kept { get; }

    /// <summary>The account of the computer: CONTOSO\EX01$.</summary>
    internal string MachineAccount => $"{NetBios}\\{Name}$";

    /// <summary>Makes the plan.</summary>
    /// <exception cref="FormatException">A value of the scenario can't be read.</exception>
    internal static ServerPlan Make(ScenarioDocument scenario, ulong seed, double scale, int historyDays = 0, ulong? groupSeed = null)
    {
        ServerPlan plan = new(scenario, seed, scenario.Server.Name);
        return new ServerPlan(scenario, seed, scenario.Server.Name)
        {
            GroupSeed = groupSeed ?? seed,
            Scale = plan.Scale * scale,
            FirstDay = plan.FirstDay.AddDays(-historyDays),
            Days = plan.Days + historyDays,
        };
    }

    /// <summary>What the server runs at a time.</summary>
    internal BuildPeriod BuildAt(long ticks)
    {
        int index = Builds.Count - 1;
        while (index > 0 && Builds[index].FromTicks > ticks)
        {
            index--;
        }

        return Builds[index];
    }

    /// <summary>The server writes a log of this kind.</summary>
    internal bool Writes(LogKind kind)
    {
        LogForm form = LogKinds.Form(kind);
        return (form.Owner & (IsOrion ? LogOwner.Orion : LogOwner.Exchange)) != 0 && (!form.IsExtra || Kept.IsAskedFor(kind));
    }

    /// <summary>The server restarts after an update: it answers nobody for some minutes.</summary>
    internal bool IsDown(long ticks)
    {
        for (int i = 1; i < Builds.Count; i++)
        {
            if (ticks >= Builds[i].FromTicks - (11 * TimeSpan.TicksPerMinute) && ticks < Builds[i].FromTicks)
            {
                return true;
            }
        }

        return false;
    }

    internal static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static List<BuildPeriod> BuildHistory(ProductDocument product, List<PatchDocument> patches, SeededRandom random)
    {
        SimulationKnowledge knowledge = SimulationKnowledge.Instance;
        List<BuildPeriod> builds = [new(0, SimulationKnowledge.Build(product.Build), knowledge.Level(product.Includes))];
        foreach (PatchDocument patch in patches)
        {
            long at = Drawn.Time(patch.At, random).Ticks;
            int level = knowledge.Level(patch.Level);
            if (level > builds[^1].Level && product.Updates.TryGetValue(patch.Level, out string? build))
            {
                builds.Add(new BuildPeriod(at, SimulationKnowledge.Build(build), level));
            }
        }

        return [.. builds.OrderBy(b => b.FromTicks)];
    }

    private List<MailUser> People(int count, SeededRandom random)
    {
        List<MailUser> users = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = $"{random.Pick(FirstNames)}.{random.Pick(LastNames)}";
            if (!names.Add(name))
            {
                name += names.Count.ToString(CultureInfo.InvariantCulture);
                names.Add(name);
            }

            string phone = random.Pick(Phones);
            users.Add(new MailUser
            {
                Name = name,
                Account = $"{NetBios}\\{name}",
                Address = $"{name}@{Domain}",
                Sid = $"{DomainSid}-{1200 + i}",
                MailboxGuid = Text(random.Guid()),
                DatabaseGuid = random.Pick(Databases),
                IsHere = random.Chance(0.32),
                OfficeAddress = $"{Address[..Address.IndexOf('.', 3)]}.{random.Between(1, 250)}.{random.Between(10, 250)}",
                OutsideAddress = random.Chance(0.5) ? AddressPool.Carrier(random) : AddressPool.Internet(random),
                Browser = random.Pick(Browsers),
                Outlook = random.Pick(Outlooks),
                Phone = phone,
                DeviceId = random.Text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 26),
                DeviceType = phone.StartsWith("Apple", StringComparison.Ordinal) ? "iPhone" : phone.StartsWith("Outlook", StringComparison.Ordinal) ? "Outlook" : "Android",
                SessionId = Text(random.Guid()),
            });
        }

        return users;
    }

    private MailUser Health(int index, SeededRandom random)
    {
        string name = "HealthMailbox" + random.Text("0123456789abcdef", 32);
        return new MailUser
        {
            Name = name,
            Account = $"{NetBios}\\{name}",
            Address = $"{name}@{Domain}",
            Sid = $"{DomainSid}-{1140 + index}",
            MailboxGuid = Text(random.Guid()),
            DatabaseGuid = Databases[index % Databases.Count],
            IsHere = true,
            OfficeAddress = "::1",
            OutsideAddress = "::1",
            Browser = "",
            Outlook = "MapiHttpClient",
            Phone = "",
            DeviceId = "",
            DeviceType = "",
            SessionId = Text(random.Guid()),
        };
    }
}
