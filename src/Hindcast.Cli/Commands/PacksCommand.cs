using System.CommandLine;
using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Cli.Output;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Sigma.Loading;

namespace Hindcast.Cli.Commands;

/// <summary><c>hindcast packs check</c> and <c>packs list</c>: lists campaign packs and checks them for their authors.</summary>
internal static class PacksCommand
{
    private const int Problems = 1;

    /// <summary><c>hindcast packs check</c>.</summary>
    internal static Command Check()
    {
        Argument<string> folder = Folder();
        Command command = new(
            "check",
            """
            Loads all packs of a folder, runs their test cases, and prints everything that is wrong, each as
            file:line:column with a code: unknown keys, days, rules without meaning, ids used twice, indicators with
            invisible characters or broken hashes, cases that fail, vulnerabilities that no build fixes.

            Exit code: 0 clean; 1 problems; 2 wrong usage; 4 failure; 130 stopped.

            Example:
              hindcast packs check packs
            """)
        {
            folder,
        };
        command.SetGuarded((parsed, _) => Run(parsed.GetValue(folder), RunCheck));
        return command;
    }

    /// <summary><c>hindcast packs list</c>.</summary>
    internal static Command List()
    {
        Argument<string> folder = Folder();
        Command command = new(
            "list",
            """
            Lists the packs of a folder with their dates, vulnerabilities and size.

            Exit code: 0 listed; 2 wrong usage; 3 some pack has trouble (see hindcast packs check); 4 failure; 130 stopped.

            Example:
              hindcast packs list
            """)
        {
            folder,
        };
        command.SetGuarded((parsed, _) => Run(parsed.GetValue(folder), RunList));
        return command;
    }

    private static Argument<string> Folder() => new("folder")
    {
        Description = "The packs folder; without it the packs that came with the program.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static int Run(string? folder, Func<string, int> run)
    {
        folder ??= AssessCommand.BuiltInPacks;
        UsageCheck.Folder(folder);
        return run(folder);
    }

    private static int RunCheck(string folder)
    {
        Knowledge knowledge = PackCheck.Run(folder, out IReadOnlyList<SigmaProblem> problems);
        foreach (SigmaProblem problem in problems)
        {
            SourceLocation location = problem.Diagnostic.Location;
            Console.Out.WriteLine(Terminal.Safe((problem with
            {
                Diagnostic = problem.Diagnostic with
                {
                    Location = location with { File = Path.Combine(folder, location.File).Replace('\\', '/') },
                },
            }).ToString()));
        }

        Console.Out.WriteLine(string.Join(", ",
            Amounts.Count(knowledge.Packs.Count, "pack"),
            Amounts.Count(knowledge.Packs.Sum(p => p.Rules.Count(r => r.SourceFile != "indicators.csv")), "rule"),
            Amounts.Count(knowledge.Packs.Sum(p => p.Correlations.Count), "correlation"),
            Amounts.Count(knowledge.Packs.Sum(p => p.Indicators.Count), "indicator"),
            Amounts.Count(problems.Count, "problem")));
        return problems.Count > 0 ? Problems : ExitCodes.Clean;
    }

    private static int RunList(string folder)
    {
        Knowledge knowledge = PackLoader.Load(folder);
        foreach (CampaignPack pack in knowledge.Packs)
        {
            Campaign campaign = pack.Campaign;
            Console.Out.WriteLine(Terminal.Safe($"{campaign.Id}: {campaign.Name}"));
            if (campaign.Disclosed is { } disclosed)
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  disclosed {disclosed:yyyy-MM-dd}, {(campaign.FirstKnownUse is { } use ? FormattableString.Invariant($"first known use {use:yyyy-MM-dd}") : "no known use")}"));
            }

            foreach (Vulnerability flaw in campaign.Vulnerabilities)
            {
                Console.Out.WriteLine(Terminal.Safe(
                    $"  {flaw.Id} {flaw.Title}{(flaw.NotAssessable.Length > 0 ? "; not assessable from logs" : "")}"));
            }

            Console.Out.WriteLine("  " + string.Join(", ",
                Amounts.Count(pack.Rules.Count(r => r.SourceFile != "indicators.csv"), "rule"), Amounts.Count(pack.Correlations.Count, "correlation"),
                Amounts.Count(pack.Indicators.Count, "indicator"), Amounts.Count(campaign.Actors.Count, "actor"),
                Amounts.Count(campaign.Actions.Count, "action")));
        }

        return knowledge.Problems.Count > 0 ? ExitCodes.Incomplete : ExitCodes.Clean;
    }
}
