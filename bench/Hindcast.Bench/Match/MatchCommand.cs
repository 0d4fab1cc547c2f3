using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hindcast.Formats.Matching;

namespace Hindcast.Bench.Match;

/// <summary>
/// <c>match --data path [--patterns 1,8,32,200,1000] [--rounds 5] [--seed 1] [--threads 2] [--path Vector256]</c>:
/// counts the lines with any of N invented patterns, by turns with ours and with the fastest of several ways to call
/// ripgrep, on a warm page cache. Ends with code 1 when the counts differ.
/// </summary>
internal static class MatchCommand
{
    /// <summary>Runs the command; returns the exit code.</summary>
    public static int Run(Options options)
    {
        string data = options.Text("data");
        string[] files = LogFiles.Below(data);
        int rounds = options.Number("rounds", 5), threads = options.Number("threads", 2);
        VectorPath path = Enum.Parse<VectorPath>(options.Text("path", LiteralSet.WidestPath.ToString()));
        double gigabytes = files.Sum(file => new FileInfo(file).Length) / 1e9;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} files, {gigabytes:F2} GB, {threads} threads, {path}, {rounds} rounds; medians"));
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(file);
            stream.CopyTo(Stream.Null, 1 << 20);
        }

        int code = 0;
        foreach (string number in options.Text("patterns", "1,8,32,200,1000").Split(','))
        {
            string[] needles = Needles.Make(int.Parse(number, CultureInfo.InvariantCulture), options.Number("seed", 1));
            code |= Pair(needles, data, files, gigabytes, rounds, threads, path);
        }

        return code;
    }

    private static int Pair(string[] needles, string data, string[] files, double gigabytes, int rounds, int threads, VectorPath path)
    {
        string patterns = Path.GetTempFileName(), regex = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(patterns, needles);
            File.WriteAllText(regex, $"(?i-u:{string.Join('|', needles.Select(Regex.Escape)).Replace("\\ ", " ", StringComparison.Ordinal)})");
            string[] ourArguments =
            [
                "exec", typeof(MatchCommand).Assembly.Location, "match-count", "--data", data, "--patterns", patterns,
                "--threads", threads.ToString(CultureInfo.InvariantCulture), "--path", path.ToString(),
            ];

            Ripgrep theirs = Ripgrep.Ways(patterns, regex, data).MinBy(way => double.Min(way.Run().Seconds, way.Run().Seconds))!;
            List<double> ours = [], ourProcess = [], rg = [], ratios = [], processRatios = [];
            long ourCount = 0, rgCount = 0;
            for (int round = 0; round < rounds; round++)
            {
                long began = Stopwatch.GetTimestamp();
                ourCount = new LineCounter(LiteralSet.Compile(needles, path), threads).Count(files);
                ours.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                (rgCount, double seconds) = theirs.Run();
                rg.Add(seconds);
                (string output, double whole) = ProcessRun.Time("dotnet", ourArguments);
                ourProcess.Add(whole);
                if (rgCount != ourCount || long.Parse(output, CultureInfo.InvariantCulture) != ourCount)
                {
                    Console.WriteLine($"{needles.Length} patterns: COUNTS DIFFER: ours {ourCount}, ours as a process {output.Trim()}, rg {rgCount}");
                    return 1;
                }

                ratios.Add(rg[^1] / ours[^1]);
                processRatios.Add(rg[^1] / ourProcess[^1]);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{needles.Length,5} patterns: {ourCount} lines; ours {Median(ours):F3} s ({gigabytes / Median(ours):F1} GB/s), as a process {Median(ourProcess):F3} s; rg {theirs.Name} {Median(rg):F3} s ({gigabytes / Median(rg):F1} GB/s); ratio {Median(ratios):F2}, as a process {Median(processRatios):F2}"));
            return 0;
        }
        finally
        {
            File.Delete(patterns);
            File.Delete(regex);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
