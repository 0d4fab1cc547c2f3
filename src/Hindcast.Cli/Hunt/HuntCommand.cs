using System.CommandLine;
using System.Globalization;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Engine.Hunting;
using Hindcast.Sigma;

namespace Hindcast.Cli.Hunt;

/// <summary><c>hindcast hunt</c>.</summary>
internal static class HuntCommand
{
    private const int Matched = 1;

    internal static Command Create()
    {
        Argument<string[]> evidence = new("evidence")
        {
            Description = "Folders, files, or zip/tar/7z archives as collectors leave them.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> rules = new("--rules", "-r") { Description = "Folder of Sigma rules, or one rule file.", HelpName = "folder", Required = true };
        Option<string> format = new("--format", "-f") { Description = "How matches are written.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "jsonl", "csv");
        Option<string?> output = new("--out", "-o") { Description = "File for the matches; standard output without it.", HelpName = "file" };
        Option<string?> level = new("--level") { Description = "Least level of rules." };
        level.AcceptOnlyFromAmong("informational", "low", "medium", "high", "critical");
        Option<string[]> tags = new("--tag") { Description = "Only rules with this tag, such as t1505.003, or t1505 with its sub-techniques. May be repeated.", HelpName = "tag" };
        Option<string[]> exclude = new("--exclude") { Description = "Id or title of a rule that is not run. May be repeated.", HelpName = "id-or-title" };
        Option<string?> from = new("--from") { Description = "First day of matches (UTC). Matches without a time stay.", HelpName = "yyyy-MM-dd" };
        Option<string?> to = new("--to") { Description = "Last day of matches (UTC). Matches without a time stay.", HelpName = "yyyy-MM-dd" };
        Option<string?> tuning = new("--tuning") { Description = "File that turns rules off, changes levels or allows records, each with a reason.", HelpName = "file" };
        Option<string[]> mappings = new("--mappings") { Description = "File of own log source mappings, behind the built-in ones. May be repeated.", HelpName = "file" };
        Option<string?> report = new("--report") { Description = "File for the account of every rule: JSON when it ends in .json, else text.", HelpName = "file" };
        Option<int> threads = new("--threads") { Description = "Threads that read; 0 for one a core.", HelpName = "n" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress bar and no summary: the matches only." };
        Command command = new(
            "hunt",
            """
            Runs Sigma rules over event logs, IIS and Exchange logs and web roots, and lists every record that a rule met.

            The summary on standard error also says which rules could not have fired, and why. Changes nothing, uses no
            network.

            Files of a web root have a time only where an archive tells it in UTC: that of a plain copy may be the copier's.
            What has no time may be of any day, so --from and --to leave it in.

            Exit code: 0 no match; 1 matches; 2 wrong usage; 3 no match, but some evidence could not be read; 4 failure; 130 stopped.

            Example:
              hindcast hunt samples/proxylogon-synthetic --rules packs/proxylogon/rules --format csv --out timeline.csv
            """)
        {
            evidence, rules, format, output, level, tags, exclude, from, to, tuning, mappings, report, threads, quiet,
        };
        command.SetGuarded((parsed, cancellation) =>
            RuleSettings.TryRead(parsed.GetValue(tuning), parsed.GetValue(mappings) ?? [], out RuleSettings? settings)
            ? Run(
                new HuntOptions
                {
                    Evidence = parsed.GetRequiredValue(evidence),
                    Rules = parsed.GetRequiredValue(rules),
                    Mappings = settings.Mappings,
                    Tuning = settings.Tuning,
                    MinimumLevel = parsed.GetValue(level) is { } least ? Enum.Parse<SigmaLevel>(least, ignoreCase: true) : SigmaLevel.Unstated,
                    Tags = parsed.GetValue(tags) ?? [],
                    Exclude = parsed.GetValue(exclude) ?? [],
                    From = Day("--from", parsed.GetValue(from)),
                    To = Day("--to", parsed.GetValue(to)),
                    Threads = parsed.GetValue(threads),
                },
                Enum.Parse<HuntFormat>(parsed.GetRequiredValue(format), ignoreCase: true),
                new HuntTargets(parsed.GetValue(output), parsed.GetValue(report), parsed.GetValue(quiet)), cancellation)
            : ExitCodes.Usage);
        return command;
    }

    private static int Run(HuntOptions options, HuntFormat format, HuntTargets targets, CancellationToken cancellation)
    {
        Check(options, targets);
        HuntResult result = ProgressBar.Run(progress => Hunter.Run(options, progress, cancellation), targets.IsQuiet);
        using (Stream target = targets.Matches is null ? Console.OpenStandardOutput() : File.Create(targets.Matches))
        using (BufferedStream buffered = new(target, 1 << 16))
        {
            HuntWriter.Write(result.Matches, format, buffered);
        }

        if (targets.Report is not null)
        {
            HuntReportWriter.Write(result, targets.Report);
        }

        if (!targets.IsQuiet)
        {
            new HuntSummary(result, Console.Error).Write();
        }

        return result.Matches.Count > 0 ? Matched : result.IsIncomplete ? ExitCodes.Incomplete : ExitCodes.Clean;
    }

    private static void Check(HuntOptions options, HuntTargets targets)
    {
        UsageCheck.Exist(options.Evidence.Append(options.Rules));
        UsageCheck.Threads(options.Threads);
        if (options.From > options.To)
        {
            throw new UsageException("--from is later than --to");
        }

        // Evidence is never written to.
        foreach ((string option, string? file) in new[] { ("--out", targets.Matches), ("--report", targets.Report) })
        {
            string? target = file is null ? null : Path.GetFullPath(file);
            UsageCheck.Folder(Path.GetDirectoryName(target));
            if (target is not null && options.Evidence.Any(e => IsWithin(target, Path.GetFullPath(e))))
            {
                throw new UsageException($"{option} lies in the evidence: {file}");
            }
        }
    }

    private static bool IsWithin(string path, string root) =>
        path == root || path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static DateOnly? Day(string option, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new UsageException($"{option} takes a day as yyyy-MM-dd, not '{text}'");
}
