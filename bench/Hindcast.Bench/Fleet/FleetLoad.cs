using System.Diagnostics;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence.Assessments;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Results;

namespace Hindcast.Bench.Fleet;

/// <summary>
/// Assesses the simulated servers once each, and loads their results under many organisations the way silos do: an organisation,
/// a server, an upload and a job each, and the rows of a result. The files of results and evidence are written for the first
/// organisations only, and counted.
/// </summary>
internal static class FleetLoad
{
    internal static async Task<int> Run(Options options)
    {
        SimulatedFleet simulated = SimulatedFleet.Open(options.Text("data"));
        int organisations = options.Number("organisations", 30_000), files = Math.Min(options.Number("files", 60), organisations);
        string connection = options.Text("postgres", "");
        if (connection.Length > 0)
        {
            connection = await FleetStores.NewDatabase(connection);
        }

        await using FleetStores fleet = await FleetStores.Open(options.Text("folder"), connection);
        (Assessment Assessment, AssessmentFacts Facts, long Bytes)[] assessed = Assess(simulated, options.Text("packs", "packs"));
        long started = Stopwatch.GetTimestamp();
        Dictionary<string, int> numbers = [];
        for (int i = 0; i < files; i++)
        {
            (string organisation, string server) = await fleet.Add(i, simulated.Servers[i % simulated.Servers.Count], withFile: true);
            await fleet.Jobs.Enqueue(server, organisation, CancellationToken.None);
            Job job = (await fleet.Jobs.Lease(CancellationToken.None))!;
            (Assessment assessment, _, long bytes) = assessed[i % assessed.Length];
            await fleet.Results.Store(job, assessment, [simulated.Servers[i % simulated.Servers.Count].Archive], bytes, _ => Task.CompletedTask, CancellationToken.None);
        }

        Console.WriteLine(FormattableString.Invariant($"{files} with files: evidence {Bytes(fleet, "evidence") / files / 1000} kB, result {Bytes(fleet, "results") / files / 1000} kB each"));
        for (int from = files, step = Math.Max(1, organisations / 3); from < organisations; from += step)
        {
            int end = Math.Min(organisations, from + step);
            await Parallel.ForAsync(from, end, new ParallelOptions { MaxDegreeOfParallelism = connection.Length > 0 ? 8 : 1 }, async (i, _) => await Load(fleet, simulated, assessed, numbers, i));
            Console.WriteLine(FormattableString.Invariant($"{end} organisations after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s: database {await fleet.Bytes() / 1e6:F0} MB"));
        }

        if (fleet.Database.IsPostgres)
        {
            // What PostgreSQL does by itself some time after a load.
            await fleet.Database.Read(s => s.Execute("VACUUM (ANALYZE)"), CancellationToken.None);
            Console.WriteLine($"loaded: {connection}");
        }

        return 0;
    }

    private static async Task Load(
        FleetStores fleet, SimulatedFleet simulated, (Assessment Assessment, AssessmentFacts Facts, long Bytes)[] assessed, Dictionary<string, int> numbers, int i)
    {
        (string organisation, string server) = await fleet.Add(i, simulated.Servers[i % simulated.Servers.Count], withFile: false);
        lock (numbers)
        {
            numbers[server] = i;
        }

        await fleet.Jobs.Enqueue(server, organisation, CancellationToken.None);

        // Another loader may have taken this one's job, and left its own; or takes the same at this moment.
        Job? job;
        do
        {
            job = await fleet.Jobs.Lease(CancellationToken.None);
        }
        while (job is null);

        int number;
        lock (numbers)
        {
            numbers.Remove(job.ServerId, out number);
        }

        (_, AssessmentFacts facts, long bytes) = assessed[number % assessed.Length];
        if (!await fleet.Results.Record(job, Identifiers.Next(TimeProvider.System), facts, new string('0', 64), 300_000, bytes, _ => Task.CompletedTask, CancellationToken.None))
        {
            throw new InvalidOperationException("a result was not taken");
        }
    }

    private static (Assessment, AssessmentFacts, long)[] Assess(SimulatedFleet simulated, string packs)
    {
        List<(Assessment, AssessmentFacts, long)> assessed = [];
        AssessOptions options = new() { Evidence = [], PackFolder = packs, Tool = "hindcast bench" };
        AssessPlan plan = AssessPlan.Load(options, CancellationToken.None);
        long started = Stopwatch.GetTimestamp();
        foreach ((string archive, _, _) in simulated.Servers)
        {
            AssessRun run = Assessor.Run(options with { Evidence = [archive] }, plan, new ReadProgress(), CancellationToken.None);
            assessed.Add((run.Assessment, AssessmentFacts.Of(run.Assessment), run.BytesRead));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{assessed.Count} assessed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s; {assessed.Average(a => a.Item2.Terms.Count):F0} terms each; {string.Join(", ", assessed.CountBy(a => a.Item2.Outcome).OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"))}"));
        return [.. assessed];
    }

    private static long Bytes(FleetStores fleet, string kind) =>
        new DirectoryInfo(Path.Combine(fleet.Options.Folder, kind)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
