using System.CommandLine;
using System.Text;
using Hindcast.Cli.Commands;
using Hindcast.Engine.Cases;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Sharing;

namespace Hindcast.Cli.Sharing;

/// <summary><c>hindcast export</c>.</summary>
internal static class ExportCommand
{
    internal static Command Create()
    {
        Argument<DirectoryInfo> folder = new("case") { Description = "Case folder that 'assess --out' wrote." };
        Option<string> format = new("--format", "-f")
        {
            Description = string.Join("; ", ExportFormat.All.Select(f => $"{f.Name}: {f.What}")) + ".",
            Required = true,
            HelpName = "name",
        };
        format.AcceptOnlyFromAmong([.. ExportFormat.All.Select(f => f.Name)]);
        Option<FileInfo?> output = new("--out", "-o") { Description = "File to write; standard output without it.", HelpName = "file" };
        Option<string> tlp = new("--tlp")
        {
            Description = "Who may see it, by the Traffic Light Protocol 2.0.",
            DefaultValueFactory = _ => TlpLabel.Word(TlpLevel.Amber),
            HelpName = "clear|green|amber|amber+strict|red",
        };
        tlp.AcceptOnlyFromAmong([.. Enum.GetValues<TlpLevel>().Select(TlpLabel.Word)]);
        Option<bool> identify = new("--identify-victim") { Description = "Leave names of servers, users and domains and internal addresses as they are." };
        Option<string?> organisation = new("--organisation") { Description = "The victim's name: written with --identify-victim, hidden wherever it stands without.", HelpName = "name" };
        Command command = new(
            "export",
            """
            Writes a case in a form that others can load.

            Names of the victim's servers, users and domains and its internal addresses are replaced by stand-ins, which are
            the same in every export of a case. The case folder remembers what they are made with in sharing.json; keep that
            file to yourself.

            Exit code: 0 written; 2 wrong usage; 4 failure; 130 stopped.

            Examples:
              hindcast export case-ex01 --format stix --out case-ex01.stix.json
              hindcast export case-ex01 --format indicators --tlp green
            """)
        {
            folder, format, output, tlp, identify, organisation,
        };
        command.SetGuarded((parsed, _) => Run(
            parsed.GetRequiredValue(folder), parsed.GetRequiredValue(format), parsed.GetValue(output), parsed.GetRequiredValue(tlp),
            parsed.GetValue(identify), parsed.GetValue(organisation)));
        return command;
    }

    private static int Run(DirectoryInfo folder, string format, FileInfo? output, string tlp, bool identify, string? organisation)
    {
        _ = TlpLabel.TryParse(tlp, out TlpLevel level);
        SharedCase shared = Open(folder, level, identify, organisation);
        Write(ExportFormat.All.First(f => f.Name == format).Write(shared), output);
        return ExitCodes.Clean;
    }

    /// <summary>The case of a folder, made ready to be handed on.</summary>
    internal static SharedCase Open(DirectoryInfo folder, TlpLevel level, bool identify, string? organisation)
    {
        Assessment assessment = CaseOnDisk.Read(folder.FullName);
        CaseSharing sharing = CaseSharing.Open(folder.FullName, TimeProvider.System);
        return new SharedCase(assessment, new SharingOptions
        {
            Tlp = level,
            IdentifyVictim = identify,
            Organisation = organisation,
            Key = sharing.Key,
            Created = sharing.Created,
            Modified = sharing.Modified,
        });
    }

    /// <summary>Writes UTF-8 without a byte order mark, to a file or to standard output.</summary>
    internal static void Write(string text, FileInfo? output)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (output is null)
        {
            using Stream standard = Console.OpenStandardOutput();
            standard.Write(bytes);
            return;
        }

        UsageCheck.Folder(output.DirectoryName);
        string partial = output.FullName + ".partial";
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, output.FullName, overwrite: true);
    }
}
