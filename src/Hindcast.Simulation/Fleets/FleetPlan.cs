using System.Globalization;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Fleets;

/// <summary>
/// A fleet's file, read: each organisation can be simulated by itself, in any order and on any machine, with the same bytes.
/// Thread-safe.
/// </summary>
public sealed class FleetPlan
{
    internal const int MaxBytes = 1 << 20;
    private const int MaxOrganisations = 100_000;
    private const int MaxWeight = 10_000;
    private readonly FleetDocument _fleet;
    private readonly string _scenarios;

    private FleetPlan(FleetDocument fleet, string scenarios)
    {
        _fleet = fleet;
        _scenarios = scenarios;
    }

    /// <summary>The fleet's id.</summary>
    public string Id => _fleet.Id;

    /// <summary>How many organisations it has, each with one server.</summary>
    public int Organisations => _fleet.Organisations;

    /// <summary>Scenarios that organisations are drawn from.</summary>
    internal IEnumerable<string> ScenarioIds => _fleet.Scenarios.Select(s => s.Value);

    /// <summary>Reads a fleet; its scenarios lie in the folder above the file's.</summary>
    /// <exception cref="FormatException">The fleet can't be read.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static FleetPlan Read(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new FormatException($"{name}: larger than {MaxBytes} bytes");
        }

        FleetDocument fleet = Scenario.Yaml<FleetDocument>(File.ReadAllText(path), name);
        return fleet.Schema != 1 ? throw new FormatException($"{name}: schema is {fleet.Schema}, this program knows 1")
            : fleet.Organisations is < 1 or > MaxOrganisations ? throw new FormatException($"{name}: organisations takes 1 to {MaxOrganisations}")
            : fleet.Groups < 1 || fleet.Scenarios.Any(s => s.Groups < 0) ? throw new FormatException($"{name}: groups takes 1 or more")
            : fleet.Scenarios.Count == 0 ? throw new FormatException($"{name}: scenarios is empty")
            : Lists(fleet).SelectMany(l => l).Any(w => w.Weight is < 1 or > MaxWeight || w.Value.Length == 0) ? throw new FormatException($"{name}: a value is empty, or a weight is not 1 to {MaxWeight}")
            : new FleetPlan(fleet, Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(path)))!);
    }

    /// <summary>Simulates one organisation.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="folder">The fleet's folder; the organisation's is made below.</param>
    /// <param name="options">Seed and size of each server; threads of one server.</param>
    /// <param name="cancellation">Stops between two days; what is written stays.</param>
    /// <exception cref="FormatException">A scenario can't be read.</exception>
    /// <exception cref="IOException">Something can't be read or written.</exception>
    public FleetMember Simulate(int index, string folder, SimulationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SeededRandom random = SeededRandom.For(options.Seed, "organisation", index);
        string id = string.Create(CultureInfo.InvariantCulture, $"org-{index + 1:0000}");
        WeightedDocument drawn = Draw(_fleet.Scenarios, random)!;
        string scenarioId = drawn.Value, size = Text(_fleet.Sizes, random), patched = Text(_fleet.Patched, random), quota = Text(_fleet.HttpproxyQuotaMb, random);
        string file = Path.Combine(_scenarios, Path.GetFileName(scenarioId) + ".yml");
        Scenario scenario = File.Exists(file) ? Scenario.Read(file) : throw new FormatException($"scenario '{scenarioId}' is not in {_scenarios}");
        ScenarioDocument document = scenario.Document;
        document.Server.Organisation = id.Replace("-", "", StringComparison.Ordinal);
        document.Server.Sector = Text(_fleet.Sectors, random);
        document.Server.Country = Text(_fleet.Countries, random);
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
            GroupSeed = (options.Seed * 1_000_003) + (ulong)random.Below(drawn.Groups > 0 ? drawn.Groups : _fleet.Groups),
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

    private static IEnumerable<List<WeightedDocument>> Lists(FleetDocument fleet) =>
        [fleet.Countries, fleet.Sectors, fleet.Sizes, fleet.Patched, fleet.HttpproxyQuotaMb, fleet.Scenarios];

    /// <summary>One of the values; "" where there is none.</summary>
    private static string Text(List<WeightedDocument> values, SeededRandom random) => Draw(values, random)?.Value ?? "";

    /// <summary>One of the values, as often as its weight says; null where there is none.</summary>
    private static WeightedDocument? Draw(List<WeightedDocument> values, SeededRandom random)
    {
        if (values.Count == 0)
        {
            return null;
        }

        int at = random.Below(values.Sum(v => v.Weight));
        foreach (WeightedDocument value in values)
        {
            at -= value.Weight;
            if (at < 0)
            {
                return value;
            }
        }

        return values[^1];
    }
}
