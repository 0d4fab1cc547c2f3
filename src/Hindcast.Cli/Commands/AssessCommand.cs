using System.CommandLine;
using System.Reflection;
using Hindcast.Cli.Hunt;
using Hindcast.Engine;

namespace Hindcast.Cli.Commands;

/// <summary><c>hindcast assess</c>: its options and its help.</summary>
internal static class AssessCommand
{
    private const string HashAll = "all", HashCited = "cited";

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
        Option<bool> replace = new("--replace") { Description = "Take the case of other evidence out of the case folder first, with its records and its sharing.json." };
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
        keep.AcceptOnlyFromAmong(AssessRequest.KeepMatters, AssessRequest.KeepEvery);
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

            A case folder is of one server. Where it holds the case of other evidence, nothing is read or written, unless
            --replace says so; evidence that is only added goes on with the case.

            With --hash cited only files that a claim or a loss leads back to get a SHA-256, and files that may be copies of each
            other. Use it for a first look at very much evidence; for a case that others must be able to check, hash all.

            Exit code: 0 no sign, or scanned or attempted without success; 1 compromise, or an attempt that the flaw
            answered; 2 wrong usage; 3 neither of these, but some evidence could not be read, or the verdict can be wrong for
            another reason that it states (open on days of which no log is there, several machines); 4 failure;
            130 stopped (Ctrl+C): the case folder is incomplete until the same command ends.

            Examples:
              hindcast assess samples/proxylogon-synthetic --out case-sample
              hindcast assess /mnt/evidence/EX01 --out case-ex01 --keep all
              hindcast assess collection-EX01.zip more-logs.tar.gz --out case-ex01
            """)
        {
            evidence, output, replace, keep, threads, packs, knownGood, rules, mappings, noSurprise, hash, json, quiet,
        };
        command.SetGuarded(
            (parsed, cancellation) => RuleSettings.TryRead(null, parsed.GetValue(mappings) ?? [], out RuleSettings? settings)
                ? AssessWork.Run(
                    new AssessRequest
                    {
                        Evidence = parsed.GetRequiredValue(evidence),
                        Output = parsed.GetValue(output)?.FullName,
                        Replaces = parsed.GetValue(replace),
                        Keep = parsed.GetValue(keep),
                        Threads = parsed.GetValue(threads),
                        Packs = parsed.GetValue(packs)?.FullName,
                        KnownGood = parsed.GetValue(knownGood)?.FullName,
                        Rules = parsed.GetValue(rules) ?? [],
                        Mappings = settings.Mappings,
                        LooksForSurprise = !parsed.GetValue(noSurprise),
                        Hashed = parsed.GetRequiredValue(hash) == HashCited ? HashedFiles.Cited : HashedFiles.Every,
                        IsJson = parsed.GetValue(json),
                        IsQuiet = parsed.GetValue(quiet),
                    },
                    cancellation)
                : ExitCodes.Usage,
            parsed => parsed.GetValue(output) is { } folder ? $"the case in {folder.FullName} is incomplete until the same command ends" : CommandGuard.NothingWritten);
        return command;
    }

    /// <summary>Name and version of the program, as assessments have it.</summary>
    internal static string ToolName() =>
        $"hindcast {Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}";
}
