using System.CommandLine;
using System.Reflection;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Sharing;

namespace Hindcast.Cli.Help;

/// <summary><c>hindcast completion</c> and <c>hindcast man</c>.</summary>
internal static class HelpCommands
{
    internal static Command Completion(RootCommand root)
    {
        Argument<string> shell = new("shell") { Description = $"One of {string.Join(", ", CompletionScripts.All.Select(s => s.Shell))}." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.All.Select(s => s.Shell)]);
        Command command = new(
            "completion",
            """
            Writes a script that completes commands and options in a shell.

            Exit code: 0 written; 2 wrong usage.

            Example:
              hindcast completion bash
            """)
        {
            shell,
        };
        command.SetAction((parsed, _) =>
        {
            ExportCommand.Write(CompletionScripts.All.First(s => s.Shell == parsed.GetRequiredValue(shell)).Write(root), output: null);
            return Task.FromResult(ExitCodes.Clean);
        });
        return command;
    }

    internal static Command Man(RootCommand root)
    {
        Command command = new(
            "man",
            """
            Writes the manual page, in roff.

            Exit code: 0 written; 2 wrong usage.

            Example:
              hindcast man
            """);
        command.SetAction((_, _) =>
        {
            string version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            ExportCommand.Write(ManPage.Write(root, version), output: null);
            return Task.FromResult(ExitCodes.Clean);
        });
        return command;
    }
}
