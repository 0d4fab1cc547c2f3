using System.Diagnostics;
using Hindcast.Engine.Hunting;
using Hindcast.Formats.Archives;
using Hindcast.Sigma;
using Hindcast.Sigma.Loading;

namespace Hindcast.Bench.Sigma;

/// <summary>
/// Hunts in one event log with 10, 100, 1,000 and all rules: reading, matching and keeping matches, without loading rules
/// and without writing. The first round of each number compiles the shapes; the best of the others is the speed. On a
/// machine that others use too, look at the events for each second of processor time.
/// </summary>
internal static class SigmaHuntBench
{
    private const int Rounds = 4;
    private static readonly int[] RuleCounts = [10, 100, 1_000, int.MaxValue];

    internal static void Run(string rulesFolder, string log, int threads, int? onlyCount)
    {
        long start = Stopwatch.GetTimestamp();
        SigmaLoadResult loaded = SigmaLoader.LoadFolder(rulesFolder);
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        SigmaRule[] rules = [.. loaded.Rules.Where(r => r.LogSource.Product is "windows" or "")];
        Console.WriteLine($"{loaded.Rules.Count} rules loaded in {load:F2} s, {rules.Length} of them for Windows or any product; {threads} threads");
        foreach (int count in onlyCount is { } only ? [only] : RuleCounts)
        {
            int step = Math.Max(1, rules.Length / Math.Min(count, rules.Length));
            SigmaRule[] some = [.. rules.Where((_, i) => i % step == 0).Take(count)];
            HuntOptions options = new() { Evidence = [log], Rules = rulesFolder };
            start = Stopwatch.GetTimestamp();
            HuntPlan plan = new(new SigmaLoadResult(some, [], [], [], 0, 0), options);
            double compile = Stopwatch.GetElapsedTime(start).TotalSeconds;
            HuntWorker[] workers = [.. Enumerable.Range(0, threads).Select(_ => new HuntWorker(plan))];
            EvidenceTree tree = EvidenceTree.Open([log]);
            double first = 0, best = double.MaxValue, leastProcessor = double.MaxValue;
            long records = 0, matches = 0;
            for (int round = 0; round < Rounds; round++)
            {
                using Stream stream = tree.OpenRead(tree.Items[0]);
                TimeSpan processor = Environment.CpuUsage.TotalTime;
                start = Stopwatch.GetTimestamp();
                HuntFileResult result = new HuntFileReading(tree.Items[0], false, plan, workers, new(), CancellationToken.None).Read(stream)!;
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                first = round == 0 ? seconds : first;
                best = Math.Min(best, seconds);
                leastProcessor = Math.Min(leastProcessor, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
                records = result.Records;
                matches = result.Tally!.Matches.Values.Sum();
            }

            using Process self = Process.GetCurrentProcess();
            Console.WriteLine(
                $"{some.Length,5} rules: compile {compile,5:F2} s, first {first,5:F2} s, best {best,5:F2} s = {records / best,9:F0} events/s, "
                + $"processor {leastProcessor,5:F2} s = {records / leastProcessor,9:F0} events/s "
                + $"({matches} matches of {records} records, peak {self.PeakWorkingSet64 >> 20} MiB)");
        }
    }
}
