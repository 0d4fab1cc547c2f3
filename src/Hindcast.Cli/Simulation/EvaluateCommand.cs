using System.CommandLine;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Hindcast.Simulation.Evaluation;
using Hindcast.Simulation.Truths;

namespace Hindcast.Cli.Simulation;

/// <summary><c>hindcast evaluate</c>.</summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        Argument<string?> caseFolder = new("case") { Description = "Case folder or assessment.json of a simulated server.", Arity = ArgumentArity.ZeroOrOne };
        Argument<string?> truth = new("truth") { Description = "The truth.json that the simulation left beside the evidence.", Arity = ArgumentArity.ZeroOrOne };
        Option<DirectoryInfo?> scenarios = new("--scenarios") { Description = "Instead of a case: folder of scenarios to simulate, assess and score.", HelpName = "folder" };
        Option<int> servers = new("--servers") { Description = "How many servers, taking the scenarios in turn; 0 for one each.", HelpName = "n" };
        Option<ulong> firstSeed = new("--first-seed") { Description = "Seed of the first server; each further one has the next.", HelpName = "n", DefaultValueFactory = _ => 1 };
        Option<double> scale = new("--scale") { Description = "Size of the servers, as in simulate.", HelpName = "x", DefaultValueFactory = _ => 0.002 };
        Option<DirectoryInfo?> keep = new("--keep") { Description = "Folder in which evidence, truth and case of each server stay.", HelpName = "folder" };
        Option<DirectoryInfo?> packs = new("--packs") { Description = "Folder of campaign packs; the built-in ones without it.", HelpName = "folder" };
        Option<string> format = new("--format", "-f") { Description = "How scores are written.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        Option<bool> surprise = new("--surprise") { Description = "With --scenarios: score what is unusual without any pack, instead of assessments." };
        Option<bool> leaveOneOut = new("--leave-one-out") { Description = "With --surprise: packs take part, each from the day on which it could be known, but for that of the server's own campaign." };
        Option<int?> history = new("--history") { Description = "Days of everyday traffic before each scenario; 28 with --surprise, else 0.", HelpName = "days" };
        Option<double?> novelties = new("--novelties") { Description = "Harmless things in 30 days that are new to a server; 6 with --surprise, else 0.", HelpName = "n" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress." };
        Command command = new(
            "evaluate",
            """
            Scores what an assessment says against what is known to be true.

            Of one simulated server: its case folder and its truth.json, which has to be that of the same evidence. Of many: --scenarios simulates servers, assesses and
            scores them, and adds up with intervals of 95 %.

            Exit code: 0 scored; 1 a server that nobody got into was called broken into, or one whose evidence shows an
            intrusion was not; 2 wrong usage; 4 failure; 130 stopped. With --surprise: 0 scored, 2, 4, 130.

            Examples:
              hindcast evaluate case-1 sim-1/truth.json
              hindcast evaluate --scenarios scenarios --servers 200 --first-seed 5000 --format json
              hindcast evaluate --scenarios scenarios --surprise --servers 28 --scale 0.005
              hindcast evaluate --scenarios scenarios --surprise --leave-one-out --servers 84 --scale 0.003
            """)
        {
            caseFolder, truth, scenarios, servers, firstSeed, scale, keep, packs, surprise, leaveOneOut, history, novelties, format, quiet,
        };
        command.SetGuarded((parsed, cancellation) => SimulateCommand.ReadingScenarios(() =>
        {
            bool json = parsed.GetRequiredValue(format) == "json";
            bool isSurprise = parsed.GetValue(surprise);
            int historyDays = (parsed.GetValue(history) ?? (isSurprise ? 28 : 0)) is >= 0 and <= 1000 and int days ? days : throw new UsageException("--history takes 0 to 1000");
            double perMonth = (parsed.GetValue(novelties) ?? (isSurprise ? 6 : 0)) is >= 0 and <= 1000 and double many ? many : throw new UsageException("--novelties takes 0 to 1000");
            UsageCheck.Folder(parsed.GetValue(scenarios)?.FullName);
            UsageCheck.Folder(parsed.GetValue(packs)?.FullName);
            string packFolder = parsed.GetValue(packs)?.FullName ?? AssessCommand.BuiltInPacks;
            if (isSurprise)
            {
                return Surprise(
                    new SurpriseScenarios
                    {
                        Scenarios = parsed.GetValue(scenarios)?.FullName ?? throw new UsageException("--surprise needs --scenarios"),
                        Servers = parsed.GetValue(servers),
                        FirstSeed = parsed.GetValue(firstSeed),
                        Scale = parsed.GetValue(scale),
                        HistoryDays = historyDays,
                        NoveltiesPerMonth = perMonth,
                        LeaveOneOutOf = parsed.GetValue(leaveOneOut) ? packFolder : null,
                        Keep = parsed.GetValue(keep)?.FullName,
                        IsQuiet = parsed.GetValue(quiet) || Console.IsErrorRedirected,
                    },
                    json, cancellation);
            }

            return (parsed.GetValue(scenarios), parsed.GetValue(caseFolder), parsed.GetValue(truth)) switch
            {
                ({ } folder, null, null) => Many(
                    new ScenarioEvaluation
                    {
                        Scenarios = folder.FullName,
                        Servers = parsed.GetValue(servers),
                        FirstSeed = parsed.GetValue(firstSeed),
                        Scale = parsed.GetValue(scale),
                        HistoryDays = historyDays,
                        NoveltiesPerMonth = perMonth,
                        Keep = parsed.GetValue(keep)?.FullName,
                        PackFolder = packFolder,
                        IsQuiet = parsed.GetValue(quiet) || Console.IsErrorRedirected,
                    },
                    json, cancellation),
                (null, { } one, { } other) => One(one, other, json),
                _ => throw new UsageException("either a case and its truth, or --scenarios"),
            };
        }), parsed => parsed.GetValue(keep) is { } kept ? $"the last server in {kept.FullName} is not complete" : CommandGuard.NothingWritten);
        return command;
    }

    private static int One(string caseFolder, string truthFile, bool json)
    {
        UsageCheck.Exist([caseFolder]);
        UsageCheck.File(truthFile);
        Assessment assessment;
        if (Directory.Exists(caseFolder))
        {
            assessment = CaseOnDisk.Read(caseFolder);
        }
        else
        {
            using FileStream stream = File.OpenRead(caseFolder);
            assessment = AssessmentJson.Read(stream);
        }

        Truth truth;
        using (FileStream stream = File.OpenRead(truthFile))
        {
            truth = TruthJson.Read(stream);
        }

        return EvidenceMatch.Mismatch(assessment, truth) is { } mismatch
            ? throw new UsageException(mismatch)
            : Write([CaseEvaluation.Score(assessment, truth)], json);
    }

    private static int Many(ScenarioEvaluation evaluation, bool json, CancellationToken cancellation) => Write(evaluation.Run(cancellation), json);

    private static int Surprise(SurpriseScenarios scenarios, bool json, CancellationToken cancellation)
    {
        IReadOnlyList<SurpriseScore> scores = scenarios.Run(cancellation);
        if (json)
        {
            using Stream output = Console.OpenStandardOutput();
            ScoreJson.Write(
                new
                {
                    Summary = SurpriseSummary.Of("all", scores),
                    Scenarios = scores.GroupBy(s => s.Scenario, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => SurpriseSummary.Of(g.Key, [.. g])),
                    Campaigns = SurpriseTable.Campaigns(scores),
                    Servers = scores,
                },
                output);
        }
        else
        {
            SurpriseTable.Print(scores, Terminal.Console());
        }

        return ExitCodes.Clean;
    }

    private static int Write(IReadOnlyList<CaseScore> cases, bool json)
    {
        EvaluationSummary all = EvaluationSummary.Of("all", cases);
        if (json)
        {
            using Stream output = Console.OpenStandardOutput();
            ScoreJson.Write(
                new
                {
                    Summary = all,
                    Scenarios = cases.GroupBy(c => c.Scenario, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => EvaluationSummary.Of(g.Key, [.. g])),
                    Cases = cases,
                },
                output);
        }
        else
        {
            ScoreTable.Print(all, cases, Terminal.Console());
        }

        return all.FalseAlarms.Count > 0 || all.Found.Count < all.Found.Of ? ExitCodes.Compromised : ExitCodes.Clean;
    }
}
