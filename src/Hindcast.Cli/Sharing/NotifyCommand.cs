using System.CommandLine;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Engine.Duties;
using Hindcast.Evidence;
using Hindcast.Reports.Notify;
using Hindcast.Reports.Sharing;

namespace Hindcast.Cli.Sharing;

/// <summary><c>hindcast notify</c>.</summary>
internal static class NotifyCommand
{
    internal static Command Create()
    {
        Argument<DirectoryInfo> folder = new("case") { Description = "Case folder that 'assess --out' wrote." };
        Option<string[]> regimes = new("--regime", "-r") { Description = "Id of a duty, such as gdpr-33; may be repeated. All of them without it.", HelpName = "id" };
        Option<string?> knownAt = new("--known-at") { Description = "When you came to know of the incident; times are computed from it.", HelpName = "time" };
        Option<string?> organisation = new("--organisation") { Description = "Name of the organisation that reports.", HelpName = "name" };
        Option<DirectoryInfo?> packs = new("--packs") { Description = "Folder of packs with duties/*.yml; the built-in one without it.", HelpName = "folder" };
        Option<FileInfo?> output = new("--out", "-o") { Description = "File to write; standard output without it.", HelpName = "file" };
        Command command = new(
            "notify",
            """
            Drafts the reports to authorities that an incident can make due, filled from the case.

            Facts that the evidence does not tell are marked as not yet known. Servers and users are named, because the
            reports are yours. Law changes: each duty names its source and the day it was checked.

            Exit code: 0 written; 2 wrong usage; 4 failure; 130 stopped.

            Example:
              hindcast notify case-ex01 --regime gdpr-33 --regime nis2-23 --known-at 2021-03-20T09:30:00Z
            """)
        {
            folder, regimes, knownAt, organisation, packs, output,
        };
        command.SetGuarded((parsed, _) => Run(
            parsed.GetRequiredValue(folder), parsed.GetValue(regimes) ?? [], parsed.GetValue(knownAt), parsed.GetValue(organisation),
            parsed.GetValue(packs), parsed.GetValue(output)));
        return command;
    }

    private static int Run(DirectoryInfo folder, string[] regimes, string? knownAt, string? organisation, DirectoryInfo? packs, FileInfo? output)
    {
        DateTime? known = TimelineCommand.Time(knownAt, "--known-at", endOfDay: false);
        List<Diagnostic> diagnostics = [];
        IReadOnlyList<Duty> duties = DutyLoader.Load(packs?.FullName ?? Path.Combine(AppContext.BaseDirectory, "packs"), diagnostics);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine($"hindcast: {Terminal.Safe(diagnostic.ToString())}");
        }

        string[] unknown = [.. regimes.Where(r => duties.All(d => d.Id != r))];
        if (unknown.Length > 0 || duties.Count == 0)
        {
            Console.Error.WriteLine($"hindcast: no duty {Terminal.Safe(string.Join(", ", unknown))}; there are: {Terminal.Safe(string.Join(", ", duties.Select(d => d.Id)))}");
            return ExitCodes.Usage;
        }

        SharedCase shared = ExportCommand.Open(folder, TlpLevel.AmberStrict, identify: true, organisation);
        ExportCommand.Write(NotifyText.Write(shared, [.. duties.Where(d => regimes.Length == 0 || regimes.Contains(d.Id))], known), output);
        return ExitCodes.Clean;
    }
}
