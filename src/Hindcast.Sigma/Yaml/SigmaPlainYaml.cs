using System.Buffers;
using Hindcast.Sigma.Loading;

namespace Hindcast.Sigma.Yaml;

/// <summary>
/// Reads YAML as rule files are nearly always written: maps and lists by indentation, texts with and without quotes, block
/// texts, short lists and maps in brackets. What goes beyond that, is doubtful or wrong it leaves to
/// <see cref="SigmaYamlReader"/>, which gives the same nodes for all that is read here, only slower (tests compare the
/// two). Used by one thread.
/// </summary>
internal sealed class SigmaPlainYaml
{
    private const int MaxKeyChars = 1_000;

    /// <summary>Characters that are read differently here and there, or forbidden: control characters but for line ends and tabs, other line ends, byte order marks.</summary>
    private static readonly SearchValues<char> Doubtful = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0xA0).Where(c => c < 0x20 ? c is not ('\n' or '\r' or '\t') : c >= 0x7F).Select(c => (char)c),
        '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF',
    ]);

    private readonly string text;
    private readonly SigmaLoadOptions options;
    private readonly SigmaYamlLines lines;
    private readonly SigmaPlainScalars scalars;
    private int nodes;

    private SigmaPlainYaml(string text, int lineOffset, SigmaLoadOptions options)
    {
        this.text = text;
        this.options = options;
        lines = new SigmaYamlLines(text, lineOffset);
        scalars = new SigmaPlainScalars(text, lines);
    }

    /// <summary>Reads the only document of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lineOffset">Lines before it in its file.</param>
    /// <param name="options">The limits.</param>
    /// <param name="node">The document; null when there is none.</param>
    /// <returns>False when the text is left to the other reader.</returns>
    public static bool TryRead(string text, int lineOffset, SigmaLoadOptions options, out SigmaNode? node)
    {
        node = null;
        if (text.AsSpan().ContainsAny(Doubtful) || HasLoneReturn(text) || HasTab(text) || text.StartsWith("...", StringComparison.Ordinal)
            || text.Contains("\n...", StringComparison.Ordinal) || text.Contains("\n---", StringComparison.Ordinal))
        {
            return false;
        }

        SigmaPlainYaml reader = new(text, lineOffset, options);
        if (!reader.lines.NextContent())
        {
            return true;
        }

        if (text.StartsWith("---", StringComparison.Ordinal) && (reader.lines.End != 3 || !reader.lines.NextContent()))
        {
            return false;
        }

        node = reader.ReadBlock(-1, 0);
        return node is not null and not SigmaScalar { IsNull: true } && reader.lines.IsAtEnd;
    }

    private static bool HasLoneReturn(string text)
    {
        for (int at = text.IndexOf('\r', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\r', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] != '\n')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a tab on a line that is no comment.</summary>
    private static bool HasTab(string text)
    {
        for (int at = text.IndexOf('\t', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\t', at + 1))
        {
            if (!text.AsSpan(text.LastIndexOf('\n', at) + 1).TrimStart(' ').StartsWith('#'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what begins on the line at hand. Like all reading here it ends on the next line with content, and gives null for what is left to the other reader.</summary>
    private SigmaNode? ReadBlock(int parentIndent, int depth) =>
        scalars.IsDash(lines.At) ? ReadList(lines.At, depth)
        : scalars.IsKey(lines.At) ? ReadMap(lines.At, depth)
        : ReadInline(lines.At, parentIndent, depth);

    private SigmaMap? ReadMap(int at, int depth)
    {
        if (!IsWithinLimits(depth))
        {
            return null;
        }

        int line = lines.Line;
        int indent = at - lines.Start;
        List<SigmaMapEntry> entries = [];
        HashSet<string>? keys = null;
        while (true)
        {
            if (scalars.ReadKey(at, out int behind) is not { } key || behind - at > MaxKeyChars || !IsWithinLimits(depth + 1)
                || !IsNew(key.Text, entries, ref keys) || ReadValue(behind, indent, depth + 1) is not { } value)
            {
                return null;
            }

            entries.Add(new SigmaMapEntry(key, value));
            if (lines.IsAtEnd || lines.Indent < indent)
            {
                return new SigmaMap(entries, line, indent + 1);
            }

            if (lines.Indent > indent)
            {
                return null;
            }

            at = lines.At;
        }
    }

    private static bool IsNew(string key, List<SigmaMapEntry> entries, ref HashSet<string>? keys)
    {
        const int Few = 16;
        if (entries.Count < Few)
        {
            return !entries.Exists(e => e.Key.Text == key);
        }

        keys ??= new HashSet<string>(entries.Select(e => e.Key.Text), StringComparer.Ordinal);
        return keys.Add(key);
    }

    /// <summary>Reads the value behind a key's colon, or on the lines below.</summary>
    private SigmaNode? ReadValue(int at, int indent, int depth)
    {
        int first = scalars.SkipBlanks(at);
        if (!scalars.IsRestEmpty(first))
        {
            return ReadInline(first, indent, depth);
        }

        SigmaScalar nothing = new("", isPlain: true, lines.Line, at - lines.Start + 1);
        if (lines.NextContent())
        {
            if (lines.Indent > indent)
            {
                return ReadBlock(indent, depth);
            }

            if (lines.Indent == indent && scalars.IsDash(lines.At))
            {
                return ReadList(lines.At, depth);
            }
        }

        return IsWithinLimits(depth) ? nothing : null;
    }

    private SigmaList? ReadList(int at, int depth)
    {
        if (!IsWithinLimits(depth))
        {
            return null;
        }

        int line = lines.Line;
        int indent = at - lines.Start;
        List<SigmaNode> items = [];
        while (true)
        {
            if (ReadItem(at + 1, indent, depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
            if (lines.IsAtEnd || lines.Indent < indent || (lines.Indent == indent && !scalars.IsDash(lines.At)))
            {
                return new SigmaList(items, line, indent + 1);
            }

            if (lines.Indent > indent)
            {
                return null;
            }

            at = lines.At;
        }
    }

    private SigmaNode? ReadItem(int at, int indent, int depth)
    {
        int first = scalars.SkipBlanks(at);
        if (!scalars.IsRestEmpty(first))
        {
            return scalars.IsDash(first) ? ReadList(first, depth)
                : scalars.IsKey(first) ? ReadMap(first, depth)
                : ReadInline(first, indent, depth);
        }

        SigmaScalar nothing = new("", isPlain: true, lines.Line, at - lines.Start + 1);
        return lines.NextContent() && lines.Indent > indent ? ReadBlock(indent, depth)
            : IsWithinLimits(depth) ? nothing
            : null;
    }

    /// <summary>Reads a text, or a list or map in brackets.</summary>
    private SigmaNode? ReadInline(int at, int parentIndent, int depth)
    {
        if (text[at] is not ('[' or '{'))
        {
            return IsWithinLimits(depth) ? scalars.Read(at, parentIndent) : null;
        }

        SigmaNode? node = ReadBrackets(at, depth, out int end);
        if (node is null || !scalars.IsRestEmpty(scalars.SkipBlanks(end)))
        {
            return null;
        }

        lines.NextContent();
        return node;
    }

    private SigmaNode? ReadBrackets(int at, int depth, out int end)
    {
        bool isMap = text[at] == '{';
        char close = isMap ? '}' : ']';
        List<SigmaNode> items = [];
        List<SigmaMapEntry> entries = [];
        HashSet<string>? keys = null;
        end = scalars.SkipBlanks(at + 1);
        if (!IsWithinLimits(depth))
        {
            return null;
        }

        while (end < lines.End && text[end] != close)
        {
            SigmaScalar? key = null;
            if (isMap)
            {
                key = scalars.ReadInBrackets(end, out end);
                if (key is null || !IsWithinLimits(depth + 1) || !IsNew(key.Text, entries, ref keys) || end + 1 >= lines.End || text[end] != ':' || text[end + 1] != ' ')
                {
                    return null;
                }

                end = scalars.SkipBlanks(end + 1);
            }

            SigmaNode? value = end >= lines.End ? null
                : text[end] is '[' or '{' ? ReadBrackets(end, depth + 1, out end)
                : IsWithinLimits(depth + 1) ? scalars.ReadInBrackets(end, out end)
                : null;
            if (value is null)
            {
                return null;
            }

            if (key is null)
            {
                items.Add(value);
            }
            else
            {
                entries.Add(new SigmaMapEntry(key, value));
            }

            end = scalars.SkipBlanks(end);
            if (end >= lines.End || (text[end] != ',' && text[end] != close))
            {
                return null;
            }

            if (text[end] == ',')
            {
                // A comma before the closing bracket is left to the other reader.
                end = scalars.SkipBlanks(end + 1);
                if (end < lines.End && text[end] == close)
                {
                    return null;
                }
            }
        }

        if (end >= lines.End)
        {
            return null;
        }

        end++;
        int column = at - lines.Start + 1;
        return isMap ? new SigmaMap(entries, lines.Line, column) : new SigmaList(items, lines.Line, column);
    }

    private bool IsWithinLimits(int depth) => depth <= options.MaxDepth && ++nodes <= options.MaxNodes;
}
