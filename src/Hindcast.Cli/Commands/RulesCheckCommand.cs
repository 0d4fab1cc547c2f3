using System.CommandLine;
using System.Globalization;
using Hindcast.Cli.Hunt;
using Hindcast.Cli.Output;
using Hindcast.Engine;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Cli.Commands;

/// <summary><c>hindcast rules check</c>: says all that is wrong in rule files at once; fit for a pre-commit hook.</summary>
internal static class RulesCheckCommand
{
    private const int Problems = 1;

    internal static Command Create()
    {
        Argument<string[]> folders = new("folder")
        {
            Description = "Folders of Sigma rules (.yml, .yaml, with their subfolders), or single rule files.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> mappings = new("--mappings") { Description = "File of own log source mappings. May be repeated.", HelpName = "file" };
        Command command = new(
            "check",
            """
            Loads Sigma rules and prints everything that is wrong, each as file:line:column with a code.

            Rules, correlations and filters of one folder may refer to each other. Rules whose log source no mapping
            covers are named too: they are sound, but can never fire here, and do not change the exit code.

            Exit code: 0 clean; 1 problems; 2 wrong usage; 4 failure; 130 stopped.

            Example:
              hindcast rules check packs
            """)
        {
            folders, mappings,
        };
        command.SetGuarded((parsed, cancellation) =>
            RuleSettings.TryRead(null, parsed.GetValue(mappings) ?? [], out RuleSettings? settings)
            ? Check(parsed.GetRequiredValue(folders), settings.Mappings, cancellation)
            : ExitCodes.Usage);
        return command;
    }

    private static int Check(string[] folders, SigmaMappingSet mappings, CancellationToken cancellation)
    {
        UsageCheck.Exist(folders);
        List<SigmaRule> rules = [];
        int files = 0, others = 0, correlations = 0, filters = 0, problems = 0;
        foreach (string folder in folders)
        {
            bool isFolder = Directory.Exists(folder);
            SigmaLoadResult loaded = RuleFolder.Load(folder, cancellation);
            foreach (SigmaProblem problem in loaded.Problems)
            {
                Console.Out.WriteLine(Terminal.Safe(Located(problem, isFolder ? folder : Path.GetDirectoryName(folder) ?? "").ToString()));
            }

            rules.AddRange(loaded.Rules);
            files += loaded.FileCount;
            others += loaded.OtherFileCount;
            correlations += loaded.Correlations.Count;
            filters += loaded.Filters.Count;
            problems += loaded.Problems.Count;
        }

        if (files == 0)
        {
            throw new NothingToLookForException($"no rule file in {string.Join(", ", folders)}: rules are files .yml or .yaml");
        }

        IReadOnlyList<KeyValuePair<SigmaLogSource, int>> unmapped = SigmaPlan.Compile(rules, mappings).UnmappedLogSources;
        foreach ((SigmaLogSource source, int count) in unmapped.OrderByDescending(u => u.Value).ThenBy(u => u.Key.ToString(), StringComparer.Ordinal))
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"no mapping covers log source {Terminal.Safe(source.ToString())}: {Amounts.Count(count, "rule")}"));
        }

        if (others > 0)
        {
            Console.Out.WriteLine($"{Amounts.Count(others, "other file")} of campaign packs skipped: 'hindcast packs check' checks them");
        }

        Console.Out.WriteLine(string.Join(", ",
            Amounts.Count(files, "file"), Amounts.Count(rules.Count, "rule"), Amounts.Count(correlations, "correlation"),
            Amounts.Count(filters, "filter"), Amounts.Count(problems, "problem"),
            $"{Amounts.Count(unmapped.Sum(u => u.Value), "rule")} whose log source no mapping covers"));
        return problems > 0 ? Problems : ExitCodes.Clean;
    }

    /// <summary>The problem with its file as seen from where the user stands, so that editors can open it.</summary>
    private static SigmaProblem Located(SigmaProblem problem, string folder)
    {
        SourceLocation location = problem.Diagnostic.Location;
        string file = Path.IsPathRooted(location.File) || location.File == folder ? location.File : Path.Combine(folder, location.File);
        return problem with { Diagnostic = problem.Diagnostic with { Location = location with { File = file.Replace('\\', '/') } } };
    }
}
