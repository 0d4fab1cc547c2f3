using System.Globalization;
using Hindcast.Cli.Output;
using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Spectre.Console;

namespace Hindcast.Cli.Commands;

/// <summary>The run of <c>hindcast assess</c>: assesses, prints, and stores the case.</summary>
internal static class AssessWork
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">It can't be done.</exception>
    internal static int Run(AssessRequest request, CancellationToken cancellation)
    {
        request.Check();
        bool keepAll = request.KeepsAll;
        AssessOptions options = request.Options;
        AssessPlan plan = AssessPlan.Load(options, cancellation);
        if (request.Output is { } folder)
        {
            if (request.Replaces)
            {
                CaseFolder.Clear(folder);
            }

            CaseFolder.Begin(folder, request.Evidence, keepAll);
        }

        AssessRun run = ProgressBar.Run(progress => Assessor.Run(options, plan, progress, cancellation), request.IsQuiet);
        Print(run, request);
        Store(run, request, keepAll, cancellation);
        return Code(run.Assessment);
    }

    /// <summary>One value for scripts, or words for people; never both.</summary>
    private static void Print(AssessRun run, AssessRequest request)
    {
        if (!request.IsQuiet && !Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Read and matched {Amounts.Size(run.BytesRead)} in {run.ReadingTime.TotalSeconds:0.0} s; the answers took {run.AnsweringTime.TotalSeconds:0.0} s more"));
        }

        if (request.IsJson)
        {
            using Stream standard = Console.OpenStandardOutput();
            AssessmentJson.Write(run.Assessment, standard);
            return;
        }

        IAnsiConsole console = Terminal.Console();
        VerdictPrinter.Print(run.Assessment, console, request.IsQuiet);
        if (run.FilesReused > 0)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"Not read again: {run.FilesReused} of {run.Assessment.Files.Count} files ({Amounts.Size(run.BytesReused)}), whose path, size and time are those of the copies in the case");
        }
    }

    private static void Store(AssessRun run, AssessRequest request, bool keepAll, CancellationToken cancellation)
    {
        if (request.Output is not { } folder)
        {
            return;
        }

        CaseFolder.Write(folder, run.Assessment, request.Evidence, keepAll
            ? () => ProgressBar.Run(progress => CaseFolder.KeepAll(folder, run, request.Threads, progress, cancellation), request.IsQuiet, "Storing")
            : null);
        if (!request.IsJson)
        {
            Terminal.Console().MarkupLineInterpolated($"Case folder: {Terminal.Safe(folder)} (report.html, assessment.json, timeline.csv, case.duckdb)");
        }
    }

    private static int Code(Assessment assessment) =>
        assessment.Verdict.Outcome >= Outcome.Reached ? ExitCodes.Compromised
        : assessment.Verdict is { Incomplete: true } or { Reservations.Count: > 0 } ? ExitCodes.Incomplete
        : ExitCodes.Clean;
}
