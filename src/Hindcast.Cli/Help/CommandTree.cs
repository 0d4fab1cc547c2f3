using System.CommandLine;
using System.CommandLine.Completions;

namespace Hindcast.Cli.Help;

/// <summary>The commands of the program with the words before them: what --help, completion and the man page are made of.</summary>
internal static class CommandTree
{
    /// <summary>Every command, the root first, each with its path (<c>rules check</c>; "" for the root).</summary>
    internal static IEnumerable<(string Path, Command Command)> All(Command root, string path = "")
    {
        yield return (path, root);
        foreach (Command below in root.Subcommands.Where(c => !c.Hidden).OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            foreach ((string Path, Command Command) item in All(below, path.Length == 0 ? below.Name : $"{path} {below.Name}"))
            {
                yield return item;
            }
        }
    }

    /// <summary>The options of a command, by name.</summary>
    internal static IEnumerable<Option> Options(Command command) => command.Options.Where(o => !o.Hidden).OrderBy(o => o.Name, StringComparer.Ordinal);

    /// <summary>An option's name and its aliases.</summary>
    internal static IEnumerable<string> Names(Option option) =>
        option.Aliases.Prepend(option.Name).Where(n => n.StartsWith('-')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The words that an option takes, where they are few; else none.</summary>
    internal static string[] Values(Option option) =>
        option.ValueType == typeof(bool) ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(c => c.Label)];

    /// <summary>The first sentence of a description.</summary>
    internal static string FirstLine(string? description) => (description ?? "").Split('\n', 2)[0].Trim();
}
