using System.Diagnostics;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;

namespace Hindcast.Bench.Assess;

/// <summary>
/// Times a whole assessment in this process: listing, hashing, coverage, builds, all rules of the packs. Checks that each
/// round gives the same records and observations. The first round warms up and is not counted. <c>--no-surprise</c> leaves out the
/// section of the unusual, <c>--cited</c> hashes only what is cited.
/// </summary>
internal static class AssessCommand
{
    internal static int Run(Options options)
    {
        string data = options.Text("data");
        string packs = options.Text("packs", "packs");
        int rounds = options.Number("rounds", 5);
        foreach (int threads in new[] { 1, 2 })
        {
            List<double> seconds = [], cpu = [];
            (long Bytes, long Records, int Observations) expected = default;
            for (int round = 0; round <= rounds; round++)
            {
                ReadProgress progress = new();
                TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
                Stopwatch watch = Stopwatch.StartNew();
                AssessRun run = Assessor.Run(
                    new AssessOptions { Evidence = [data], PackFolder = packs, Threads = threads, Tool = "bench", LooksForSurprise = !options.Has("no-surprise"), Hashed = options.Has("cited") ? HashedFiles.Cited : HashedFiles.Every }, progress, CancellationToken.None);
                watch.Stop();
                var got = (run.Assessment.Files.Sum(f => f.SizeBytes), run.Assessment.Files.Sum(f => f.Records), run.Assessment.Observations.Count);
                if (round == 0)
                {
                    expected = got;
                    continue;
                }

                if (got != expected)
                {
                    Console.Error.WriteLine($"round {round} gave {got}, the first {expected}");
                    return 1;
                }

                seconds.Add(watch.Elapsed.TotalSeconds);
                cpu.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
            }

            double median = seconds.Order().ElementAt(seconds.Count / 2);
            Console.WriteLine(FormattableString.Invariant(
                $"{threads} threads: median {median:F2} s ({seconds.Min():F2} to {seconds.Max():F2}), {expected.Bytes / median / 1e9:F2} GB/s, {cpu.Order().ElementAt(cpu.Count / 2):F2} s of processor, {expected.Records} records, {expected.Observations} observations, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
        }

        return 0;
    }
}
