using System.Security.Cryptography;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Simulation;
using Hindcast.Simulation.Fleets;
using Hindcast.Simulation.Truths;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Simulation;

public sealed class FleetTests : IDisposable
{
    private const string Fleet = """
        schema: 1
        id: small
        title: Two scenarios, one group
        organisations: 6
        groups: 1
        countries: [{value: de, weight: 1}]
        sectors: [{value: health, weight: 1}, {value: education, weight: 1}]
        sizes: [{value: 20..30, weight: 1}]
        patched: [{value: never, weight: 1}]
        scenarios: [{value: mass-wave, weight: 2}, {value: clean, weight: 1}]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-fleet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Organisations_differ_and_share_the_group_that_enters_them()
    {
        IReadOnlyList<FleetMember> members = Run(Fleet, "one");
        Assert.Equal(6, members.Count);
        Assert.Equal(6, members.Select(m => m.Seed).Distinct().Count());
        Assert.Equal(["clean", "mass-wave"], members.Select(m => m.Scenario).Distinct().Order(StringComparer.Ordinal));
        Assert.All(members, m => Assert.Equal(("de", m.Scenario == "clean"), (m.Country, m.Happened < Outcome.Attempted)));

        string[] addresses = [.. members.Where(m => m.Scenario == "mass-wave").Select(m => FirstAddress(Path.Combine(_folder, "one", m.Id)))];
        Assert.True(addresses.Length > 1);
        Assert.NotEqual("", Assert.Single(addresses.Distinct()));
    }

    [Fact]
    public void The_same_fleet_and_seed_give_the_same_list_and_another_seed_another()
    {
        string one = List("a", 1), again = List("b", 1), other = List("c", 2);
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
        using JsonDocument json = JsonDocument.Parse(one);
        Assert.Equal(6, json.RootElement.GetProperty("organisations").GetArrayLength());
        return;

        string List(string name, ulong seed)
        {
            Run(Fleet, name, seed);
            return File.ReadAllText(Path.Combine(_folder, name, FleetSimulator.FileName));
        }
    }

    [Fact]
    public void An_organisation_simulated_by_itself_has_the_same_bytes()
    {
        IReadOnlyList<FleetMember> members = Run(Fleet, "all");
        FleetPlan plan = FleetPlan.Read(Path.Combine(_folder, "scenarios", "fleets", "small.yml"));
        Assert.Equal((6, "small"), (plan.Organisations, plan.Id));
        FleetMember alone = plan.Simulate(4, Path.Combine(_folder, "alone"), new SimulationOptions { Scale = 0.0003, Threads = 1 }, TestContext.Current.CancellationToken);
        Assert.Equal(members[4], alone);
        Assert.Equal(Content("all"), Content("alone"));
        return;

        (string, string)[] Content(string name) =>
        [
            .. Directory.EnumerateFiles(Path.Combine(_folder, name, alone.Id), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(f => (Path.GetRelativePath(Path.Combine(_folder, name), f), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))),
        ];
    }

    [Fact]
    public void A_scenario_may_have_fewer_groups_than_the_fleet()
    {
        string many = Fleet.Replace("groups: 1", "groups: 1000", StringComparison.Ordinal);
        string[] Groups(string fleet, string name) =>
            [.. Run(fleet, name).Where(m => m.Scenario == "mass-wave").Select(m => $"{m.GroupSeed}").Distinct()];
        Assert.True(Groups(many, "many").Length > 1);
        Assert.Single(Groups(many.Replace("{value: mass-wave, weight: 2}", "{value: mass-wave, weight: 2, groups: 1}", StringComparison.Ordinal), "few"));
    }

    [Theory]
    [InlineData("organisations: 6", "organisations: 0", "organisations takes 1 to 100000")]
    [InlineData("weight: 2", "weight: -2", "a value is empty, or a weight is not 1 to 10000")]
    [InlineData("value: mass-wave", "value: ../../etc/passwd", "scenario '../../etc/passwd' is not in")]
    [InlineData("groups: 1", "gruops: 1", "gruops")]
    public void What_is_wrong_in_a_fleet_is_named(string right, string wrong, string expected)
    {
        FormatException failure = Assert.Throws<FormatException>(() => Run(Fleet.Replace(right, wrong, StringComparison.Ordinal), "x"));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spring-2021.yml")]
    [InlineData("spring-2021-30000.yml")]
    public void A_fleet_that_comes_with_the_project_can_be_read(string name)
    {
        string path = Path.Combine(Checkout.Root, "scenarios", "fleets", name);
        Assert.All(FleetPlan.Read(path).ScenarioIds, id => Assert.True(File.Exists(Path.Combine(Checkout.Root, "scenarios", $"{id}.yml")), id));
        Assert.True(FleetSimulator.IsFleet(path));
        Assert.False(FleetSimulator.IsFleet(Path.Combine(Checkout.Root, "scenarios", "clean.yml")));
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => FleetSimulator.Run(
            path, Path.Combine(_folder, "spring"), new SimulationOptions { Scale = 0.0002 }, _ => stop.Cancel(), stop.Token));
    }

    private static string FirstAddress(string folder)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, TruthJson.FileName));
        TruthLine? line = TruthJson.Read(stream).Intrusions.SelectMany(i => i.Steps).SelectMany(s => s.Lines).FirstOrDefault(l => l.File.Contains("HttpProxy", StringComparison.Ordinal));
        if (line is null)
        {
            return "";
        }

        string row = File.ReadLines(Path.Combine(folder, Simulator.EvidenceFolder, line.File)).ElementAt((int)line.Line - 1);
        string[] header = File.ReadLines(Path.Combine(folder, Simulator.EvidenceFolder, line.File)).First().Split(',');
        return row.Split(',')[Array.IndexOf(header, "ClientIpAddress")];
    }

    private IReadOnlyList<FleetMember> Run(string yaml, string name, ulong seed = 1)
    {
        // The scenarios lie in the folder above the fleet's.
        string fleets = Path.Combine(_folder, "scenarios", "fleets");
        Directory.CreateDirectory(fleets);
        foreach (string scenario in (string[])["mass-wave.yml", "clean.yml"])
        {
            File.WriteAllText(Path.Combine(_folder, "scenarios", scenario), Checkout.Read($"scenarios/{scenario}"));
        }

        string path = Path.Combine(fleets, "small.yml");
        File.WriteAllText(path, yaml);
        return FleetSimulator.Run(path, Path.Combine(_folder, name), new SimulationOptions { Seed = seed, Scale = 0.0003, Threads = 1 }, cancellation: TestContext.Current.CancellationToken);
    }
}
