using System.CommandLine;
using System.Text;
using Hindcast.Cli.Output;
using Hindcast.Engine.Cases;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Cli.Commands;

/// <summary><c>hindcast explain</c>.</summary>
internal static class ExplainCommand
{
    internal static Command Create()
    {
        Argument<string> claim = new("claim-id") { Description = $"A letter and a number, as in the report: {ClaimKind.Words}." };
        Option<DirectoryInfo> folder = new("--case", "-c") { Description = "Case folder that 'assess --out' wrote.", Required = true, HelpName = "case-folder" };
        Option<string[]> evidence = new("--evidence", "-e") { Description = "Where the evidence lies now, when it was moved; an archive has to keep its name.", HelpName = "path" };
        Option<bool> raw = new("--raw") { Description = "Only the exact bytes of the records, one after the other, each with a line feed behind it." };
        Command command = new(
            "explain",
            """
            Prints the evidence behind a claim: file, line, offset, hashes, and the record byte for byte (an event as XML;
            --raw gives its bytes).

            The record is read again from the evidence and compared with the hash taken when it was assessed. With --raw
            standard error says of which records there are no bytes, and which were changed.

            Exit code: 0 all records found, none changed; 2 wrong usage, or no such claim; 3 a record is not where it was, or
            was changed; 4 failure; 130 stopped.

            Examples:
              hindcast explain F1 --case case-ex01
              hindcast explain O12 --case case-ex01 --raw | sha256sum
            """)
        {
            claim, folder, evidence, raw,
        };
        command.SetGuarded((parsed, cancellation) => Run(
            parsed.GetRequiredValue(claim), parsed.GetRequiredValue(folder), parsed.GetValue(evidence) ?? [], parsed.GetValue(raw), cancellation));
        return command;
    }

    private static int Run(string claim, DirectoryInfo folder, string[] evidence, bool raw, CancellationToken cancellation)
    {
        UsageCheck.Exist(evidence);
        Assessment assessment = CaseOnDisk.Read(folder.FullName);
        IReadOnlyList<string> places = evidence.Length > 0 ? evidence : CaseFolder.ReadEvidence(folder.FullName);
        IReadOnlyList<ProofLine> lines = ClaimProof.Find(assessment, claim, places, cancellation)
            ?? throw new UsageException($"no claim {claim} in {folder.FullName}; ids stand in report.html");
        using Stream output = Console.OpenStandardOutput();
        foreach (ProofLine line in lines)
        {
            if (raw)
            {
                WriteRaw(line, places, output);
            }
            else
            {
                output.Write(Encoding.UTF8.GetBytes(Describe(line, places)));
                output.Write("\n"u8);
            }
        }

        return lines.Any(l => l.Bytes is null || l.Unchanged == false) ? ExitCodes.Incomplete : ExitCodes.Clean;
    }

    /// <summary>Writes the bytes and nothing else; where there are none, nothing: a hash of it would be that of no record.</summary>
    private static void WriteRaw(ProofLine line, IReadOnlyList<string> places, Stream output)
    {
        if (line.Bytes is null || line.Unchanged == false)
        {
            Console.Error.WriteLine($"hindcast: {line.Claim}, {Terminal.Safe(line.Location.ToString())}: {State(line, places)}");
        }

        if (line.Bytes is not null)
        {
            output.Write(line.Bytes);
            output.Write("\n"u8);
        }
    }

    private static string State(ProofLine line, IReadOnlyList<string> places) => line switch
    {
        { Bytes: null } => $"NOT FOUND: no such file in {Terminal.Safe(string.Join(", ", places))}; '--evidence' tells where the evidence lies now, an archive under its old name",
        { Unchanged: true } => "unchanged since it was assessed",
        { Unchanged: false } => "CHANGED since it was assessed",
        _ => "no hash of the record was taken",
    };

    private static string Describe(ProofLine line, IReadOnlyList<string> places)
    {
        string text = line.Bytes is null ? "" : Terminal.Safe(line.Text ?? Encoding.UTF8.GetString(line.Bytes));
        string place = line.Location.Line > 0 ? $"line {line.Location.Line}, " : line.Location.RecordId > 0 ? $"record {line.Location.RecordId}, " : "";
        return $"""
            {line.Claim}  {Terminal.Safe(line.Why)}
              file    {Terminal.Safe(line.Location.File)}
              at      {place}offset {line.Location.OffsetBytes}, {line.Location.LengthBytes} bytes
              sha256  file {line.FileSha256}
                      record {line.RecordSha256}
              state   {State(line, places)}
              record  {text}

            """;
    }
}
