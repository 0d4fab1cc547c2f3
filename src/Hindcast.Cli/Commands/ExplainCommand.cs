using System.CommandLine;
using System.Text;
using System.Text.Json;
using Hindcast.Cli.Output;
using Hindcast.Engine.Cases;

namespace Hindcast.Cli.Commands;

/// <summary><c>hindcast explain</c>.</summary>
internal static class ExplainCommand
{
    internal static Command Create()
    {
        Argument<string> claim = new("claim-id") { Description = "F (finding), O (observation), B (build), X (exposure window), S (sign of tampering) or U (record that your rules met) and a number, as in the report." };
        Option<DirectoryInfo> folder = new("--case", "-c") { Description = "Case folder that 'assess --out' wrote.", Required = true, HelpName = "case-folder" };
        Option<string[]> evidence = new("--evidence", "-e") { Description = "Where the evidence lies now, when it was moved.", HelpName = "path" };
        Option<bool> raw = new("--raw") { Description = "Only the exact bytes of the records, one after the other, each with a line feed behind it." };
        Command command = new(
            "explain",
            """
            Prints the evidence behind a claim: file, line, offset, hashes, and the record byte for byte (an event as XML;
            --raw gives its bytes).

            The record is read again from the evidence and compared with the hash taken when it was assessed.

            Examples:
              hindcast explain F1 --case case-ex01
              hindcast explain O12 --case case-ex01 --raw | sha256sum
            """)
        {
            claim, folder, evidence, raw,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(claim), parsed.GetRequiredValue(folder), parsed.GetValue(evidence) ?? [], parsed.GetValue(raw), cancellation)));
        return command;
    }

    private static int Run(string claim, DirectoryInfo folder, string[] evidence, bool raw, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<ProofLine>? lines = ClaimProof.Find(
                CaseFolder.ReadAssessment(folder.FullName), claim,
                evidence.Length > 0 ? evidence : CaseFolder.ReadEvidence(folder.FullName), cancellation);
            if (lines is null)
            {
                Console.Error.WriteLine($"hindcast: no claim {Terminal.Safe(claim)} in {Terminal.Safe(folder.FullName)}; ids stand in report.html");
                return ExitCodes.Usage;
            }

            using Stream output = Console.OpenStandardOutput();
            foreach (ProofLine line in lines)
            {
                output.Write(raw ? line.Bytes ?? [] : Encoding.UTF8.GetBytes(Describe(line)));
                output.Write("\n"u8);
            }

            return lines.Any(l => l.Bytes is null || l.Unchanged == false) ? ExitCodes.Incomplete : ExitCodes.Clean;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine($"hindcast: {Terminal.Safe(failure.Message)}");
            return ExitCodes.Failure;
        }
    }

    private static string Describe(ProofLine line)
    {
        string state = line switch
        {
            { Bytes: null } => "NOT FOUND: the evidence is not where it was",
            { Unchanged: true } => "unchanged since it was assessed",
            { Unchanged: false } => "CHANGED since it was assessed",
            _ => "no hash of the record was taken",
        };
        string text = line.Bytes is null ? "" : Terminal.Safe(line.Text ?? Encoding.UTF8.GetString(line.Bytes));
        string place = line.Location.Line > 0 ? $"line {line.Location.Line}, " : line.Location.RecordId > 0 ? $"record {line.Location.RecordId}, " : "";
        return $"""
            {line.Claim}  {Terminal.Safe(line.Why)}
              file    {Terminal.Safe(line.Location.File)}
              at      {place}offset {line.Location.OffsetBytes}, {line.Location.LengthBytes} bytes
              sha256  file {line.FileSha256}
                      record {line.RecordSha256}
              state   {state}
              record  {text}

            """;
    }
}
