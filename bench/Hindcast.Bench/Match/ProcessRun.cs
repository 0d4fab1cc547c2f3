using System.Diagnostics;

namespace Hindcast.Bench.Match;

/// <summary>Runs a program and times it from start to end.</summary>
internal static class ProcessRun
{
    /// <summary>Standard output and seconds of one run; it must not fail (0, 1 and 3 are answers of grep and of ours).</summary>
    public static (string Output, double Seconds) Time(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode is not (0 or 1 or 3))
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        }

        return (output, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
