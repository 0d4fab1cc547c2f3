using System.Globalization;

namespace Hindcast.Bench.Match;

/// <summary>One way to have ripgrep count the lines that hold any of the patterns.</summary>
internal sealed class Ripgrep(string name, string[] arguments)
{
    /// <summary>How this way is told in results.</summary>
    public string Name { get; } = name;

    /// <summary>The ways that are tried; the fastest one is paired.</summary>
    public static Ripgrep[] Ways(string patterns, string regex, string data) =>
    [
        new("-F -f", ["-i", "-c", "-F", "-f", patterns, data]),
        new("-F -f -j2", ["-i", "-c", "-F", "-j2", "-f", patterns, data]),
        new("-F -f -j2 --mmap", ["-i", "-c", "-F", "-j2", "--mmap", "-f", patterns, data]),
        new("(?i-u:one|regex) -j2", ["-c", "-j2", "-f", regex, data]),
    ];

    /// <summary>Runs it; the sum of the counts of all files, and the seconds of the whole process.</summary>
    public (long Count, double Seconds) Run()
    {
        (string output, double seconds) = ProcessRun.Time("rg", ["--no-config", "--no-ignore", "--hidden", "--no-messages", .. arguments]);
        long count = 0;
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            count += long.Parse(line.AsSpan(line.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
        }

        return (count, seconds);
    }
}
