using System.Globalization;
using System.Text;

namespace Hindcast.Reports.Stix;

/// <summary>
/// Reads STIX patterns (STIX 2.1, section 9). Takes what the language allows and nothing else; never throws. Patterns are
/// at most 64 KiB long and 64 levels deep.
/// </summary>
public sealed class StixPatternReader
{
    private const int MaxChars = 65_536;
    private const int MaxDepth = 64;
    private const string Broken = "?";

    private static readonly string[] Comparisons = ["=", "!=", "<>", "<=", ">=", "<", ">"];
    private static readonly string[] WordComparisons = ["IN", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"];

    private readonly string _text;
    private int _at;
    private int _depth;

    private StixPatternReader(string text) => _text = text;

    /// <summary>Reads a pattern; null when it is none.</summary>
    public static StixPatternNode? Read(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > MaxChars)
        {
            return null;
        }

        StixPatternReader reader = new(pattern);
        StixPatternNode? tree = reader.Binary(reader.Observation, ["FOLLOWEDBY"], ["OR"], ["AND"]);
        reader.Blanks();
        return reader._at == pattern.Length ? tree : null;
    }

    /// <summary>Operators from the weakest to the strongest, each level a list of the stronger ones.</summary>
    private StixPatternNode? Binary(Func<StixPatternNode?> operand, params ReadOnlySpan<string[]> levels)
    {
        if (levels.Length == 0)
        {
            return operand();
        }

        string word = levels[0][0];
        List<StixPatternNode> parts = [];
        do
        {
            if (Binary(operand, levels[1..]) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (Word(word));

        return parts.Count == 1 ? parts[0] : new StixPatternNode(word, parts, "", []);
    }

    private StixPatternNode? Observation()
    {
        StixPatternNode? node;
        if (++_depth > MaxDepth)
        {
            return null;
        }

        if (Sign("("))
        {
            node = Binary(Observation, ["FOLLOWEDBY"], ["OR"], ["AND"]);
            node = Sign(")") ? node : null;
        }
        else
        {
            node = Sign("[") && Binary(Comparison, ["OR"], ["AND"]) is { } inner && Sign("]") ? new StixPatternNode("[]", [inner], "", []) : null;
        }

        _depth--;
        while (node is not null && Qualifier() is { } qualifier)
        {
            node = qualifier == Broken ? null : new StixPatternNode(qualifier, [node], "", []);
        }

        return node;
    }

    private string? Qualifier() =>
        Word("WITHIN") ? (Number() is not null && Word("SECONDS") ? "WITHIN" : Broken)
        : Word("REPEATS") ? (Number() is not null && Word("TIMES") ? "REPEATS" : Broken)
        : Word("START") ? (Constant() is not null && Word("STOP") && Constant() is not null ? "START" : Broken)
        : null;

    private StixPatternNode? Comparison()
    {
        if (++_depth > MaxDepth)
        {
            return null;
        }

        StixPatternNode? node;
        if (Sign("("))
        {
            node = Binary(Comparison, ["OR"], ["AND"]);
            node = Sign(")") ? node : null;
        }
        else
        {
            string not = Word("NOT") ? "NOT " : "";
            bool exists = Word("EXISTS");
            node = Path() is not { } path ? null : exists ? new StixPatternNode($"{not}EXISTS", [], path, []) : Compared(path, not);
        }

        _depth--;
        return node;
    }

    private StixPatternNode? Compared(string path, string not)
    {
        not += Word("NOT") ? "NOT " : "";
        if (Array.Find(WordComparisons, Word) is { } word)
        {
            if (word != "IN")
            {
                return Constant() is { } constant ? new StixPatternNode(not + word, [], path, [constant]) : null;
            }

            List<string> set = [];
            if (!Sign("("))
            {
                return null;
            }

            do
            {
                if (Constant() is not { } item)
                {
                    return null;
                }

                set.Add(item);
            }
            while (Sign(","));

            return Sign(")") ? new StixPatternNode(not + "IN", [], path, set) : null;
        }

        return Array.Find(Comparisons, Sign) is { } sign && Constant() is { } value ? new StixPatternNode(not + sign, [], path, [value]) : null;
    }

    /// <summary><c>type:property.'quoted'.list[*].ref.value</c>, as written.</summary>
    private string? Path()
    {
        Blanks();
        int start = _at;
        if (!Name() || !Next(':') || !Step())
        {
            return null;
        }

        while (_at < _text.Length && _text[_at] is '.' or '[')
        {
            if (_text[_at] == '[')
            {
                int end = _text.IndexOf(']', _at);
                if (end < 0 || (_text[(_at + 1)..end] is var index && index != "*" && (index.Length == 0 || !index.All(char.IsAsciiDigit))))
                {
                    return null;
                }

                _at = end + 1;
            }
            else
            {
                _at++;
                if (!Step())
                {
                    return null;
                }
            }
        }

        return _text[start.._at];
    }

    private bool Step() => _at < _text.Length && _text[_at] == '\'' ? Quoted() is not null : Name();

    private bool Name()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
        {
            _at++;
        }

        return _at > start && !char.IsAsciiDigit(_text[start]);
    }

    private string? Constant()
    {
        Blanks();
        return _at >= _text.Length ? null
            : _text[_at] == '\'' ? Quoted()
            : _text[_at] is 't' or 'b' or 'h' && _at + 1 < _text.Length && _text[_at + 1] == '\'' ? Prefixed()
            : Word("true") ? "true"
            : Word("false") ? "false"
            : Number();
    }

    private string? Prefixed()
    {
        _at++;
        return Quoted();
    }

    private string? Quoted()
    {
        StringBuilder value = new();
        for (_at++; _at < _text.Length; _at++)
        {
            char c = _text[_at];
            if (c == '\'')
            {
                _at++;
                return value.ToString();
            }

            if (c == '\\' && (++_at >= _text.Length || _text[_at] is not ('\\' or '\'')))
            {
                return null;
            }

            value.Append(_text[_at]);
        }

        return null;
    }

    private string? Number()
    {
        Blanks();
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '.' or '-' or '+'))
        {
            _at++;
        }

        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? _text[start.._at]
            : null;
    }

    private bool Word(string word)
    {
        Blanks();
        int end = _at + word.Length;
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0 || (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool Sign(string sign)
    {
        Blanks();
        if (string.CompareOrdinal(_text, _at, sign, 0, sign.Length) != 0)
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    private bool Next(char c) => _at < _text.Length && _text[_at] == c && ++_at > 0;

    private void Blanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
