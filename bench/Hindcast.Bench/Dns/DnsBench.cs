using System.Globalization;
using Hindcast.Bench.Match;

namespace Hindcast.Bench.Dns;

/// <summary>
/// DNS logs at speed: <c>generate</c> writes a large one, <c>time</c> runs grep and the program over it, in turn, as whole
/// processes. Ratios are of one round each. The first round warms the page cache and is not counted.
/// </summary>
internal static class DnsBench
{
    private const string Searched = "avsvmcloud";

    internal static int Run(string[] args)
    {
        Options options = new(args);
        return args.FirstOrDefault() == "generate" ? Generate(options) : Time(options);
    }

    private static int Generate(Options options)
    {
        DnsLogWriter writer = new(options.Text("kind", "zeek") == "zeek", options.Text("names", "usual") == "usual", (ulong)options.Number("seed", 1));
        using FileStream output = File.Create(options.Text("out"));
        writer.Write(output, options.Number("mb", 5000) * 1_000_000L);
        Console.WriteLine(FormattableString.Invariant($"{output.Position / 1e6:F0} MB"));
        return 0;
    }

    private static int Time(Options options)
    {
        string data = options.Text("data"), program = options.Text("program");
        int rounds = options.Number("rounds", 3);
        string threads = options.Number("threads", 2).ToString(CultureInfo.InvariantCulture);
        (string Name, string Program, IEnumerable<string> Arguments) Hindcast(params string[] more)
        {
            string[] arguments = ["assess", data, "-q", "--threads", threads, .. more];
            string name = string.Join(' ', ["assess", .. more]);
            return program.EndsWith(".dll", StringComparison.Ordinal) ? (name, "dotnet", ["exec", program, .. arguments]) : (name, program, arguments);
        }

        (string Name, string Program, IEnumerable<string> Arguments)[] runs =
        [
            ("grep -cF " + Searched, "grep", ["-rcF", Searched, data]),
            ("openssl dgst -sha256", "sh", ["-c", "find \"$0\" -type f -print0 | xargs -0 -n 1 -P 2 openssl dgst -sha256", data]),
            Hindcast("--no-surprise", "--hash", "cited"),
            Hindcast("--no-surprise"),
            Hindcast("--hash", "cited"),
            Hindcast(),
        ];
        double[][] seconds = [.. runs.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < runs.Length; i++)
            {
                double took = ProcessRun.Time(runs[i].Program, runs[i].Arguments).Seconds;
                if (round >= 0)
                {
                    seconds[i][round] = took;
                }
            }
        }

        double bytes = File.Exists(data) ? new FileInfo(data).Length : new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => (double)f.Length);
        Console.WriteLine(FormattableString.Invariant($"{bytes / 1e6:F0} MB, {rounds} rounds, {threads} threads"));
        for (int i = 0; i < runs.Length; i++)
        {
            double median = Median(seconds[i]);
            Console.WriteLine(FormattableString.Invariant(
                $"{runs[i].Name}: median {median:F2} s ({seconds[i].Min():F2} to {seconds[i].Max():F2}), {bytes / median / 1e6:F0} MB/s, {Median([.. seconds[i].Zip(seconds[0], (a, b) => a / b)]):F2} times grep"));
        }

        return 0;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
