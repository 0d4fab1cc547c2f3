using System.Globalization;
using Hindcast.Cli.Commands;
using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation;
using Hindcast.Simulation.Evaluation;
using Hindcast.Simulation.Scenarios;

namespace Hindcast.Cli.Simulation;

/// <summary>Simulates, assesses and scores servers, one after the other; each is deleted before the next, unless it is kept.</summary>
internal sealed class ScenarioEvaluation
{
    internal required string Scenarios { get; init; }

    /// <summary>0 for one a scenario.</summary>
    internal required int Servers { get; init; }

    internal required ulong FirstSeed { get; init; }

    internal required double Scale { get; init; }

    /// <summary>Days of everyday traffic before each scenario.</summary>
    internal int HistoryDays { get; init; }

    internal double NoveltiesPerMonth { get; init; }

    internal required string? Keep { get; init; }

    internal required string PackFolder { get; init; }

    internal required bool IsQuiet { get; init; }

    /// <exception cref="FormatException">A scenario can't be read.</exception>
    /// <exception cref="IOException">Something can't be written.</exception>
    internal IReadOnlyList<CaseScore> Run(CancellationToken cancellation)
    {
        Scenario[] scenarios = Read(Scenarios, Servers, Scale);
        int servers = Servers == 0 ? scenarios.Length : Servers;
        List<CaseScore> scores = [];
        for (int i = 0; i < servers; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Scenario scenario = scenarios[i % scenarios.Length];
            ulong seed = FirstSeed + (ulong)i;
            CaseScore score = Server(scenario, seed, cancellation);
            scores.Add(score);
            if (!IsQuiet)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i + 1}/{servers} {scenario.Id} seed {seed}: said {score.Verdict.Said}, provable {score.Verdict.Provable}, happened {score.Verdict.Happened}"));
            }
        }

        return scores;
    }

    /// <summary>The scenarios of a folder.</summary>
    /// <exception cref="UsageException">There is none, or a number is out of range.</exception>
    internal static Scenario[] Read(string folder, int servers, double scale)
    {
        Scenario[] scenarios = [.. Directory.GetFiles(folder, "*.yml").Order(StringComparer.Ordinal).Select(Scenario.Read)];
        return scenarios.Length == 0 || servers < 0 || scale is <= 0 or > 100
            ? throw new UsageException(scenarios.Length == 0 ? $"no scenario (*.yml) in {folder}" : "--servers takes 0 or more, --scale more than 0 and at most 100")
            : scenarios;
    }

    private CaseScore Server(Scenario scenario, ulong seed, CancellationToken cancellation)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{scenario.Id}-{seed}");
        string folder = Keep is null ? Directory.CreateTempSubdirectory("hindcast-evaluate-").FullName : Path.Combine(Keep, name);
        try
        {
            SimulationResult simulated = Simulator.Run(scenario, folder, new SimulationOptions { Seed = seed, Scale = Scale, HistoryDays = HistoryDays, NoveltiesPerMonth = NoveltiesPerMonth }, cancellation: cancellation);
            AssessOptions options = new() { Evidence = [simulated.EvidenceFolder], PackFolder = PackFolder, Tool = "hindcast evaluate" };
            Assessment assessment = Assessor.Run(options, new ReadProgress(), cancellation).Assessment;
            if (Keep is not null)
            {
                CaseFolder.Write(Path.Combine(folder, "case"), assessment, [simulated.EvidenceFolder]);
            }

            return CaseEvaluation.Score(assessment, simulated.Truth);
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
