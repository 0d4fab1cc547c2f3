using System.Globalization;
using Hindcast.Formats.Matching;

namespace Hindcast.Bench.Match;

/// <summary><c>match-count --data path --patterns file [--threads 2]</c>: prints the number of matching lines, as <c>rg -c</c> does; for pairing whole processes.</summary>
internal static class MatchCountCommand
{
    /// <summary>Runs the command; returns the exit code.</summary>
    public static int Run(Options options)
    {
        VectorPath path = Enum.Parse<VectorPath>(options.Text("path", LiteralSet.WidestPath.ToString()));
        LiteralSet set = LiteralSet.Compile(File.ReadAllLines(options.Text("patterns")), path);
        long count = new LineCounter(set, options.Number("threads", 2)).Count(LogFiles.Below(options.Text("data")));
        Console.WriteLine(count.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
