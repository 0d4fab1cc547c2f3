using System.Globalization;
using Hindcast.Simulation;
using Spectre.Console;

namespace Hindcast.Cli.Simulation;

/// <summary>Shows on standard error how many days are written, when somebody is watching.</summary>
internal static class DayProgress
{
    internal static T Run<T>(SimulationProgress progress, bool quiet, Func<T> work)
    {
        if (quiet || Console.IsErrorRedirected)
        {
            return work();
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("Writing");
                using Timer timer = new(
                    _ =>
                    {
                        task.MaxValue = Math.Max(1, progress.Days);
                        task.Value = progress.DaysDone;
                        task.Description = string.Create(CultureInfo.InvariantCulture, $"Day {progress.DaysDone} of {progress.Days}, {progress.Rows} rows");
                    },
                    null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
                return work();
            });
    }
}
