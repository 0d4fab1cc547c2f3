using System.CommandLine;
using System.Globalization;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Simulation;
using Hindcast.Simulation.Fleets;
using Hindcast.Simulation.Scenarios;

namespace Hindcast.Cli.Simulation;

/// <summary><c>hindcast simulate</c>.</summary>
internal static class SimulateCommand
{
    internal static Command Create()
    {
        Argument<FileInfo> scenario = new("scenario") { Description = "A scenario file, such as those in scenarios, or a fleet, such as those in scenarios/fleets." };
        Option<DirectoryInfo> output = new("--out", "-o") { Description = "New or empty folder for the evidence and truth.json.", HelpName = "folder", Required = true };
        Option<ulong> seed = new("--seed") { Description = "Another seed makes another server of the same scenario.", HelpName = "n", DefaultValueFactory = _ => 1 };
        Option<double> scale = new("--scale") { Description = "Size: 1 is a server of 8 GB in two weeks, 0.01 a hundredth of it.", HelpName = "x", DefaultValueFactory = _ => 0.01 };
        Option<int> threads = new("--threads") { Description = "Threads that write; 0 for one a core.", HelpName = "n" };
        Option<int> history = new("--history") { Description = "Days of everyday traffic before the scenario's period.", HelpName = "days" };
        Option<double> novelties = new("--novelties") { Description = "Harmless things in 30 days that are new to the server.", HelpName = "n" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress bar." };
        Command command = new(
            "simulate",
            """
            Writes the logs and files of an Exchange server that never was, and beside them the truth about it.

            A scenario says what happens: the traffic of every day, scans, intrusions, what administrators do, which logs are
            lost. The same scenario and seed give the same bytes. Nothing that is written can run or attack: log rows, and
            pages that no compiler takes. A fleet is many organisations with a server each; fleet.json lists them.

            Exit code: 0 written; 2 wrong usage, a folder that holds something, or a scenario that
            can't be read; 4 failure; 130 stopped.

            Examples:
              hindcast simulate scenarios/mass-wave.yml --out sim-1
              hindcast assess sim-1/evidence --out case-1
              hindcast evaluate case-1 sim-1/truth.json
              hindcast simulate scenarios/fleets/spring-2021.yml --out fleet-1 --scale 0.0005
            """)
        {
            scenario, output, seed, scale, threads, history, novelties, quiet,
        };
        command.SetGuarded((parsed, cancellation) => ReadingScenarios(() => Run(
            parsed.GetRequiredValue(scenario), parsed.GetRequiredValue(output),
            new SimulationOptions { Seed = parsed.GetValue(seed), Scale = parsed.GetValue(scale), Threads = parsed.GetValue(threads), HistoryDays = parsed.GetValue(history), NoveltiesPerMonth = parsed.GetValue(novelties) },
            parsed.GetValue(quiet), cancellation)), "what was written is not complete");
        return command;
    }

    private static int Run(FileInfo file, DirectoryInfo output, SimulationOptions options, bool quiet, CancellationToken cancellation)
    {
        UsageCheck.File(file.FullName);
        UsageCheck.Threads(options.Threads);
        if (options.Scale is not (> 0 and <= 100))
        {
            throw new UsageException("--scale takes more than 0 and at most 100");
        }

        if (options.HistoryDays is < 0 or > 1000 || options.NoveltiesPerMonth is not (>= 0 and <= 1000))
        {
            throw new UsageException("--history and --novelties take 0 to 1000");
        }

        if (output.Exists && output.EnumerateFileSystemInfos().Any())
        {
            throw new UsageException($"{output.FullName} is not empty");
        }

        if (FleetSimulator.IsFleet(file.FullName))
        {
            return RunFleet(file, output, options, quiet, cancellation);
        }

        SimulationProgress progress = new();
        SimulationResult result = DayProgress.Run(
            progress, quiet, () => Simulator.Run(Scenario.Read(file.FullName), output.FullName, options, progress, cancellation));
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Rows} rows, {Amounts.Size(result.Bytes)} in {Terminal.Safe(result.EvidenceFolder)}; the truth is in {Terminal.Safe(result.TruthFile)}"));
        return ExitCodes.Clean;
    }

    /// <summary>Does work that reads scenarios.</summary>
    /// <exception cref="UsageException">One can't be read.</exception>
    internal static int ReadingScenarios(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    private static int RunFleet(FileInfo file, DirectoryInfo output, SimulationOptions options, bool quiet, CancellationToken cancellation)
    {
        int written = 0;
        IReadOnlyList<FleetMember> members = FleetSimulator.Run(
            file.FullName, output.FullName, options,
            member =>
            {
                written++;
                if (!quiet)
                {
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} {member.Id} {member.Scenario}: {member.Happened}"));
                }
            },
            cancellation);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{members.Count} organisations in {Terminal.Safe(output.FullName)}; {FleetSimulator.FileName} lists them"));
        return ExitCodes.Clean;
    }
}
