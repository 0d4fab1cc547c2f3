using System.CommandLine;
using Hindcast.Cli.Output;
using Hindcast.Engine;
using Hindcast.Engine.KnownGood;
using Hindcast.Evidence;

namespace Hindcast.Cli.Commands;

/// <summary><c>hindcast known-good build</c>.</summary>
internal static class KnownGoodBuildCommand
{
    internal static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "Folder (or archive) of install media, or of an installed server that is trusted." };
        Option<FileInfo?> output = new("--out", "-o") { Description = "The table to write; without it the table is printed.", HelpName = "table" };
        Command command = new(
            "build",
            """
            Makes a table of known files: SHA-256, path, build and size of every file of Exchange's install media.

            Give it to 'assess --known-good': files of web roots that were changed, that lie elsewhere, or that look like known
            ones are then named. Take the media of the update that the server really runs: an update changes pages too.

            Exit code: 0 written; 2 wrong usage; 3 some files could not be read; 4 failure; 130 stopped.

            Example:
              hindcast known-good build /mnt/exchange-iso --out exchange.tsv
            """)
        {
            folder, output,
        };
        command.SetGuarded((parsed, cancellation) => Run(parsed.GetRequiredValue(folder), parsed.GetValue(output), cancellation));
        return command;
    }

    private static int Run(string folder, FileInfo? output, CancellationToken cancellation)
    {
        UsageCheck.Exist([folder]);
        UsageCheck.Folder(output?.DirectoryName);

        // Written whole before it is put in its place, and so never inside the media that is being read.
        using StringWriter table = new();
        (int rows, BuildNumber? build, IReadOnlyList<Diagnostic> diagnostics) = KnownGoodBuilder.Write(folder, table, cancellation);
        if (rows == 0)
        {
            throw new NothingToLookForException($"no file in {folder}: a table of nothing would make every page unknown");
        }

        if (output is null)
        {
            Console.Out.Write(table.ToString());
        }
        else
        {
            File.WriteAllText(output.FullName, table.ToString());
        }

        foreach (Diagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine(Terminal.Safe(diagnostic.ToString()));
        }

        Console.Error.WriteLine($"hindcast: {Amounts.Count(rows, "file")}, build {(build is null ? "unknown" : build.ToString())}");
        return diagnostics.Any(d => d.Descriptor.Severity == DiagnosticSeverity.Loss) ? ExitCodes.Incomplete : ExitCodes.Clean;
    }
}
