using System.Diagnostics;
using Hindcast.Sigma.Loading;

namespace Hindcast.Bench.Sigma;

/// <summary>Benchmarks of the Sigma engine. Arguments: what to measure, then its own arguments.</summary>
public static class SigmaBench
{
    /// <summary>Runs one measurement.</summary>
    /// <param name="args">load FOLDER...</param>
    public static int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        switch (args.FirstOrDefault())
        {
            case "load":
                Load(args[1..]);
                return 0;
            default:
                Console.WriteLine("sigma load FOLDER...");
                return 1;
        }
    }

    private static void Load(string[] folders)
    {
        foreach (string folder in folders)
        {
            long start = Stopwatch.GetTimestamp();
            SigmaLoadResult result = SigmaLoader.LoadFolder(folder);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            Console.WriteLine($"{folder}: {result.FileCount} files, {result.Rules.Count} rules, {result.Correlations.Count} correlations, {time.TotalMilliseconds:F0} ms");
            foreach (SigmaProblem problem in result.Problems)
            {
                Console.WriteLine(problem);
            }
        }
    }
}
