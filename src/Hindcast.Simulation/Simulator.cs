using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation;

/// <summary>
/// Writes the evidence of a simulated Exchange server and the truth beside it. Days are written independently, one a thread;
/// memory does not grow with their number. Only log rows and inert files are made.
/// </summary>
public static class Simulator
{
    /// <summary>Name of the folder that holds the evidence.</summary>
    public const string EvidenceFolder = "evidence";

    /// <summary>Simulates a server.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="folder">Where <c>evidence</c> and <c>truth.json</c> go; must be empty or not be there.</param>
    /// <param name="options">Seed and size.</param>
    /// <param name="progress">Is told about finished days.</param>
    /// <param name="cancellation">Stops between two days; what is written stays.</param>
    /// <exception cref="FormatException">A value of the scenario can't be read.</exception>
    /// <exception cref="IOException">The folder can't be written, or holds something.</exception>
    public static SimulationResult Run(
        Scenario scenario, string folder, SimulationOptions options, SimulationProgress? progress = null, CancellationToken cancellation = default)
    {
        ServerPlan plan = ServerPlan.Make(scenario.Document, options.Seed, options.Scale, options.HistoryDays, options.GroupSeed);
        Script script = ScriptMaker.Make(plan);
        NoveltyScripts.Add(plan, script, options.NoveltiesPerMonth);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"{folder} is not empty");
        }

        string evidence = Path.Combine(folder, EvidenceFolder);
        Directory.CreateDirectory(evidence);
        if (progress is not null)
        {
            progress.Days = plan.Days;
        }

        DayResult[] days = new DayResult[plan.Days];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, plan.Days, parallel, day =>
        {
            days[day] = new DayWriter(plan, script, evidence).Write(day);
            progress?.Add(days[day].Files.Sum(f => f.Rows));
        });

        LogKind[] eventLogs = [.. LogKinds.All.Where(k => LogKinds.IsEvents(k) && plan.Writes(k))];
        DayResult[] events = new DayResult[eventLogs.Length];
        Parallel.For(0, events.Length, parallel, i => events[i] = new EventLogWriter(plan, script, evidence).Write(eventLogs[i]));
        EvidenceDamage damage = new(plan, script, evidence);
        IReadOnlyList<WrittenLine> listed = new FileListingWriter(plan, script, evidence).Write(plan.Kept.Listing);
        DayResult all = damage.Apply([.. days.Concat(events).SelectMany(d => d.Files)], [.. days.Concat(events).SelectMany(d => d.Lines), .. listed]);
        WebRootWriter.Write(plan, script, evidence);
        Truth truth = TruthMaker.Make(plan, script, all, damage.Truncated);
        string truthFile = Path.Combine(folder, TruthJson.FileName);
        using (FileStream stream = File.Create(truthFile))
        {
            TruthJson.Write(truth, stream);
        }

        return new SimulationResult(evidence, truthFile, truth, truth.Logs.Sum(l => l.Rows), truth.Logs.Sum(l => l.Bytes));
    }
}
