using System.CommandLine;
using System.Globalization;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Engine.Import;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Cli.Sharing;

/// <summary><c>hindcast packs import</c>.</summary>
internal static class PacksImportCommand
{
    private const int Refused = 1;

    internal static Command Create()
    {
        Argument<string[]> lists = new("list") { Description = "STIX bundles, MISP events, CSV files, or lists of a value a line.", Arity = ArgumentArity.OneOrMore };
        Option<DirectoryInfo> output = new("--out", "-o") { Description = "Folder of the new pack; its name is the id. Must not exist yet.", Required = true, HelpName = "pack-folder" };
        Option<string?> name = new("--name") { Description = "Name of the pack; the folder's name without it.", HelpName = "name" };
        Option<string?> published = new("--published") { Description = "Day on which the lists were published, yyyy-MM-dd; today without it.", HelpName = "day" };
        Option<string?> kind = new("--kind") { Description = "Kind of the values in lists that do not say it; told by their form without it.", HelpName = "kind" };
        kind.AcceptOnlyFromAmong([.. Enum.GetValues<IndicatorKind>().Select(IndicatorWords.Of)]);
        Option<bool> reserved = new("--allow-reserved") { Description = "Take private, documentation and other addresses that no host on the internet has." };
        Command command = new(
            "import",
            """
            Makes a campaign pack of indicator lists: pack.yml, imported.csv, rules and their tests.

            Values are cleaned (unseen characters, hxxp and [.] forms). What cannot be used is refused, each with its code,
            file and line or object. Put the folder beside the other packs, or name its parent with 'assess --packs'.

            Exit code: 0 all taken; 1 some refused; 2 wrong usage; 4 failure; 130 stopped.

            Example:
              hindcast packs import feed.stix.json addresses.csv --out my-packs/feed --published 2021-03-10
            """)
        {
            lists, output, name, published, kind, reserved,
        };
        command.SetGuarded((parsed, _) => Run(
            parsed.GetRequiredValue(lists), parsed.GetRequiredValue(output), parsed.GetValue(name), parsed.GetValue(published),
            new ImportOptions
            {
                AllowReserved = parsed.GetValue(reserved),
                Kind = parsed.GetValue(kind) is { } word ? Enum.GetValues<IndicatorKind>().First(k => IndicatorWords.Of(k) == word) : null,
            }));
        return command;
    }

    private static int Run(string[] lists, DirectoryInfo output, string? name, string? published, ImportOptions options)
    {
        DateOnly day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        if (published is not null && !DateOnly.TryParseExact(published, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            throw new UsageException($"--published takes a day as yyyy-MM-dd, not '{published}'");
        }

        foreach (string list in lists)
        {
            UsageCheck.File(list);
        }

        if (output.Exists && output.EnumerateFileSystemInfos().Any())
        {
            throw new UsageException($"{output.FullName} is there already; an old pack is not mixed with a new one");
        }

        ImportedList imported = IndicatorImport.Read(lists, options);
        foreach (Diagnostic diagnostic in imported.Diagnostics)
        {
            Console.WriteLine(Terminal.Safe(diagnostic.ToString()));
        }

        int refused = imported.Diagnostics.Count(d => d.Descriptor.Severity > DiagnosticSeverity.Info);
        if (imported.Indicators.Count == 0)
        {
            Console.Error.WriteLine("hindcast: no indicator was taken, so no pack was written");
            return ExitCodes.Failure;
        }

        int idle = PackWriter.Write(output.FullName, new ImportedPack { Name = name ?? output.Name, Published = day, Sources = [.. lists.Select(l => Path.GetFileName(l))] }, imported.Indicators);
        Console.WriteLine($"{Amounts.Count(imported.Indicators.Count, "indicator")} taken, {refused.ToString(CultureInfo.InvariantCulture)} refused; {idle.ToString(CultureInfo.InvariantCulture)} of them of kinds that no rule looks for (MD5, SHA-1, URL, mail address)");
        return refused > 0 ? Refused : ExitCodes.Clean;
    }
}
