using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Hindcast.Formats.Archives;

namespace Hindcast.Cli.Help;

/// <summary>
/// Says what is wrong with a command line, the cause and not what follows from it, and what was meant where that can be guessed.
/// </summary>
internal static partial class CommandLineErrors
{
    private const int MostEdits = 2;
    private const int ShortestPrefix = 3;

    /// <summary>The faults, each a sentence; none when the line is right.</summary>
    internal static IReadOnlyList<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [{ } first, ..] && !LooksLikeOption(first))
        {
            return [Unknown("command", first, command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))];
        }

        // An argument that takes many values also takes what no option is.
        string[] unknown = [.. parsed.UnmatchedTokens.Concat(Arguments(parsed)).Where(LooksLikeOption)];
        if (unknown.Length > 0)
        {
            string[] options = [.. command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive)).SelectMany(CommandTree.Names)];
            return [.. unknown.Select(u => Unknown("option", u.Split('=', ':')[0], options))];
        }

        if (command.Subcommands.Count > 0 && parsed.Errors.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            return [$"a command is missing; there are: {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).Order(StringComparer.Ordinal))}"];
        }

        return [.. parsed.Errors.Select(e => NumberType().Replace(e.Message.Replace("\t", "  ", StringComparison.Ordinal), "a number"))];
    }

    /// <summary>How to ask for help on the command that was meant.</summary>
    internal static string HelpOf(ParseResult parsed)
    {
        string words = parsed.CommandResult.Command.Name;
        for (CommandResult? at = parsed.CommandResult.Parent as CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            words = $"{at.Command.Name} {words}";
        }

        // The root's name is that of the program's file.
        string[] below = words.Split(' ')[1..];
        return string.Join(' ', ["hindcast", .. below, "--help"]);
    }

    private static IEnumerable<string> Arguments(ParseResult parsed)
    {
        // What stands behind "--" is meant as it is.
        int plain = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Count();
        HashSet<Token> before = new(parsed.Tokens.Take(plain), ReferenceEqualityComparer.Instance);
        return parsed.CommandResult.Command.Arguments.SelectMany(a => parsed.GetResult(a)?.Tokens ?? [])
            .Where(before.Contains).Select(t => t.Value).Where(v => !DiskPath.Exists(v));
    }

    private static string Unknown(string kind, string word, IEnumerable<string> known)
    {
        string? meant = known.Select(k => (Word: k, Edits: k.StartsWith(word, StringComparison.Ordinal) && word.TrimStart('-').Length >= ShortestPrefix ? 0 : Edits(word, k)))
            .Where(k => k.Edits <= MostEdits && k.Word.TrimStart('-').Length > k.Edits)
            .OrderBy(k => k.Edits).ThenBy(k => k.Word, StringComparer.Ordinal).Select(k => k.Word).FirstOrDefault();
        return $"unknown {kind}: {word}{(meant is null ? "" : $"; did you mean {meant}?")}";
    }

    /// <summary>Letters put in, left out, changed or swapped with the next between two words.</summary>
    private static int Edits(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }

    private static bool LooksLikeOption(string token) => OptionForm().IsMatch(token);

    [GeneratedRegex(@"^--?[A-Za-z][A-Za-z0-9-]{0,60}([=:].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OptionForm();

    [GeneratedRegex(@"expected type 'System\.[A-Za-z0-9]+'", RegexOptions.CultureInvariant)]
    private static partial Regex NumberType();
}
