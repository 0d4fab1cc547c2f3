using System.CommandLine;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Evtx;

namespace Hindcast.Cli.Dump;

/// <summary>
/// <c>hindcast dump evtx FILE... --format xml|jsonl</c>: the records of event logs on standard output, one a line; trouble
/// on standard error. Exit code 0 when all was read, 1 when evidence was lost, 2 when a file could not be opened.
/// </summary>
public static class DumpEvtxCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> files = new("file")
        {
            Description = "Event log files (.evtx).",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> format = new("--format") { Description = "How to write records.", DefaultValueFactory = static _ => "jsonl" };
        format.AcceptOnlyFromAmong("xml", "jsonl");
        Option<bool> carve = new("--carve") { Description = "Also look for records in slack space and broken chunks." };
        Option<bool> strict = new("--strict") { Description = "Leave out what fails a check." };
        Option<int> threads = new("--threads") { Description = "Threads that read; 0 for one a core.", HelpName = "n", DefaultValueFactory = static _ => 0 };
        Command command = new("evtx", """
            Shows the records of Windows event logs, one a line.

            A record that was carved, is damaged or fails a check says so: "#doubts" and "#offset" in JSON, a comment in XML.
            Trouble stands on standard error. Exit code: 0 all read; 1 evidence was lost; 2 a file cannot be opened.

            Examples:
              hindcast dump evtx Security.evtx > security.jsonl
              hindcast dump evtx System.evtx --format xml --carve
            """) { files, format, carve, strict, threads };
        command.SetAction(result =>
        {
            EvtxReadOptions options = new()
            {
                Carve = result.GetValue(carve),
                Policy = result.GetValue(strict) ? EvtxReadPolicy.Strict : EvtxReadPolicy.Recover,
            };
            using Stream output = Console.OpenStandardOutput();
            return Run(
                result.GetValue(files)!, result.GetValue(format) == "xml", options, result.GetValue(threads), output, Console.Error);
        });
        return command;
    }

    /// <summary>Writes the records of all files.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(
        IReadOnlyList<string> files, bool isXml, EvtxReadOptions options, int threads, Stream output, TextWriter errors)
    {
        int exitCode = 0;
        EvtxTextHandler handler = new(isXml, output);
        foreach (string path in files)
        {
            string file = DiskName.Shown(path);
            try
            {
                using EvtxSource source = EvtxSource.FromFile(path, file);
                handler.CutRecords = 0;
                EvtxSummary summary = EvtxScan.Run(source, handler, options, threads);
                if (handler.CutRecords > 0)
                {
                    errors.WriteLine(Printable($"{file}: {handler.CutRecords} records over the text limit left out"));
                    exitCode = Math.Max(exitCode, 1);
                }

                foreach (Diagnostic diagnostic in summary.Diagnostics)
                {
                    errors.WriteLine(Printable(diagnostic.ToString()));
                    exitCode = diagnostic.Descriptor.Severity == DiagnosticSeverity.Loss ? Math.Max(exitCode, 1) : exitCode;
                }

                errors.WriteLine(Printable(
                    $"{file}: {summary.Records} records, {summary.DamagedRecords} damaged, {summary.LostRecords} lost, "
                    + $"{summary.CarvedRecords} carved, {summary.Chunks} chunks"));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine(Printable($"{file}: {failure.Message}"));
                exitCode = 2;
            }
        }

        output.Flush();
        return exitCode;
    }

    /// <summary>Evidence may hold terminal escape sequences: control characters become question marks.</summary>
    private static string Printable(string text) =>
        string.Create(text.Length, text, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = char.IsControl(from[i]) ? '?' : from[i];
            }
        });

    private sealed class EvtxTextHandler(bool isXml, Stream output) : IEvtxBatchHandler<EvtxTextBuffer>
    {
        public int CutRecords;

        public EvtxTextBuffer Create() => new(1 << 20);

        public void Handle(EvtxRecord record, EvtxTextBuffer batch)
        {
            if (isXml)
            {
                EvtxXml.WriteMarked(record, batch);
            }
            else
            {
                EvtxJson.WriteMarked(record, batch);
            }

            if (batch.IsCut)
            {
                Interlocked.Increment(ref CutRecords);
            }

            batch.Add("\n"u8);
        }

        public void Complete(EvtxTextBuffer batch)
        {
            output.Write(batch.Written);
            batch.Clear();
        }
    }
}
