using Hindcast.Simulation;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Truths;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Simulation;

public sealed class HistoryTests
{
    [Fact]
    public void Days_before_the_period_hold_traffic_and_leave_what_happens_where_it_was()
    {
        using SimulatedServer plain = SimulatedServer.Of("unnamed-module", seed: 5);
        using SimulatedServer before = new(Checkout.Read("scenarios/unnamed-module.yml"), seed: 5, historyDays: 4);

        Assert.Equal(plain.Truth.From.Utc.AddDays(-4), before.Truth.From.Utc);
        Assert.Equal(plain.Truth.To, before.Truth.To);
        Assert.Equal(plain.Truth.Intrusions[0].First, before.Truth.Intrusions[0].First);
        Assert.Equal(4 + plain.Files("u_ex*.log").Length / 2, before.Files("u_ex*.log").Length / 2);
    }

    [Fact]
    public void New_harmless_things_are_part_of_no_event()
    {
        string folder = Directory.CreateTempSubdirectory("hindcast-novelties-").FullName;
        try
        {
            SimulationOptions options = new() { Seed = 8, Scale = 0.0005, Threads = 1, NoveltiesPerMonth = 200 };
            Truth truth = Simulator.Run(Scenario.Parse(Checkout.Read("scenarios/clean.yml"), "clean.yml"), Path.Combine(folder, "a"), options, cancellation: TestContext.Current.CancellationToken).Truth;
            Simulator.Run(Scenario.Parse(Checkout.Read("scenarios/clean.yml"), "clean.yml"), Path.Combine(folder, "b"), options with { Threads = 3 }, cancellation: TestContext.Current.CancellationToken);

            Assert.Empty(truth.Intrusions);
            Assert.Empty(truth.Lookalikes);
            string[] files = [.. Directory.GetFiles(Path.Combine(folder, "a"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            Assert.Contains(files, f => f.EndsWith(".log", StringComparison.Ordinal) && File.ReadAllText(f).Contains("-research/1", StringComparison.Ordinal));
            Assert.All(files, f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(f.Replace(Path.Combine(folder, "a"), Path.Combine(folder, "b"), StringComparison.Ordinal))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Dns_is_written_where_a_scenario_asks_for_it()
    {
        using SimulatedServer names = new(Checkout.Read("scenarios/dns/unnamed-names.yml"), seed: 2, scale: 0.0005);
        using SimulatedServer none = SimulatedServer.Of("clean", seed: 2);

        string[] logs = names.Files("dns.*.log");
        Assert.Equal(names.Truth.Logs.Single(l => l.Log == "zeek-dns").Days.Count, logs.Length);
        Assert.Empty(none.Files("dns.*.log"));
        TruthLine line = names.Truth.Intrusions[0].Steps[0].Lines[0];
        Assert.Contains(".appsync-api.", File.ReadAllLines(names.At(line.File))[line.Line - 1], StringComparison.Ordinal);
    }
}
