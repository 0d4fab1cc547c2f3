using System.Globalization;
using System.Text;

namespace Hindcast.Sigma.Yaml;

/// <summary>
/// The texts of <see cref="SigmaPlainYaml"/>: without quotes on one or several lines, in quotes on one line, block texts
/// behind <c>|</c> and <c>&gt;</c>. Gives null for what is left to the other reader. Used by one thread.
/// </summary>
internal sealed class SigmaPlainScalars(string text, SigmaYamlLines lines)
{
    private const int CodeChars = 6;

    private readonly StringBuilder folded = new();

    /// <summary>True for a dash that opens an item of a list.</summary>
    public bool IsDash(int at) => text[at] == '-' && IsBlankOrEnd(at + 1);

    /// <summary>True when a key with its colon stands there.</summary>
    public bool IsKey(int at)
    {
        if (text[at] is '"' or '\'')
        {
            return ReadQuoted(at, out int end) is not null && end < lines.End && text[end] == ':' && IsBlankOrEnd(end + 1);
        }

        return CanOpenPlain(at) && FindColon(at) >= 0;
    }

    /// <summary>The first place from there on that is no blank.</summary>
    public int SkipBlanks(int at)
    {
        while (at < lines.End && text[at] == ' ')
        {
            at++;
        }

        return at;
    }

    /// <summary>True when the line ends there, or a comment begins behind a blank.</summary>
    public bool IsRestEmpty(int at) => at >= lines.End || (text[at] == '#' && text[at - 1] == ' ');

    /// <summary>Reads a key and its colon.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="behind">The place behind the colon.</param>
    public SigmaScalar? ReadKey(int at, out int behind)
    {
        behind = at;
        if (text[at] is '"' or '\'')
        {
            if (ReadQuoted(at, out int end) is not { } quoted || end >= lines.End || text[end] != ':' || !IsBlankOrEnd(end + 1))
            {
                return null;
            }

            behind = end + 1;
            return Scalar(quoted, isPlain: false, at);
        }

        // The library reads on over the colon of some words with a star.
        int colon = CanOpenPlain(at) ? FindColon(at) : -1;
        if (colon < 0 || text.AsSpan(at, colon - at).Contains('*'))
        {
            return null;
        }

        behind = colon + 1;
        return Scalar(text.AsSpan(at, colon - at).TrimEnd(' ').ToString(), isPlain: true, at);
    }

    /// <summary>Reads a text as a value, and goes to the next line with content.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="parentIndent">The indentation of the map or list that it belongs to; the lines of the text have more.</param>
    public SigmaScalar? Read(int at, int parentIndent)
    {
        switch (text[at])
        {
            case '"' or '\'':
                int line = lines.Line;
                int column = at - lines.Start + 1;
                if (ReadQuoted(at, out int end) is not { } quoted || !IsRestEmpty(SkipBlanks(end)))
                {
                    return null;
                }

                lines.NextContent();
                return new SigmaScalar(quoted, isPlain: false, line, column);
            case '|' or '>':
                return ReadBlockText(at, parentIndent);
            default:
                return CanOpenPlain(at) ? ReadPlain(at, parentIndent) : null;
        }
    }

    /// <summary>Reads a text inside brackets.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="end">The place behind it.</param>
    public SigmaScalar? ReadInBrackets(int at, out int end)
    {
        end = at;
        if (text[at] is '"' or '\'')
        {
            return ReadQuoted(at, out end) is { } quoted ? Scalar(quoted, isPlain: false, at) : null;
        }

        while (end < lines.End && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is ' ' or '_' or '-' or '.' or '/' or '\\' or '+' or '(' or ')' or ';' or '$'))
        {
            end++;
        }

