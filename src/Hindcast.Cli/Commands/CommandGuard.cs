using System.CommandLine;
using System.Text.Json;
using Hindcast.Cli.Output;
using Hindcast.Engine;
using Hindcast.Engine.Store;

namespace Hindcast.Cli.Commands;

/// <summary>
/// Runs the work of a command. Of what a user can do about it makes one line on standard error and the exit code for it: wrong
/// usage, a run that was stopped, a file that cannot be read or written. Any other exception is a fault of the program and passes.
/// </summary>
internal static class CommandGuard
{
    internal const string NothingWritten = "nothing was written";

    /// <summary>Makes work the action of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">Its work; gives the exit code.</param>
    /// <param name="whenStopped">What is left on disk when the work is stopped.</param>
    internal static void SetGuarded(this Command command, Func<ParseResult, CancellationToken, int> work, string whenStopped = NothingWritten) =>
        command.SetGuarded(work, _ => whenStopped);

    /// <inheritdoc cref="SetGuarded(Command, Func{ParseResult, CancellationToken, int}, string)"/>
    internal static void SetGuarded(this Command command, Func<ParseResult, CancellationToken, int> work, Func<ParseResult, string> whenStopped) =>
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(() => work(parsed, cancellation), whenStopped(parsed))));

    /// <summary>Does work, and prints what went wrong with it.</summary>
    /// <param name="work">The work; gives the exit code.</param>
    /// <param name="whenStopped">What is left on disk when it is stopped.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(Func<int> work, string whenStopped = NothingWritten)
    {
        try
        {
            return work();
        }
        catch (UsageException wrong)
        {
            return Say(wrong.Message, ExitCodes.Usage);
        }
        catch (NothingToLookForException nothing)
        {
            return Say(nothing.Message, ExitCodes.Usage);
        }
        catch (QueryException wrong)
        {
            Console.Error.WriteLine($"hindcast: {Terminal.SafeLines(wrong.Message)}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            return Say($"stopped; {whenStopped}", ExitCodes.Stopped);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return Say(failure.Message, ExitCodes.Failure);
        }
    }

    private static int Say(string text, int code)
    {
        Console.Error.WriteLine($"hindcast: {Terminal.Safe(text)}");
        return code;
    }
}
