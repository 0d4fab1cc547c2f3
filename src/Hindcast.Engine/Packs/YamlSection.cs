using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Engine.Packs;

/// <summary>
/// One map of a pack's YAML file while it is read: hands out typed values, and reports what is missing, of the wrong
/// kind, or not known, with line and column. Used by one thread.
/// </summary>
internal sealed class YamlSection
{
    private readonly SigmaMap _map;
    private readonly string _file;
    private readonly DiagnosticDescriptor _descriptor;
    private readonly PackProblems _problems;

    internal YamlSection(SigmaMap map, string file, DiagnosticDescriptor descriptor, PackProblems problems)
    {
        _map = map;
        _file = file;
        _descriptor = descriptor;
        _problems = problems;
    }

    /// <summary>True once something was reported here.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>Reads a file of one map; null when it is none.</summary>
    internal static YamlSection? Open(string text, string file, DiagnosticDescriptor descriptor, PackProblems problems)
    {
        SigmaNode? root = SigmaYaml.Read(text, file, out SigmaProblem? problem);
        if (root is SigmaMap map)
        {
            return new YamlSection(map, file, descriptor, problems);
        }

        if (problem is not null)
        {
            problems.Add(descriptor, file, (int)problem.Diagnostic.Location.Line, problem.Column, problem.Diagnostic.Found, problem.Diagnostic.Expected);
        }
        else
        {
            problems.Add(descriptor, file, root, root is null ? "nothing" : $"{root.Kind} at the top", "a map");
        }

        return null;
    }

    /// <summary>Reports keys that are none of these.</summary>
    internal void Allow(params string[] keys)
    {
        foreach (SigmaMapEntry entry in _map.Entries.Where(e => !keys.Contains(e.Key.Text)))
        {
            Report(entry.Key, $"key '{entry.Key.Text}'", $"one of {string.Join(", ", keys)}", SigmaSpelling.Nearest(entry.Key.Text, keys));
        }
    }

    /// <summary>A text, trimmed; "" when it is not there.</summary>
    internal string Text(string key, bool isNeeded = false)
    {
        switch (_map.Find(key))
        {
            case SigmaScalar { IsNull: false } scalar when scalar.Text.Trim().Length > 0:
                return scalar.Text.Trim();
            case null or SigmaScalar:
                if (isNeeded)
                {
                    Report(_map.Find(key), $"no '{key}'", $"'{key}:' with a text");
                }

                return "";
            case { } other:
                Report(other, $"{other.Kind} as '{key}'", "a text");
                return "";
        }
    }

    /// <summary>A day; null when it is not there or none.</summary>
    internal DateOnly? Day(string key, bool isNeeded = false)
    {
        string text = Text(key, isNeeded);
        if (text.Length == 0)
        {
            return null;
        }

        if (PackDay.TryParse(text, out DateOnly day))
        {
            return day;
        }

        Report(_map.Find(key), $"'{text}' as '{key}'", "a day in the form yyyy-MM-dd");
        return null;
    }

    /// <summary>A whole number from 1; the default when it is not there.</summary>
    internal int Number(string key, int otherwise)
    {
        string text = Text(key);
        if (text.Length == 0)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            return number;
        }

        Report(_map.Find(key), $"'{text}' as '{key}'", "a whole number from 1");
        return otherwise;
    }

    /// <summary>True or false; false when it is not there.</summary>
    internal bool Flag(string key)
    {
        string text = Text(key);
        if (text is not ("" or "true" or "false"))
        {
            Report(_map.Find(key), $"'{text}' as '{key}'", "true or false");
        }

        return text == "true";
    }

    /// <summary>One of an enumeration's words, in any case and with or without hyphens.</summary>
    internal T Word<T>(string key)
        where T : struct, Enum
    {
        string text = Text(key, isNeeded: true);
        if (!MeaningReader.TryWord(text.Replace("-", "", StringComparison.Ordinal), out T value) && text.Length > 0)
        {
            Report(_map.Find(key), $"'{text}' as '{key}'", MeaningReader.Words<T>());
        }

        return value;
    }

    /// <summary>A list of texts; empty when it is not there. A single text counts as a list of one.</summary>
    internal IReadOnlyList<string> Texts(string key)
    {
        SigmaNode? node = _map.Find(key);
        List<string> texts = [];
        foreach (SigmaNode item in node is SigmaList list ? list.Items : node is null ? [] : [node])
        {
            if (item is SigmaScalar { IsNull: false } scalar && scalar.Text.Trim().Length > 0)
            {
                texts.Add(scalar.Text.Trim());
            }
            else
            {
                Report(item, $"{item.Kind} in '{key}'", "a text");
            }
        }

        return texts;
    }

    /// <summary>A map; null when it is not there.</summary>
    internal YamlSection? Section(string key)
    {
        switch (_map.Find(key))
        {
            case null:
                return null;
            case SigmaMap map:
                return Inner(map);
            case { } other:
                Report(other, $"{other.Kind} as '{key}'", "a map");
                return null;
        }
    }

    /// <summary>A list of maps; empty when it is not there.</summary>
    internal IReadOnlyList<YamlSection> Sections(string key)
    {
        SigmaNode? node = _map.Find(key);
        if (node is not null and not SigmaList)
        {
            Report(node, $"{node.Kind} as '{key}'", "a list");
        }

        List<YamlSection> sections = [];
        foreach (SigmaNode item in node is SigmaList list ? list.Items : [])
        {
            if (item is SigmaMap map)
            {
                sections.Add(Inner(map));
            }
            else
            {
                Report(item, $"{item.Kind} in '{key}'", "a map");
            }
        }

        return sections;
    }

    /// <summary>Reports trouble with the value of a key, or with the map.</summary>
    internal void Report(string key, string found, string expected) => Report(_map.Find(key), found, expected);

    private YamlSection Inner(SigmaMap map) => new(map, _file, _descriptor, _problems);

    private void Report(SigmaNode? at, string found, string expected, string suggestion = "")
    {
        IsBroken = true;
        _problems.Add(_descriptor, _file, at ?? _map, found, expected, suggestion);
    }
}
