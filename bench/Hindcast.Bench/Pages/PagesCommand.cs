using System.Diagnostics;
using Hindcast.Bench.Match;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Pipeline;

namespace Hindcast.Bench.Pages;

/// <summary>
/// Times the search for web shells in a folder: in this process, as a whole process of the program, and <c>yara</c> with compiled
/// rules, in turn. Ratios are of one round each. Checks that each round finds the same pages. The first round warms the page cache and is
/// not counted.
/// </summary>
internal static class PagesCommand
{
    internal static int Run(Options options)
    {
        string data = options.Text("data");
        string program = options.Text("program", "");
        string rules = options.Text("rules", "");
        int rounds = options.Number("rounds", 5);
        int threads = options.Number("threads", 2);
        string threadsText = threads.ToString(System.Globalization.CultureInfo.InvariantCulture);
        List<double> inside = [], process = [], yara = [];
        (long Files, long Bytes, int Hits) expected = default;
        for (int round = 0; round <= rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            PageSearchResult result = PageSearch.Run(new PageSearchOptions { Evidence = [data], Threads = threads }, new ReadProgress(), CancellationToken.None);
            double own = watch.Elapsed.TotalSeconds;
            double whole = program.Length == 0 ? 0 : ProcessRun.Time("dotnet", ["exec", program, "pages", data, "-q", "--threads", threadsText]).Seconds;
            double peer = rules.Length == 0 ? 0 : ProcessRun.Time("yara", ["-w", "-N", "-C", rules, "-r", "-p", threadsText, data]).Seconds;
            (long, long, int) got = (result.Files, result.Bytes, result.Hits.Count);
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

            inside.Add(own);
            process.Add(whole);
            yara.Add(peer);
        }

        Console.WriteLine(FormattableString.Invariant($"{expected.Files} files, {expected.Bytes / 1e6:F0} MB, {expected.Hits} pages found, {threads} threads, {rounds} rounds, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
        Write("in this process", inside, expected, yara);
        if (program.Length > 0)
        {
            Write("whole process", process, expected, yara);
        }

        if (rules.Length > 0)
        {
            Write("yara", yara, expected, []);
        }

        return 0;
    }

    private static void Write(string what, List<double> seconds, (long Files, long Bytes, int Hits) data, List<double> peer)
    {
        double median = Median(seconds);
        string ratio = peer.Count == seconds.Count && peer.TrueForAll(p => p > 0) ? FormattableString.Invariant($", yara takes {Median([.. peer.Zip(seconds, (p, s) => p / s)]):F2} times as long") : "";
        Console.WriteLine(FormattableString.Invariant(
            $"{what}: median {median:F2} s ({seconds.Min():F2} to {seconds.Max():F2}), {data.Files / median:F0} files/s, {data.Bytes / median / 1e6:F1} MB/s{ratio}"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
