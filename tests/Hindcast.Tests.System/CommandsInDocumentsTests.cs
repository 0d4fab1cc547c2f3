using System.Text.RegularExpressions;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Every <c>hindcast ...</c> command that a document shows is known to the program, with its options.</summary>
public sealed partial class CommandsInDocumentsTests
{
    private readonly Dictionary<string, string> _help = new(StringComparer.Ordinal);

    [Fact]
    public async Task Commands_and_options_in_documents_are_those_of_the_program()
    {
        List<string> unknown = [];
        int seen = 0;
        foreach (string document in Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            foreach (string command in Commands(File.ReadAllText(document)))
            {
                seen++;
                unknown.AddRange((await Unknown(command)).Select(word => $"{Path.GetFileName(document)}: '{word}' in 'hindcast {command}'"));
            }
        }

        Assert.True(seen > 5);
        Assert.Empty(unknown);
    }

    private static IEnumerable<string> Commands(string document)
    {
        // Commands stand in code blocks, a line each, and in code marks within a sentence.
        string blocks = string.Join("\n", Block().Matches(document).Select(m => m.Groups[1].Value));
        string sentences = Block().Replace(document, "");
        return BlockCommand().Matches(blocks).Concat(Mark().Matches(sentences))
            .Select(m => m.Groups[1].Value.Split(" | ")[0].ReplaceLineEndings(" ").Trim());
    }

    private async Task<List<string>> Unknown(string command)
    {
        List<string> unknown = [];
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<string> verbs = [];
        foreach (string word in words.TakeWhile(w => Verb().IsMatch(w)))
        {
            string help = await Help(verbs);
            if (!help.Contains("\nCommands:", StringComparison.Ordinal))
            {
                break;
            }

            if (!Regex.IsMatch(help[help.IndexOf("\nCommands:", StringComparison.Ordinal)..], $@"\n  {word}\b"))
            {
                unknown.Add(word);
                break;
            }

            verbs.Add(word);
        }

        string options = await Help(verbs);
        unknown.AddRange(words.Select(w => w.Trim('[', ']', ',', '.').Split('=')[0]).Where(w => w.StartsWith('-'))
            .Where(w => !Regex.IsMatch(options, $@"(?<![\w-]){Regex.Escape(w)}(?![\w-])")));
        return unknown;
    }

    private async Task<string> Help(List<string> verbs)
    {
        string key = string.Join(' ', verbs);
        if (!_help.TryGetValue(key, out string? help))
        {
            help = (await HindcastProgram.Run([.. verbs, "--help"])).Output.ReplaceLineEndings("\n");
            _help.Add(key, help);
        }

        return help;
    }

    [GeneratedRegex("```[a-z]*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^(?:hindcast|dotnet run .*src/Hindcast\\.Cli --) ([^\n]+)", RegexOptions.Multiline)]
    private static partial Regex BlockCommand();

    [GeneratedRegex("`hindcast ([^`]+)`")]
    private static partial Regex Mark();

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex Verb();
}
