using System.Diagnostics;
using System.Globalization;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;

namespace Hindcast.Bench.Sigma;

/// <summary>Benchmarks of the Sigma engine. Arguments: what to measure, then its own arguments.</summary>
public static class SigmaBench
{
    private static readonly int[] RuleCounts = [10, 100, 1_000, int.MaxValue];

    /// <summary>Runs one measurement.</summary>
    /// <param name="args"><c>load FOLDER...</c> loads and compiles rules and lists what is wrong with them;
    /// <c>curve RULES EVENTS</c> matches the JSON events below a folder with growing numbers of rules;
    /// <c>hunt RULES LOG [THREADS [COUNT]]</c> reads an event log with growing numbers of rules (or only that many), values and matches and all.</param>
    public static int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        switch (args)
        {
            case ["load", .. string[] folders]:
                Load(folders);
                return 0;
            case ["curve", string rules, string events]:
                Curve(rules, events, vary: false);
                Curve(rules, events, vary: true);
                return 0;
            case ["hunt", string rules, string log, .. string[] more]:
                SigmaHuntBench.Run(rules, log, Number(more, 0) ?? 1, Number(more, 1));
                return 0;
            default:
                Console.WriteLine("sigma hunt RULES LOG [THREADS [COUNT]] | sigma load FOLDER... | sigma curve RULES EVENTS");
                return 1;
        }
    }

    private static int? Number(string[] args, int index) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : null;

    private static void Load(string[] folders)
    {
        List<SigmaRule> rules = [];
        long start = Stopwatch.GetTimestamp();
        List<SigmaProblem> problems = [];
        foreach (string folder in folders)
        {
            SigmaLoadResult result = SigmaLoader.LoadFolder(folder);
            rules.AddRange(result.Rules);
            problems.AddRange(result.Problems);
        }

        TimeSpan load = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        SigmaPlan plan = SigmaPlan.Compile(rules);
        TimeSpan compile = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        SigmaShapePlan shape = plan.ForShape(ProcessCreation());
        TimeSpan shapeTime = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(
            $"{rules.Count} rules: load {load.TotalMilliseconds:F0} ms, compile {compile.TotalMilliseconds:F0} ms, "
            + $"first shape {shapeTime.TotalMilliseconds:F0} ms ({shape.RuleCount} rules, {shape.UngatedRuleCount} ungated), "
            + $"peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
        foreach (SigmaProblem problem in problems)
        {
            Console.WriteLine(problem);
        }
    }

    private static SigmaEventShape ProcessCreation() => new(
        [
            KeyValuePair.Create("Channel", "Microsoft-Windows-Sysmon/Operational"),
            KeyValuePair.Create("EventID", "1"),
            KeyValuePair.Create("Provider_Name", "Microsoft-Windows-Sysmon"),
        ],
        [
            "RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image", "FileVersion", "Description", "Product", "Company", "OriginalFileName", "CommandLine",
            "CurrentDirectory", "User", "LogonGuid", "LogonId", "TerminalSessionId", "IntegrityLevel", "Hashes", "ParentProcessGuid", "ParentProcessId",
            "ParentImage", "ParentCommandLine", "ParentUser",
        ]);

    /// <summary>Varied events never repeat a command line, path or hash, so that remembered values do not help there.</summary>
    private static void Curve(string rulesFolder, string eventsFolder, bool vary)
    {
        List<(SigmaEventShape Shape, string?[] Values)> events = SigmaJsonEvents.Load(eventsFolder);
        int copies = Math.Max(1, 60_000 / events.Count);
        List<(SigmaEventShape Shape, string?[] Values)> all = [.. Enumerable.Range(0, copies).SelectMany(c => events.Select(e => (e.Shape, vary ? Vary(e.Values, c) : e.Values)))];
        SigmaRule[] rules = [.. SigmaLoader.LoadFolder(rulesFolder).Rules.Where(r => r.LogSource.Product is "windows" or "")];

        // Every n-th rule, so that each number holds all kinds.
        foreach (int count in RuleCounts)
        {
            int step = Math.Max(1, rules.Length / Math.Min(count, rules.Length));
            SigmaRule[] some = [.. rules.Where((_, i) => i % step == 0).Take(count)];
            SigmaPlan plan = SigmaPlan.Compile(some);
            SigmaMatcher matcher = plan.CreateMatcher();
            SigmaShapePlan[] shapes = [.. all.Select(e => plan.ForShape(e.Shape))];
            double best = double.MaxValue;
            long matches = 0;
            long allocated = 0;
            for (int round = 0; round < 5; round++)
            {
                matches = 0;
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < shapes.Length; i++)
                {
                    SigmaArraySlots slots = new(all[i].Values);
                    matches += matcher.Match(shapes[i], ref slots).Length;
                }

                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            long evaluated = 0;
            foreach (long evaluation in matcher.Evaluations)
            {
                evaluated += evaluation;
            }

            Console.WriteLine(
                $"{(vary ? "varied" : "repeated"),-8} {some.Length,5} rules: {all.Count / best,10:F0} events/s, {best / all.Count * 1e9,6:F0} ns/event, "
                + $"{matches} matches, {evaluated / 5.0 / all.Count:F1} rules evaluated an event, {allocated} bytes allocated in the last round");
        }
    }

    private static string?[] Vary(string?[] values, int copy)
    {
        string mark = copy.ToString("x6", CultureInfo.InvariantCulture);
        return [.. values.Select(v => v is { Length: > 40 } ? string.Concat(v.AsSpan(0, 20), mark, v.AsSpan(20)) : v)];
    }
}
