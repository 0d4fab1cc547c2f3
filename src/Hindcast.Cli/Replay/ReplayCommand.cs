using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Engine;
using Hindcast.Engine.Replay;

namespace Hindcast.Cli.Replay;

/// <summary><c>hindcast replay</c>.</summary>
internal static class ReplayCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new TimeTextConverter() },
    };

    internal static Command Create()
    {
        Argument<string[]> evidence = new("evidence") { Description = "Folders, files and archives of one server, as for assess.", Arity = ArgumentArity.OneOrMore };
        Option<DirectoryInfo?> packs = new("--packs") { Description = "Folder of campaign packs; the built-in ones without it.", HelpName = "folder" };
        Option<int> threads = new("--threads") { Description = "Threads that read; 0 for one a core.", HelpName = "n" };
        Option<string[]> without = new("--without") { Description = "Leaves a pack out, as if nobody had written it; may be given again.", HelpName = "pack" };
        Option<bool> json = new("--json") { Description = "Writes the replay as JSON." };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress bar." };
        Command command = new(
            "replay",
            """
            Tells on which day what would have been said, had somebody looked every evening.

            What is unusual for the server is judged for each day from the days before it alone. What packs say counts from the day
            after their campaign was disclosed; rules of packs without such a day count from the date that stands in them. What such
            rules explain on a day is not listed as unusual on it; --without leaves a pack out. Items are called false when no
            finding of today leads to their rows or addresses.

            Exit code: 0 replayed; 2 wrong usage; 4 failure; 130 stopped.

            Examples:
              hindcast replay /mnt/evidence/EX01
              hindcast replay collection-EX01.zip --json
              hindcast replay /mnt/evidence/EX01 --without proxylogon
            """)
        {
            evidence, packs, without, threads, json, quiet,
        };
        command.SetGuarded((parsed, cancellation) => Run(
            parsed.GetRequiredValue(evidence), parsed.GetValue(packs), parsed.GetValue(without) ?? [], parsed.GetValue(threads), parsed.GetValue(json), parsed.GetValue(quiet), cancellation));
        return command;
    }

    private static int Run(string[] evidence, DirectoryInfo? packs, string[] without, int threads, bool json, bool quiet, CancellationToken cancellation)
    {
        UsageCheck.Exist(evidence);
        UsageCheck.Threads(threads);
        UsageCheck.Folder(packs?.FullName);
        AssessOptions options = new() { Evidence = evidence, PackFolder = packs?.FullName ?? AssessCommand.BuiltInPacks, Threads = threads, Tool = AssessCommand.ToolName() };
        ReplayReport report;
        try
        {
            report = ProgressBar.Run(progress => Replayer.Run(options, without, progress, cancellation), quiet || json);
        }
        catch (ArgumentException unknownPack)
        {
            throw new UsageException(unknownPack.Message);
        }

        if (json)
        {
            using Stream output = Console.OpenStandardOutput();
            JsonSerializer.Serialize(output, report, Json);
            output.WriteByte((byte)'\n');
        }
        else
        {
            ReplayPrinter.Print(report, Terminal.Console());
        }

        return ExitCodes.Clean;
    }
}
