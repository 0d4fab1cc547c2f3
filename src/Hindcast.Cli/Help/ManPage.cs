using System.CommandLine;
using System.Text;

namespace Hindcast.Cli.Help;

/// <summary>The manual page (roff, man macros), made from the commands themselves.</summary>
internal static class ManPage
{
    internal static string Write(RootCommand root, string version)
    {
        StringBuilder page = new();
        page.Append(".TH HINDCAST 1 \"\" \"hindcast ").Append(Text(version)).Append("\" \"User Commands\"\n");
        page.Append(".SH NAME\nhindcast \\- looks back through the evidence that an Exchange server kept\n");
        page.Append(".SH SYNOPSIS\n.B hindcast\n.I command\n[options]\n.SH DESCRIPTION\n");
        Paragraphs(page, root.Description);
        page.Append(".SH COMMANDS\n");
        foreach ((string path, Command command) in CommandTree.All(root).Where(c => c.Path.Length > 0 && c.Command.Subcommands.Count == 0))
        {
            page.Append(".SS hindcast ").Append(Text(path));
            foreach (Argument argument in command.Arguments.Where(a => !a.Hidden))
            {
                page.Append(" <").Append(Text(argument.Name)).Append('>').Append(argument.Arity.MaximumNumberOfValues > 1 ? " ..." : "");
            }

            page.Append('\n');
            Paragraphs(page, command.Description);
            foreach (Argument argument in command.Arguments.Where(a => !a.Hidden))
            {
                page.Append(".TP\n.I ").Append(Text(argument.Name)).Append('\n').Append(Line(argument.Description ?? "")).Append('\n');
            }

            foreach (Option option in CommandTree.Options(command))
            {
                page.Append(".TP\n.B ").AppendJoin(", ", CommandTree.Names(option).Select(Text));
                page.Append(option.ValueType == typeof(bool) ? "" : $" <{Text(option.HelpName ?? "value")}>").Append('\n').Append(Line(option.Description ?? ""));
                string[] values = CommandTree.Values(option);
                page.Append(values.Length > 0 ? $" One of {Text(string.Join(", ", values))}." : "").Append('\n');
            }
        }

        return page.ToString();
    }

    /// <summary>Paragraphs stay; lines that are indented (examples) keep their form.</summary>
    private static void Paragraphs(StringBuilder page, string? description)
    {
        bool example = false;
        foreach (string line in (description ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            bool indented = line.StartsWith("  ", StringComparison.Ordinal);
            if (indented != example)
            {
                page.Append(indented ? ".EX\n" : ".EE\n");
                example = indented;
            }

            page.Append(line.Length == 0 ? ".PP" : Line(line)).Append('\n');
        }

        page.Append(example ? ".EE\n" : "");
    }

    /// <summary>A line that cannot be a request: those begin with a dot or an apostrophe.</summary>
    private static string Line(string text) => Text(text) is ['.' or '\'', ..] escaped ? $"\\&{escaped}" : Text(text);

    private static string Text(string text) => text.ReplaceLineEndings(" ").Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
}
