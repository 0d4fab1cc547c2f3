namespace Hindcast.WebShells.Reading;

/// <summary>
/// Looks for something in the code of a page of tags only, over its bytes: what directives, comments and markup say is no code. It goes from tag to tag as
/// <see cref="PageCode"/> does, and what it takes for code holds all that <see cref="PageCode"/> takes for it. Thread-safe.
/// </summary>
/// <remarks>
/// Code may also stand in script elements, in source files behind the directive of a handler, in Razor and in Java's own elements. Where one of them may be, the
/// whole page counts as code.
/// </remarks>
internal static class TagCode
{
    private static readonly ByteLiterals Other = new("<script", "@{", "webhandler", "webservice", "servicehost");
    private static readonly ByteLiterals Run = new("runat");
    private static readonly ByteLiterals JavaCode = new("jsp:", "${", "#{");

    internal delegate bool Look(ReadOnlySpan<byte> code);

    /// <summary>False when nothing that may be code shows what is looked for.</summary>
    /// <param name="text">The page, each byte a character; none in PHP, encoded, or with script of a style sheet.</param>
    /// <param name="extension">Extension of the page's name.</param>
    /// <param name="mayBeJava">False for a page that is not Java.</param>
    /// <param name="look">Looks over a part of the code.</param>
    internal static bool In(ReadOnlySpan<byte> text, string extension, bool mayBeJava, Look look) =>
        extension is "cshtml" or "ashx" or "asmx" || HasOther(text) || InTags(text, look) || (mayBeJava && InJava(text, look));

    /// <summary>True for a page with code that tags do not hold; a script element does only where it says that it runs on the server.</summary>
    private static bool HasOther(ReadOnlySpan<byte> text)
    {
        for (int at = Other.IndexIn(text, 0); at >= 0; at = Other.IndexIn(text, at + 1))
        {
            int end = text[at] == (byte)'<' ? text[at..].IndexOf((byte)'>') : 0;
            if (text[at] != (byte)'<' || Run.In(end < 0 ? text[at..] : text.Slice(at, end)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool InTags(ReadOnlySpan<byte> text, Look look)
    {
        int at = 0;
        while (IndexOf(text, "<%"u8, at) is >= 0 and int open)
        {
            if (text[open..].StartsWith("<%--"u8))
            {
                int close = IndexOf(text, "--%>"u8, open + 4);
                at = close < 0 ? text.Length : close + 4;
                continue;
            }

            int start = open + 2;
            int end = IndexOf(text, "%>"u8, start);
            end = end < 0 ? text.Length : end;
            if (IsDirective(text[start..end], out bool imports))
            {
                int next = text[start..end].IndexOf("<%"u8);
                end = next < 0 ? end : start + next;
                if (imports && look(text[start..end]))
                {
                    return true;
                }
            }
            else if (look(text[start..end]))
            {
                return true;
            }

            at = end;
        }

        return false;
    }

    /// <summary>True for a directive; one that imports may be a using of the code.</summary>
    private static bool IsDirective(ReadOnlySpan<byte> tag, out bool imports)
    {
        int at = 0;
        while (at < tag.Length && char.IsWhiteSpace((char)tag[at]))
        {
            at++;
        }

        bool isDirective = at < tag.Length && tag[at] == (byte)'@';
        ReadOnlySpan<byte> name = tag.TrimStart(" \t\r\n@"u8);
        imports = name.Length >= 6 && System.Text.Ascii.EqualsIgnoreCase(name[..6], "import"u8);
        return isDirective;
    }

    private static bool InJava(ReadOnlySpan<byte> text, Look look)
    {
        for (int at = JavaCode.IndexIn(text, 0); at >= 0; at = JavaCode.IndexIn(text, at + 1))
        {
            if (text[at] is not ((byte)'$' or (byte)'#'))
            {
                return true;
            }

            int end = text[at..].IndexOf((byte)'}');
            if (look(end < 0 ? text[at..] : text.Slice(at, end)))
            {
                return true;
            }
        }

        return false;
    }

    private static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark, int from)
    {
        int found = from <= text.Length ? text[from..].IndexOf(mark) : -1;
        return found < 0 ? -1 : from + found;
    }
}
