using System.CommandLine;
using System.Text;

namespace Hindcast.Cli.Help;

/// <summary>Completion scripts for shells, made from the commands themselves. They run nothing but the shell.</summary>
internal static class CompletionScripts
{
    internal static readonly (string Shell, Func<Command, string> Write)[] All =
        [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", PowerShell)];

    private static string Bash(Command root)
    {
        StringBuilder script = new("# hindcast completion bash > /etc/bash_completion.d/hindcast\n_hindcast() {\n");
        script.Append("  local cur=\"${COMP_WORDS[COMP_CWORD]}\" prev=\"${COMP_WORDS[COMP_CWORD-1]}\" path=\"\" word\n");
        script.Append("  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case \"$path $word\" in\n      ");
        script.AppendJoin('|', CommandTree.All(root).Where(c => c.Path.Length > 0).Select(c => $"\" {c.Path}\"")).Append(") path=\"$path $word\" ;;\n    esac\n  done\n");
        script.Append("  case \"$path $prev\" in\n");
        foreach ((string path, Command command) in CommandTree.All(root))
        {
            foreach (Option option in CommandTree.Options(command).Where(o => CommandTree.Values(o).Length > 0))
            {
                script.Append("    ").AppendJoin('|', CommandTree.Names(option).Select(n => $"\"{Lead(path)} {n}\""));
                script.Append(") COMPREPLY=($(compgen -W \"").AppendJoin(' ', CommandTree.Values(option)).Append("\" -- \"$cur\")); return ;;\n");
            }
        }

        script.Append("  esac\n  case \"$path\" in\n");
        foreach ((string path, Command command) in CommandTree.All(root))
        {
            script.Append("    \"").Append(Lead(path)).Append("\") COMPREPLY=($(compgen -W \"").AppendJoin(' ', Words(command)).Append("\" -- \"$cur\")) ;;\n");
        }

        return script.Append("  esac\n}\ncomplete -o default -F _hindcast hindcast\n").ToString();
    }

    private static string Zsh(Command root) =>
        $"#compdef hindcast\n# hindcast completion zsh > \"${{fpath[1]}}/_hindcast\"\nautoload -U +X bashcompinit && bashcompinit\n{Bash(root)}";

    private static string Fish(Command root)
    {
        StringBuilder script = new("# hindcast completion fish > ~/.config/fish/completions/hindcast.fish\n");
        foreach ((string path, Command command) in CommandTree.All(root))
        {
            string[] words = path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] below = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).Order(StringComparer.Ordinal)];
            string seen = string.Join("; and ", words.Select(w => $"__fish_seen_subcommand_from {w}"));
            string here = words.Length == 0 ? "__fish_use_subcommand" : below.Length == 0 ? seen : $"{seen}; and not __fish_seen_subcommand_from {string.Join(' ', below)}";
            foreach (string name in below)
            {
                Command child = command.Subcommands.First(c => c.Name == name);
                script.Append("complete -c hindcast -f -n ").Append(Quoted(here)).Append(" -a ").Append(name).Append(" -d ").Append(Quoted(CommandTree.FirstLine(child.Description))).Append('\n');
            }

            foreach (Option option in CommandTree.Options(command))
            {
                script.Append("complete -c hindcast -n ").Append(Quoted(words.Length == 0 ? "__fish_use_subcommand" : seen));
                foreach (string name in CommandTree.Names(option))
                {
                    script.Append(name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : name.Length == 2 ? $" -s {name[1..]}" : "");
                }

                string[] values = CommandTree.Values(option);
                script.Append(values.Length > 0 ? $" -x -a {Quoted(string.Join(' ', values))}" : option.ValueType == typeof(bool) ? "" : " -r");
                script.Append(" -d ").Append(Quoted(CommandTree.FirstLine(option.Description))).Append('\n');
            }
        }

        return script.ToString();
    }

    private static string PowerShell(Command root)
    {
        StringBuilder script = new("# hindcast completion pwsh >> $PROFILE\nRegister-ArgumentCompleter -Native -CommandName hindcast -ScriptBlock {\n");
        script.Append("  param($wordToComplete, $commandAst, $cursorPosition)\n  $table = @{\n");
        foreach ((string path, Command command) in CommandTree.All(root))
        {
            script.Append("    ").Append(Single(path)).Append(" = ").AppendJoin(", ", Words(command).Select(Single)).Append('\n');
        }

        return script.Append("  }\n")
            .Append("  $path = ''\n")
            .Append("  foreach ($word in @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })) {\n")
            .Append("    $next = \"$path $word\".Trim()\n    if ($table.ContainsKey($next)) { $path = $next }\n  }\n")
            .Append("  @($table[$path]) | Where-Object { $_ -like \"$wordToComplete*\" } | ForEach-Object {\n")
            .Append("    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)\n  }\n}\n").ToString();
    }

    private static string Lead(string path) => path.Length == 0 ? "" : $" {path}";

    private static IEnumerable<string> Words(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).Order(StringComparer.Ordinal)
            .Concat(CommandTree.Options(command).SelectMany(CommandTree.Names).Where(n => n.StartsWith("--", StringComparison.Ordinal) || n.Length == 2));

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string Single(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
