using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Fleet.Results;
using Hindcast.Simulation;
using Hindcast.Simulation.Fleets;
using Hindcast.Simulation.Truths;

namespace Hindcast.Bench.Fleet;

/// <summary>
/// Simulates every server of a fleet by its own seed, packs its evidence as an organisation would send it, assesses that as a silo's
/// job does and writes the result as a silo does. Evidence and results of the first servers are kept; of the others they are counted
/// and removed, and only what the database gets goes into the spool. One server at a time; start it twice for two cores.
/// </summary>
internal static class FleetAssess
{
    internal static int Run(Options options)
    {
        FleetPlan fleet = FleetPlan.Read(options.Text("fleet"));
        int count = Math.Min(options.Number("organisations", fleet.Organisations), fleet.Organisations), files = options.Number("files", 60);
        SimulationOptions size = new() { Scale = double.Parse(options.Text("scale", "0.00002"), CultureInfo.InvariantCulture), Threads = 1 };
        FleetSpool spool = new(options.Text("spool"));
        AssessOptions what = new() { Evidence = [], PackFolder = options.Text("packs", "packs"), Threads = 1, Tool = "hindcast bench" };
        AssessPlan plan = AssessPlan.Load(what, CancellationToken.None);
        string work = Path.Combine(options.Text("work", Path.GetTempPath()), $"hindcast-bench-{Guid.NewGuid():N}");
        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        long started = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        int done = 0;
        for (int block = 0; block * FleetSpool.Block < count && !stop.IsCancellationRequested; block++)
        {
            if (spool.Has(block) || spool.Take(block) is not { } taken)
            {
                continue;
            }

            List<SpooledServer> servers = [];
            for (int number = block * FleetSpool.Block; number < Math.Min(count, (block + 1) * FleetSpool.Block) && !stop.IsCancellationRequested; number++)
            {
                plan = plan.IsWorn ? AssessPlan.Load(what, CancellationToken.None) : plan;
                servers.Add(One(fleet, number, size, what, plan, Path.Combine(work, number.ToString(CultureInfo.InvariantCulture)), number < files ? spool.Kept(number) : null));
            }

            if (stop.IsCancellationRequested)
            {
                taken.Dispose();
                break;
            }

            spool.Finish(block, taken, servers);
            done += servers.Count;
            double each = (Environment.CpuUsage.TotalTime - processor).TotalSeconds / done;
            Console.WriteLine(FormattableString.Invariant(
                $"block {block}: {done} servers in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; {each * 1000:F1} ms of processor each ({string.Join(" + ", Enumerable.Range(0, 4).Select(i => servers.Average(s => s.Processor[i]).ToString("F1", CultureInfo.InvariantCulture)))} simulated, packed, assessed, written)"));
        }

        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }

        return stop.IsCancellationRequested ? 1 : 0;
    }

    private static SpooledServer One(FleetPlan fleet, int number, SimulationOptions size, AssessOptions what, AssessPlan plan, string folder, string? kept)
    {
        double[] processor = new double[4];
        TimeSpan before = Environment.CpuUsage.TotalTime;
        void Lap(int stage)
        {
            TimeSpan now = Environment.CpuUsage.TotalTime;
            processor[stage] = Math.Round((now - before).TotalMilliseconds, 1);
            before = now;
        }

        FleetMember member = fleet.Simulate(number, folder, size);
        string home = Path.Combine(folder, member.Id), archive = Path.Combine(home, "evidence.zip"), results = Path.Combine(home, "result");
        Truth truth;
        using (FileStream stream = File.OpenRead(Path.Combine(home, TruthJson.FileName)))
        {
            truth = TruthJson.Read(stream);
        }

        Lap(0);
        Pack(Path.Combine(home, Simulator.EvidenceFolder), archive);
        Lap(1);
        AssessRun run = Assessor.Run(what with { Evidence = [archive] }, plan, new ReadProgress(), CancellationToken.None);
        Lap(2);
        CaseFolder.Write(results, run.Assessment, [archive], database: false);
        string assessment = Path.Combine(results, CaseFolder.AssessmentFile);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(assessment)));
        AssessmentFacts facts = AssessmentFacts.Of(run.Assessment);
        Lap(3);
        SpooledServer server = new(
            number, member, First(truth.Scans), First(truth.Intrusions),
            [.. truth.Actors.Select(a => $"{a.Profile} {string.Join(' ', a.Addresses)}")], facts, run.BytesRead, truth.Logs.Sum(l => l.Bytes),
            new FileInfo(archive).Length, new FileInfo(assessment).Length, new DirectoryInfo(results).EnumerateFiles().Sum(f => f.Length), sha256, processor);
        if (kept is not null)
        {
            Directory.CreateDirectory(kept);
            File.Copy(archive, Path.Combine(kept, "evidence.zip"), overwrite: true);
            File.Copy(assessment, Path.Combine(kept, CaseFolder.AssessmentFile), overwrite: true);
        }

        Directory.Delete(home, recursive: true);
        return server;
    }

    /// <summary>An archive that depends on the files' content alone: the time of the simulation is nobody's evidence.</summary>
    private static void Pack(string folder, string archive)
    {
        using ZipArchive packed = ZipFile.Open(archive, ZipArchiveMode.Create);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            ZipArchiveEntry entry = packed.CreateEntry(Path.GetRelativePath(folder, file), CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(2021, 4, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream to = entry.Open(), from = File.OpenRead(file);
            from.CopyTo(to);
        }
    }

    private static long? First(IReadOnlyList<TruthEvent> events) => events.Count > 0 ? events.Min(e => Milliseconds(e.First)) : null;

    private static long Milliseconds(EvidenceTime time) => new DateTimeOffset(time.Utc).ToUnixTimeMilliseconds();
}
