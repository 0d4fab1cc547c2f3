using System.CommandLine;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Yara;
using Hindcast.Evidence;
using Hindcast.WebShells;

namespace Hindcast.Cli.Pages;

/// <summary><c>hindcast pages</c>.</summary>
internal static class PagesCommand
{
    private const int Found = 1;
    private const int MostDiagnostics = 10;

    internal static Command Create()
    {
        Argument<string[]> paths = new("path") { Description = "Folders, files or archives.", Arity = ArgumentArity.OneOrMore };
        Option<string> format = new("--format", "-f") { Description = "How pages are written.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "jsonl");
        Option<string> minimum = new("--min") { Description = "Least verdict that is shown.", DefaultValueFactory = _ => "likely" };
        minimum.AcceptOnlyFromAmong("unusual", "likely", "webshell");
        Option<string?> yara = new("--yara") { Description = "YARA rules of your own beside the judgement: a file, or a folder of *.yar and *.yara. Needs libyara.", HelpName = "rules" };
        Option<int> threads = new("--threads") { Description = "Threads that read; 0 for one a core.", HelpName = "n" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress bar and no summary: the pages only." };
        Command command = new(
            "pages",
            """
            Looks for web shells in any folder or archive: judges each file by what its code can do and says why, with lines.

            Runs and loads nothing, changes nothing, uses no network.

            Exit code: 0 no page; 1 pages; 2 wrong usage; 4 failure; 130 stopped.

            Examples:
              hindcast pages samples/proxylogon-synthetic/EX01 --min unusual
              hindcast pages C:/inetpub --yara rules/webshells --format jsonl
            """)
        {
            paths, format, minimum, yara, threads, quiet,
        };
        command.SetGuarded((parsed, cancellation) => Run(
            new PageSearchOptions
            {
                Evidence = parsed.GetRequiredValue(paths),
                Minimum = parsed.GetValue(minimum) switch { "unusual" => PageVerdict.Unusual, "webshell" => PageVerdict.WebShell, _ => PageVerdict.LikelyWebShell },
                Threads = parsed.GetValue(threads),
            },
            parsed.GetValue(yara), parsed.GetValue(format) == "jsonl", parsed.GetValue(quiet), cancellation));
        return command;
    }

    private static int Run(PageSearchOptions options, string? yaraPath, bool json, bool quiet, CancellationToken cancellation)
    {
        UsageCheck.Exist(options.Evidence);
        UsageCheck.Threads(options.Threads);

        List<Diagnostic> ruleProblems = [];
        string problem = "";
        using YaraRules? yara = yaraPath is null ? null : YaraRules.Load(yaraPath, ruleProblems, out problem);
        ruleProblems.ForEach(d => Console.Error.WriteLine(Terminal.Safe(d.ToString())));
        if (yaraPath is not null && yara is null)
        {
            Console.Error.WriteLine($"hindcast: {Terminal.Safe(problem)}");
            return ExitCodes.Failure;
        }

        options = options with { Yara = yara };
        PageSearchResult result = ProgressBar.Run(progress => PageSearch.Run(options, progress, cancellation), quiet);
        using (BufferedStream target = new(Console.OpenStandardOutput(), 1 << 16))
        {
            PageWriter.Write(result.Hits, json, target);
        }

        if (!quiet)
        {
            Summary(result);
        }

        return result.Hits.Count > 0 ? Found : ExitCodes.Clean;
    }

    private static void Summary(PageSearchResult result)
    {
        Console.Error.WriteLine($"{Amounts.Count(result.Files, "file")} looked at, {Amounts.Count(result.Hits.Count, "page")} shown.");
        foreach (Diagnostic diagnostic in result.Diagnostics.Take(MostDiagnostics))
        {
            Console.Error.WriteLine(Terminal.Safe(diagnostic.ToString()));
        }

        if (result.Diagnostics.Count > MostDiagnostics)
        {
            Console.Error.WriteLine($"{Amounts.Count(result.Diagnostics.Count - MostDiagnostics, "further diagnostic")}.");
        }
    }
}
