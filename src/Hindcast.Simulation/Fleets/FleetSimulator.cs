using System.Globalization;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Fleets;

/// <summary>
/// Writes the servers of many organisations, each as <see cref="Simulator"/> does, in folders of their own, and
/// <c>fleet.json</c> beside them. Organisations differ in sector, country, size, scenario, when they patch and how much log
/// they keep. The same fleet and seed give the same bytes.
/// </summary>
public static class FleetSimulator
{
    /// <summary>Name of the file that lists the organisations and what is true of them.</summary>
    public const string FileName = "fleet.json";

    private const int MaxOrganisations = 100_000;
    private const int MaxBytes = 1 << 20;
    private const int MaxWeight = 10_000;

    /// <summary>True when a file describes a fleet and not one server.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static bool IsFleet(string path) =>
        new FileInfo(path).Length <= MaxBytes && File.ReadLines(path).Any(line => line.StartsWith("organisations:", StringComparison.Ordinal));

    /// <summary>Simulates a fleet.</summary>
    /// <param name="path">The fleet's file; its scenarios lie in the folder above.</param>
    /// <param name="folder">Where the organisations' folders go; must be empty or not be there.</param>
    /// <param name="options">Seed and size of each server; threads of one server.</param>
    /// <param name="each">Is called after each organisation.</param>
    /// <param name="cancellation">Stops between two days; what is written stays.</param>
    /// <exception cref="FormatException">The fleet or a scenario can't be read.</exception>
    /// <exception cref="IOException">Something can't be read or written.</exception>
    public static IReadOnlyList<FleetMember> Run(
        string path, string folder, SimulationOptions options, Action<FleetMember>? each = null, CancellationToken cancellation = default)
    {
        FleetDocument fleet = Read(path);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"{folder} is not empty");
        }

        Directory.CreateDirectory(folder);
        string scenarios = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(path)))!;
        List<FleetMember> members = [];
        for (int i = 0; i < fleet.Organisations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            FleetMember member = Organisation(fleet, i, scenarios, folder, options, cancellation);
            members.Add(member);
            each?.Invoke(member);
        }

        using FileStream stream = File.Create(Path.Combine(folder, FileName));
        FleetJson.Write(fleet.Id, options.Seed, members, stream);
        return members;
    }

    private static FleetDocument Read(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new FormatException($"{name}: larger than {MaxBytes} bytes");
        }

        FleetDocument fleet = Scenario.Yaml<FleetDocument>(File.ReadAllText(path), name);
        return fleet.Schema != 1 ? throw new FormatException($"{name}: schema is {fleet.Schema}, this program knows 1")
            : fleet.Organisations is < 1 or > MaxOrganisations ? throw new FormatException($"{name}: organisations takes 1 to {MaxOrganisations}")
            : fleet.Groups < 1 ? throw new FormatException($"{name}: groups takes 1 or more")
            : fleet.Scenarios.Count == 0 ? throw new FormatException($"{name}: scenarios is empty")
            : Lists(fleet).SelectMany(l => l).Any(w => w.Weight is < 1 or > MaxWeight || w.Value.Length == 0) ? throw new FormatException($"{name}: a value is empty, or a weight is not 1 to {MaxWeight}")
            : fleet;
    }

    private static IEnumerable<List<WeightedDocument>> Lists(FleetDocument fleet) =>
        [fleet.Countries, fleet.Sectors, fleet.Sizes, fleet.Patched, fleet.HttpproxyQuotaMb, fleet.Scenarios];

    private static FleetMember Organisation(
        FleetDocument fleet, int index, string scenarios, string folder, SimulationOptions options, CancellationToken cancellation)
    {
        SeededRandom random = SeededRandom.For(options.Seed, "organisation", index);
        string id = string.Create(CultureInfo.InvariantCulture, $"org-{index + 1:0000}");
        string scenarioId = Draw(fleet.Scenarios, random), size = Draw(fleet.Sizes, random), patched = Draw(fleet.Patched, random), quota = Draw(fleet.HttpproxyQuotaMb, random);
        string file = Path.Combine(scenarios, Path.GetFileName(scenarioId) + ".yml");
        Scenario scenario = File.Exists(file) ? Scenario.Read(file) : throw new FormatException($"scenario '{scenarioId}' is not in {scenarios}");
        ScenarioDocument document = scenario.Document;
        document.Server.Organisation = id.Replace("-", "", StringComparison.Ordinal);
        document.Server.Sector = Draw(fleet.Sectors, random);
        document.Server.Country = Draw(fleet.Countries, random);
        document.Server.Users = size.Length > 0 ? size : document.Server.Users;
        document.Logs.HttpproxyQuotaMb = quota.Length > 0 ? quota : document.Logs.HttpproxyQuotaMb;
        if (patched == "never")
        {
            document.Patches.Clear();
        }
        else if (patched.Length > 0 && patched != "as-written")
        {
            document.Patches.ForEach(p => p.At = patched);
        }

        SimulationOptions own = options with
        {
            Seed = (options.Seed * 1_000_003) + (ulong)index,
            GroupSeed = (options.Seed * 1_000_003) + (ulong)random.Below(fleet.Groups),
        };
        Truth truth = Simulator.Run(scenario, Path.Combine(folder, id), own, cancellation: cancellation).Truth;
        return new FleetMember
        {
            Id = id,
            Name = $"Organisation {index + 1}",
            Sector = document.Server.Sector,
            Country = document.Server.Country,
            Scenario = scenarioId,
            Seed = own.Seed,
            GroupSeed = own.GroupSeed.Value,
            Happened = truth.Happened,
            Provable = truth.Provable,
            FirstReached = truth.Intrusions.Select(i => i.FirstReached).Min(),
        };
    }

    /// <summary>One of the values, as often as its weight says; "" where there is none.</summary>
    private static string Draw(List<WeightedDocument> values, SeededRandom random)
    {
        if (values.Count == 0)
        {
            return "";
        }

        int at = random.Below(values.Sum(v => v.Weight));
        foreach (WeightedDocument value in values)
        {
            at -= value.Weight;
            if (at < 0)
            {
                return value.Value;
            }
        }

        return values[^1].Value;
    }
}
