using System.Diagnostics;
using System.Globalization;
using Hindcast.Fleet.Accounts;

namespace Hindcast.Bench.Fleet;

/// <summary>Assessments a second by one, two and three silos, each a process with one assessment at a time, on one database.</summary>
internal static class FleetThroughput
{
    internal static async Task<int> Run(Options options)
    {
        SimulatedFleet simulated = SimulatedFleet.Open(options.Text("data"));
        int jobs = options.Number("jobs", 300);
        Console.WriteLine(FormattableString.Invariant($"{simulated.Servers.Count} servers, {simulated.MeanBytes / 1e6:F2} MB an archive; {Environment.ProcessorCount} cores"));
        foreach (int silos in options.Text("silos", "1,2,3").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)))
        {
            string folder = Directory.CreateTempSubdirectory("hindcast-bench-").FullName;
            try
            {
                await Measure(options, simulated, jobs, silos, folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    private static async Task Measure(Options options, SimulatedFleet simulated, int jobs, int silos, string folder)
    {
        await using FleetStores fleet = await FleetStores.Open(folder, await FleetStores.NewDatabase(options.Text("postgres")));
        for (int i = 0; i < jobs; i++)
        {
            await fleet.Add(i, simulated.Servers[i % simulated.Servers.Count], withFile: true);
        }

        List<Silo> running = [];
        try
        {
            for (int i = 0; i < silos; i++)
            {
                running.Add(await Silo.Start(options.Text("program"), fleet, 1, options.Text("packs", "packs")));
            }

            // The first round loads packs and compiles code; the second is counted.
            Caller all = new("bench", "bench", AccountRole.Analyst, default, new HashSet<string>(), SeesAll: true, null);
            await Everything(fleet, all);
            long bytesBefore = await fleet.Bytes();
            double processorBefore = running.Sum(s => s.Processor.TotalSeconds);
            long started = Stopwatch.GetTimestamp();
            await Everything(fleet, all);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds, processor = running.Sum(s => s.Processor.TotalSeconds) - processorBefore;
            long results = new DirectoryInfo(Path.Combine(folder, "results")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
            Console.WriteLine(FormattableString.Invariant(
                $"{silos} silos: {jobs} assessments in {seconds:F1} s, {jobs / seconds:F1} a second; {processor / jobs:F3} s of processor each, {3600 / (processor / jobs):F0} a core-hour; {running.Max(s => s.PeakBytes) >> 20} MiB the largest silo; {results / (2.0 * jobs) / 1000:F0} kB a result; database {bytesBefore / 1e6:F1} MB, {(await fleet.Bytes() - bytesBefore) / (double)jobs / 1000:F1} kB more for each assessed again"));
        }
        finally
        {
            running.ForEach(s => s.Dispose());
        }
    }

    private static async Task Everything(FleetStores fleet, Caller all)
    {
        (string batch, long queued) = await fleet.Jobs.EnqueueAll(all, CancellationToken.None);
        while (true)
        {
            IReadOnlyDictionary<Hindcast.Fleet.Jobs.JobState, long> counts = await fleet.Jobs.Counts(all, batch, CancellationToken.None);
            if (counts.GetValueOrDefault(Hindcast.Fleet.Jobs.JobState.Failed) > 0)
            {
                throw new InvalidOperationException("an assessment failed");
            }

            if (counts.GetValueOrDefault(Hindcast.Fleet.Jobs.JobState.Done) == queued)
            {
                return;
            }

            await Task.Delay(100);
        }
    }
}
