using System.CommandLine;
using Hindcast.Analysis.Sunburst;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Evidence;

namespace Hindcast.Cli.Sunburst;

/// <summary>
/// <c>hindcast sunburst decode NAME... [--file names.txt]</c>: what each name says, then the servers behind them. Exit code 0
/// when all names were decoded, 3 when one was rejected, 2 when a file cannot be read.
/// </summary>
internal static class SunburstDecodeCommand
{
    private const int MaxNames = 1_000_000;

    internal static Command Create()
    {
        Argument<string[]> names = new("name") { Description = "Names such as LABEL.appsync-api.REGION.avsvmcloud.com.", Arity = ArgumentArity.ZeroOrMore };
        Option<FileInfo?> file = new("--file") { Description = "Text file with one name a line; what follows a comma, blank or tab is an answer.", HelpName = "file" };
        Option<string> format = new("--format") { Description = "text, for people; jsonl: one JSON object a line.", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "jsonl");
        Command command = new(
            "decode",
            """
            Says what SUNBURST names carry, and which servers they came from.

            Exit code: 0 all names decoded; 2 wrong usage, or the file cannot be read; 3 a name was rejected.

            Example:
              hindcast sunburst decode --file names.txt
            """)
        {
            names, file, format,
        };
        command.SetGuarded((result, _) =>
        {
            List<SunburstSighting> sightings = [.. result.GetValue(names)!.Select(n => new SunburstSighting(n, null, [], "", ""))];
            if (result.GetValue(file) is { } list)
            {
                try
                {
                    sightings.AddRange(File.ReadLines(list.FullName).Take(MaxNames).Select(Sighting).Where(s => s.Name.Length > 0));
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    Console.Error.WriteLine($"hindcast: {Terminal.Safe(failure.Message)}");
                    return ExitCodes.Usage;
                }
            }

            if (sightings.Count == 0)
            {
                Console.Error.WriteLine("hindcast: no name given");
                return ExitCodes.Usage;
            }

            return Run(sightings, result.GetValue(format) == "jsonl", Console.Out);
        });
        return command;
    }

    /// <summary>Writes what the names say.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(IReadOnlyList<SunburstSighting> sightings, bool isJson, TextWriter output)
    {
        SunburstDecoding[] decoded = [.. sightings.Select(s => SunburstName.Decode(s.Name))];
        IReadOnlyList<SunburstHost> hosts = SunburstAnalysis.Run(sightings);
        if (isJson)
        {
            SunburstJson.Write(decoded, hosts, output);
        }
        else
        {
            foreach (SunburstDecoding decoding in decoded)
            {
                output.WriteLine(Terminal.Safe(decoding.Name));
                output.WriteLine($"  {Terminal.Safe(decoding.Record is { } record ? SunburstWords.Of(record) : $"rejected: {decoding.Reason}")}");
            }

            output.WriteLine();
            foreach (SunburstHost host in hosts)
            {
                foreach (string line in SunburstWords.Of(host))
                {
                    output.WriteLine(Terminal.Safe(line));
                }
            }

            output.WriteLine($"{decoded.Length} names, {decoded.Count(d => d.Record is null)} rejected, {hosts.Count} servers");
        }

        return decoded.Any(d => d.Record is null) ? ExitCodes.Incomplete : ExitCodes.Clean;
    }

    private static SunburstSighting Sighting(string line)
    {
        string[] parts = line.Split([',', ' ', '\t', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new SunburstSighting(parts.Length > 0 ? parts[0] : "", (EvidenceTime?)null, parts.Length > 1 ? parts[1..] : [], "", "");
    }
}
