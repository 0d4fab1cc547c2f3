using Hindcast.Engine.Pipeline;
using Spectre.Console;

namespace Hindcast.Cli.Output;

/// <summary>Shows how far reading has come, on standard error, when somebody is watching.</summary>
internal static class ProgressBar
{
    internal static T Run<T>(Func<ReadProgress, T> work, bool quiet, string verb = "Reading")
    {
        ReadProgress progress = new();
        if (quiet || Console.IsErrorRedirected)
        {
            return work(progress);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("Listing evidence");
                using Timer timer = new(_ => Show(task, progress, verb), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
                T run = work(progress);
                task.Value = task.MaxValue;
                return run;
            });
    }

    private static void Show(ProgressTask task, ReadProgress progress, string verb)
    {
        if (progress.TotalBytes > 0)
        {
            task.MaxValue = progress.TotalBytes;
            task.Value = Math.Min(progress.DoneBytes, progress.TotalBytes);
            task.Description = $"{verb} {Amounts.Part(Math.Min(progress.DoneBytes, progress.TotalBytes), progress.TotalBytes)}";
        }
    }
}