        // What ends it: the comma, the bracket or the colon of a key. Anything else makes it doubtful.
        ReadOnlySpan<char> plain = text.AsSpan(at, end - at).TrimEnd(' ');
        end = at + plain.Length;
        int next = SkipBlanks(end);
        bool isSound = !plain.IsEmpty && char.IsAsciiLetterOrDigit(plain[0]) && next < lines.End
            && (text[next] is ',' or ']' or '}' || (text[next] == ':' && next == end));
        return isSound ? Scalar(plain.ToString(), isPlain: true, at) : null;
    }

    private SigmaScalar Scalar(string value, bool isPlain, int at) => new(value, isPlain, lines.Line, at - lines.Start + 1);

    private bool IsBlankOrEnd(int at) => at >= lines.End || text[at] == ' ';

    private bool CanOpenPlain(int at) => text[at] switch
    {
        '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' or ' ' => false,
        '-' => !IsBlankOrEnd(at + 1),
        _ => true,
    };

    /// <summary>The first colon that ends a key; -1 when there is none before a comment.</summary>
    private int FindColon(int at)
    {
        ReadOnlySpan<char> rest = text.AsSpan(0, lines.End);
        for (int i = at; i < rest.Length; i++)
        {
            int step = rest[i..].IndexOfAny(':', '#');
            if (step < 0)
            {
                return -1;
            }

            i += step;
            if (rest[i] == ':' && IsBlankOrEnd(i + 1))
            {
                return i;
            }

            if (rest[i] == '#' && i > at && rest[i - 1] == ' ')
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>Reads a text in quotes that ends on its line; null also for escapes other than of the quote, the backslash and by <c>\u</c>.</summary>
    private string? ReadQuoted(int at, out int end)
    {
        char quote = text[at];
        char escape = quote == '"' ? '\\' : '\'';
        ReadOnlySpan<char> line = text.AsSpan(0, lines.End);
        int from = at + 1;
        end = from;
        StringBuilder? value = null;
        while (true)
        {
            int step = line[end..].IndexOfAny(quote, escape);
            if (step < 0)
            {
                return null;
            }

            end += step;
            bool isEscaped = line[end] == escape && end + 1 < line.Length && (line[end + 1] == quote || (quote == '"' && line[end + 1] == '\\'));
            if (isEscaped)
            {
                value ??= new StringBuilder();
                value.Append(line[from..end]).Append(line[end + 1]);
                end += 2;
                from = end;
            }
            else if (quote == '"' && line[end] == '\\' && TryReadCode(line[end..], out char code))
            {
                value ??= new StringBuilder();
                value.Append(line[from..end]).Append(code);
                end += CodeChars;
                from = end;
            }
            else if (line[end] == quote)
            {
                ReadOnlySpan<char> last = line[from..end++];
                return value is null ? last.ToString() : value.Append(last).ToString();
            }
            else
            {
                return null;
            }
        }
    }

    /// <summary>Reads <c>\u</c> and four hexadecimal digits, but not half a character.</summary>
    private static bool TryReadCode(ReadOnlySpan<char> rest, out char code)
    {
        code = default;
        bool isCode = rest.Length >= CodeChars && rest[1] == 'u'
            && ushort.TryParse(rest[2..CodeChars], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort number)
            && !char.IsSurrogate(code = (char)number);
        return isCode;
    }

    private SigmaScalar? ReadPlain(int at, int parentIndent)
    {
        int line = lines.Line;
        int column = at - lines.Start + 1;
        if (PlainEnd(at, out bool hasComment) is not (>= 0 and int end))
        {
            return null;
        }

        string first = text[at..end];
        bool isFolded = false;
        int empty = 0;
        while (lines.Next() && !hasComment)
        {
            if (lines.IsEmpty)
            {
                empty++;
                continue;
            }

            if (lines.Indent <= parentIndent || text[lines.At] == '#')
            {
                break;
            }

            if (PlainEnd(lines.At, out hasComment) is not (>= 0 and int lineEnd))
            {
                return null;
            }

            if (!isFolded)
            {
                isFolded = true;
                folded.Clear().Append(first);
            }

            AppendBreaks(empty);
            folded.Append(text, lines.At, lineEnd - lines.At);
            empty = 0;
        }

        lines.SkipComments();
        return new SigmaScalar(isFolded ? folded.ToString() : first, isPlain: true, line, column);
    }

    /// <summary>Where a text without quotes ends on its line; -1 when it holds the colon of a key.</summary>
    private int PlainEnd(int at, out bool hasComment)
    {
        ReadOnlySpan<char> rest = text.AsSpan(at, lines.End - at);
        int comment = rest.IndexOf(" #", StringComparison.Ordinal);
        hasComment = comment >= 0;
        rest = (hasComment ? rest[..comment] : rest).TrimEnd(' ');
        return FindColon(at) >= 0 ? -1 : at + rest.Length;
    }

    private SigmaScalar? ReadBlockText(int at, int parentIndent)
    {
        int line = lines.Line;
        int column = at - lines.Start + 1;
        bool isLiteral = text[at] == '|';
        bool isStripped = at + 1 < lines.End && text[at + 1] == '-';
        int headEnd = at + (isStripped ? 2 : 1);
        if (headEnd < lines.End && !(text[headEnd] == ' ' && IsRestEmpty(SkipBlanks(headEnd))))
        {
            return null;
        }

        if (!lines.Next() || lines.IsEmpty || lines.Indent <= Math.Max(parentIndent, 0))
        {
            return null;
        }

        int indent = lines.Indent;
        int empty = 0;
        folded.Clear();
        do
        {
            if (lines.IsEmpty)
            {
                if (lines.End - lines.Start > indent)
                {
                    return null;
                }

                empty++;
                continue;
            }

            if (lines.Indent < indent)
            {
                break;
            }

            // In a folded text lines with more indentation keep their breaks: left to the other reader.
            if (!lines.HasBreak || (!isLiteral && lines.Indent > indent))
            {
                return null;
            }

            if (folded.Length > 0)
            {
                if (isLiteral)
                {
                    folded.Append('\n', empty + 1);
                }
                else
                {
                    AppendBreaks(empty);
                }
            }

            int from = lines.Start + indent;
            folded.Append(text, from, lines.End - from);
            empty = 0;
        }
        while (lines.Next());

        lines.SkipComments();
        if (!isStripped)
        {
            folded.Append('\n');
        }

        return new SigmaScalar(folded.ToString(), isPlain: false, line, column);
    }

    /// <summary>A line break becomes a blank; with empty lines behind it, as many breaks as there are of these.</summary>
    private void AppendBreaks(int empty)
    {
        if (empty == 0)
        {
            folded.Append(' ');
        }
        else
        {
            folded.Append('\n', empty);
        }
    }
}
