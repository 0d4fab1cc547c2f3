using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Hindcast.Cli.Hunt;
using Hindcast.Cli.Output;
using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;
using Hindcast.Reports.Json;
using Hindcast.Sigma.Mappings;
using Spectre.Console;

namespace Hindcast.Cli.Commands;

/// <summary><c>hindcast assess</c>.</summary>
internal static class AssessCommand
{
    private const string KeepMatters = "matters", KeepEvery = "all", HashAll = "all", HashCited = "cited";

    /// <summary>The packs that came with the program.</summary>
    internal static string BuiltInPacks { get; } = Path.Combine(AppContext.BaseDirectory, "packs");

    internal static Command Create()
    {
        Argument<string[]> evidence = new("evidence")
        {
            Description = "Folders, files, or zip/tar/7z archives as collectors leave them. All of one server.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<DirectoryInfo?> output = new("--out", "-o")
        {
            Description = "Case folder for report.html, assessment.json, timeline.csv and case.duckdb. Without it only the verdict is printed.",
            HelpName = "case-folder",
        };
        Option<int> threads = new("--threads") { Description = "Threads that read; 0 for one a core.", HelpName = "n" };
        Option<DirectoryInfo?> packs = new("--packs") { Description = "Folder of campaign packs; the built-in ones without it.", HelpName = "folder" };
        Option<FileInfo?> knownGood = new("--known-good")
        {
            Description = "Table of known files, as 'known-good build' makes it: names changed, moved and look-alike pages.",
            HelpName = "table",
        };
        Option<string[]> rules = new("--rules", "-r")
        {
            Description = "Folder or file of Sigma rules of your own. What they met is listed apart and changes no verdict. May be repeated.",
            HelpName = "folder",
        };
        Option<string[]> mappings = new("--mappings")
        {
            Description = "File of own log source mappings for rules of your own; the packs keep theirs. May be repeated.",
            HelpName = "file",
        };
        Option<bool> noSurprise = new("--no-surprise") { Description = "Leave out what is unusual for this server and not explained by a campaign." };
        Option<string?> keep = new("--keep")
        {
            Description = "Which records the case keeps: matters (those that a rule met) or all (every one, and a copy of each file). As the case folder has it, else matters.",
            HelpName = "records",
        };
        keep.AcceptOnlyFromAmong(KeepMatters, KeepEvery);
        Option<string> hash = new("--hash")
        {
            Description = "Which files get a SHA-256: all, or cited (those that something leads back to). Hashing takes longer than all the rest on fast disks.",
            HelpName = "files",
            DefaultValueFactory = _ => HashAll,
        };
        hash.AcceptOnlyFromAmong(HashAll, HashCited);
        Option<bool> json = new("--json") { Description = "Print assessment.json, for scripts, instead of the verdict for people." };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress bar, no advice: the verdict only." };
        Command command = new(
            "assess",
            """
            Reads evidence and answers the eight questions.

            Finds by itself what is there: IIS logs, Exchange logs, web roots, in plain copies and in the output of KAPE,
            Velociraptor and Microsoft's log collector. Changes nothing, writes only to the case folder, uses no network.

            Rules of your own (--rules) are tried on the same records; correlations among them see the matches that are kept of
            each rule, and it is said when these are not all. A rule without a text that every matching row must hold makes all
            rows of its kind of log be split and tried, which is slower than the packs alone.

            What is unusual is measured against the server's own past, without knowledge of any campaign (docs/surprise.md). It is
            a section of its own and changes neither verdict nor exit code.

            With --keep all the case holds every record for 'hindcast query', and a compressed copy of each file that was
            recognised. Assessing the same evidence again into that folder, with other packs or after a run was stopped, reads
            the copies of files whose path, size and time are unchanged, and says how many.

            With --hash cited only files that a claim or a loss leads back to get a SHA-256, and files that may be copies of each
            other. Use it for a first look at very much evidence; for a case that others must be able to check, hash all.

            Exit code: 0 no sign, or scanned or attempted without success; 1 compromise, or an attempt that the flaw
            answered; 2 wrong usage; 3 neither of these, but some evidence could not be read, or the verdict can be wrong for
            another reason that it states (open on days of which no log is there, several machines); 4 failure.

            Examples:
              hindcast assess samples/proxylogon-synthetic --out case-sample
              hindcast assess /mnt/evidence/EX01 --out case-ex01 --keep all
              hindcast assess collection-EX01.zip more-logs.tar.gz --out case-ex01
            """)
        {
            evidence, output, keep, threads, packs, knownGood, rules, mappings, noSurprise, hash, json, quiet,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(
            RuleSettings.TryRead(null, parsed.GetValue(mappings) ?? [], out RuleSettings? settings)
            ? Run(
                parsed.GetRequiredValue(evidence), parsed.GetValue(output), parsed.GetValue(keep), parsed.GetValue(threads), parsed.GetValue(packs),
                parsed.GetValue(knownGood), parsed.GetValue(rules) ?? [], settings.Mappings, parsed.GetValue(noSurprise),
                parsed.GetRequiredValue(hash) == HashCited ? HashedFiles.Cited : HashedFiles.Every, parsed.GetValue(json), parsed.GetValue(quiet), cancellation)
            : ExitCodes.Usage));
        return command;
    }

    private static int Run(
        string[] evidence, DirectoryInfo? output, string? keep, int threads, DirectoryInfo? packs, FileInfo? knownGood, string[] rules,
        SigmaMappingSet mappings, bool noSurprise, HashedFiles hashed, bool json, bool quiet,
        CancellationToken cancellation)
    {
        if ((evidence.FirstOrDefault(e => !DiskPath.Exists(e)) ?? rules.FirstOrDefault(r => !Path.Exists(r))) is { } missing)
        {
            Console.Error.WriteLine($"hindcast: no such file or folder: {Terminal.Safe(missing)}");
            return ExitCodes.Usage;
        }

        if (output is not null && evidence.FirstOrDefault(e => IsInside(output.FullName, e)) is { } around)
        {
            Console.Error.WriteLine($"hindcast: the case folder must not lie in the evidence ({Terminal.Safe(around)}), which is never changed");
            return ExitCodes.Usage;
        }

        if (keep is not null && output is null)
        {
            Console.Error.WriteLine("hindcast: --keep needs a case folder (--out)");
            return ExitCodes.Usage;
        }

        bool keepAll = keep == KeepEvery || (keep is null && output is not null && CaseFolder.KeepsAll(output.FullName));
        if (hashed == HashedFiles.Cited && keepAll)
        {
            Console.Error.WriteLine("hindcast: a case that keeps all records needs the SHA-256 of every file; leave out --hash cited, or say --keep matters");
            return ExitCodes.Usage;
        }

        if (threads < 0 || (packs is not null && !packs.Exists))
        {
            Console.Error.WriteLine(threads < 0 ? "hindcast: --threads takes 0 or more" : $"hindcast: no such folder: {Terminal.Safe(packs!.FullName)}");
            return ExitCodes.Usage;
        }

        if (knownGood is not null && !knownGood.Exists)
        {
            Console.Error.WriteLine($"hindcast: no such file: {Terminal.Safe(knownGood.FullName)}");
            return ExitCodes.Usage;
        }

        AssessOptions options = new()
        {
            Evidence = evidence,
            PackFolder = packs?.FullName ?? BuiltInPacks,
            KnownGood = knownGood?.FullName,
            Rules = rules,
            Mappings = mappings,
            LooksForSurprise = !noSurprise,
            Hashed = hashed,
            KeptIn = output?.FullName,
            Threads = threads,
            Tool = ToolName(),
        };
        try
        {
            AssessPlan plan = AssessPlan.Load(options, cancellation);
            if (output is not null)
            {
                CaseFolder.Begin(output.FullName, evidence, keepAll);
            }

            AssessRun run = ProgressBar.Run(progress => Assessor.Run(options, plan, progress, cancellation), quiet);
            if (!quiet && !Console.IsErrorRedirected)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Read and matched {run.BytesRead / 1e6:0} MB in {run.ReadingTime.TotalSeconds:0.0} s; the answers took {run.AnsweringTime.TotalSeconds:0.0} s more"));
            }

            // One value for scripts, or words for people; never both.
            IAnsiConsole? console = json ? null : Terminal.Console();
            if (console is null)
            {
                using Stream standard = Console.OpenStandardOutput();
                AssessmentJson.Write(run.Assessment, standard);
            }
            else
            {
                VerdictPrinter.Print(run.Assessment, console, quiet);
            }

            if (run.FilesReused > 0)
            {
                console?.MarkupLineInterpolated(
                    CultureInfo.InvariantCulture, $"Not read again: {run.FilesReused} of {run.Assessment.Files.Count} files ({run.BytesReused >> 20} MiB), whose path, size and time are those of the copies in the case");
            }

            if (output is not null)
            {
                CaseFolder.Write(output.FullName, run.Assessment, evidence, keepAll
                    ? () => ProgressBar.Run(progress => CaseFolder.KeepAll(output.FullName, run, threads, progress, cancellation), quiet, "Storing")
                    : null);
                console?.MarkupLineInterpolated($"Case folder: {Terminal.Safe(output.FullName)} (report.html, assessment.json, timeline.csv, case.duckdb)");
            }

            return Code(run.Assessment);
        }
        catch (NothingToLookForException nothing)
        {
            Console.Error.WriteLine($"hindcast: {Terminal.Safe(nothing.Message)}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(output is null ? "hindcast: stopped" : $"hindcast: stopped; the case in {Terminal.Safe(output.FullName)} is incomplete until the same command ends");
            return ExitCodes.Failure;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"hindcast: {Terminal.Safe(failure.Message)}");
            return ExitCodes.Failure;
        }
    }

    private static bool IsInside(string folder, string evidence)
    {
        string full = DiskPath.Full(evidence);
        string relative = Path.GetRelativePath(full, folder);
        return DiskPath.IsFolder(full) && !Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..";
    }

    private static int Code(Assessment assessment) =>
        assessment.Verdict.Outcome >= Outcome.Reached ? ExitCodes.Compromised
        : assessment.Verdict is { Incomplete: true } or { Reservations.Count: > 0 } ? ExitCodes.Incomplete
        : ExitCodes.Clean;

    /// <summary>Name and version of the program, as assessments have it.</summary>
    internal static string ToolName() =>
        $"hindcast {Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}";
}
