using System.Globalization;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Replay;
using Hindcast.Engine.Surprise;
using Hindcast.Simulation;
using Hindcast.Simulation.Evaluation;
using Hindcast.Simulation.Scenarios;

namespace Hindcast.Cli.Simulation;

/// <summary>Simulates servers with a past, says what is unusual on them without any pack, and scores it. One server after the other.</summary>
internal sealed class SurpriseScenarios
{
    internal required string Scenarios { get; init; }

    /// <summary>0 for one a scenario.</summary>
    internal required int Servers { get; init; }

    internal required ulong FirstSeed { get; init; }

    internal required double Scale { get; init; }

    internal required int HistoryDays { get; init; }

    internal required double NoveltiesPerMonth { get; init; }

    /// <summary>Folder of packs that take part, but for that of the server's own campaign; null for no packs.</summary>
    internal string? LeaveOneOutOf { get; init; }

    internal required string? Keep { get; init; }

    internal required bool IsQuiet { get; init; }

    /// <exception cref="FormatException">A scenario can't be read.</exception>
    /// <exception cref="IOException">Something can't be written.</exception>
    internal IReadOnlyList<SurpriseScore> Run(CancellationToken cancellation)
    {
        Scenario[] scenarios = ScenarioEvaluation.Read(Scenarios, Servers, Scale);
        int servers = Servers == 0 ? scenarios.Length : Servers;
        List<SurpriseScore> scores = [];
        for (int i = 0; i < servers; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            SurpriseScore score = Server(scenarios[i % scenarios.Length], FirstSeed + (ulong)i, cancellation);
            scores.Add(score);
            if (!IsQuiet)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i + 1}/{servers} {score.Server}: {(score.IsExploited ? $"exploited, seen after {score.HoursToSeen:0.0} h by {string.Join("+", score.Families)}" : "not exploited")}, {score.FalseItems} false, {score.FalseSeen} of them of several kinds, {score.DaysJudged} days"));
            }
        }

        return scores;
    }

    /// <summary>A way in has the id of the pack that describes it; one that nobody described has no pack.</summary>
    private static SurpriseScore LeftOut(SimulationResult simulated, string packs, CancellationToken cancellation)
    {
        string[] without = [.. simulated.Truth.Intrusions.Select(i => i.Kind).Distinct().Where(kind => Directory.Exists(Path.Combine(packs, kind))).Order(StringComparer.Ordinal)];
        AssessOptions options = new() { Evidence = [simulated.EvidenceFolder], PackFolder = packs, Tool = "hindcast evaluate" };
        ReplayReport replay = Replayer.Run(options, without, new ReadProgress(), cancellation);
        return SurpriseEvaluation.Score(replay.Unusual, simulated.Truth, string.Join('+', without), replay.LeftOutKnown, replay.PacksSpeakOfSuccess);
    }

    private SurpriseScore Server(Scenario scenario, ulong seed, CancellationToken cancellation)
    {
        string folder = Keep is null ? Directory.CreateTempSubdirectory("hindcast-evaluate-").FullName
            : Path.Combine(Keep, string.Create(CultureInfo.InvariantCulture, $"{scenario.Id}-{seed}"));
        try
        {
            SimulationResult simulated = Simulator.Run(
                scenario, folder, new SimulationOptions { Seed = seed, Scale = Scale, HistoryDays = HistoryDays, NoveltiesPerMonth = NoveltiesPerMonth }, cancellation: cancellation);
            return LeaveOneOutOf is { } packs ? LeftOut(simulated, packs, cancellation)
                : SurpriseEvaluation.Score(SurpriseRun.Run([simulated.EvidenceFolder], 0, cancellation), simulated.Truth);
        }
        finally
        {
            if (Keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
