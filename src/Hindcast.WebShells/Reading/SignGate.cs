using Hindcast.WebShells.Flow;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Lets pages go that hold code but nothing of what any sign is made of, by a look over their bytes. Says nothing of what language they are in. Thread-safe.
/// </summary>
/// <remarks>
/// It is sound because code is taken apart only when a stretch of it holds one of the texts of <see cref="CodeSuspects"/>: where none of them stands in
/// the whole page, none stands in a stretch, whatever stretches there are. Which texts these are depends on the language of the stretch. C# and
/// Visual Basic have the fewest and are always taken for possible; what else the page may hold is told by what it needs to be taken for it
/// (<see cref="PageCode"/>), and a mark too many only leads to a closer look. The other signs come from <c>Shapes</c>, each of which has a mark of its own, and from
/// encoded code. A text that stands in no code but in directives or in the markup makes none either, which <see cref="TagCode"/> tells. Where signs are missing <c>Deeds</c> and the like add none.
/// </remarks>
internal static class SignGate
{
    private const int MaxTag = 800;

    /// <summary>What signs are made of that no code needs to show.</summary>
    private static readonly ByteLiterals Shapes = new("externalurl", "auth.owa", "<object", "<asp:objectdatasource");

    /// <summary>What pages hold that may have code of another language than C# and Visual Basic, or code that is encoded.</summary>
    private static readonly ByteLiterals Languages = new(
        "php", "<?=", "#@~^", "implements-prefix", "language", "import", "jsp:", "getparameter", "getruntime", "taglib", "pageencoding");

    private static readonly ByteLiterals CodeBeginnings = new("<%", "<script", "@{", "php", "<?=", "jsp:");
    private static readonly ByteLiterals OnServer = new("<%", "runat");
    private static readonly ByteLiterals Run = new("runat");
    private static readonly ByteLiterals MachineClass = new("system.", "microsoft.");
    private static readonly ByteLiterals Directive = new("<%@");
    private static readonly ByteLiterals ServerSettings = new("<system.applicationhost");

    private static readonly ManyLiterals DotNet = new(CodeSuspects.TextsOf(PageLanguage.CSharp));
    private static readonly ManyLiterals Java = new(CodeSuspects.TextsOf(PageLanguage.Java));
    private static readonly ManyLiterals Scripts = new(CodeSuspects.TextsOf(PageLanguage.JScript).Union(CodeSuspects.TextsOf(PageLanguage.VBScript)));

    /// <summary>False when nothing in the page makes a sign.</summary>
    /// <param name="content">All bytes, each of them a character.</param>
    /// <param name="extension">Extension of the page's name.</param>
    internal static bool MayHaveSigns(ReadOnlySpan<byte> content, string extension)
    {
        if (PagePrefilter.MayMapHandlers(content, extension))
        {
            // The server's own settings are passed over by HandlerMap. What else begins no code may in settings only be one of what matters in XML.
            return !ServerSettings.In(content) || ((PagePrefilter.MayBeginCode(content, extension) || PagePrefilter.HasXmlMark(content)) && MayHaveCodeWithSigns(content, extension));
        }

        return PagePrefilter.MayBeginCode(content, extension) && MayHaveCodeWithSigns(content, extension);
    }

    private static bool MayHaveCodeWithSigns(ReadOnlySpan<byte> content, string extension)
    {
        // Mailboxes, certificates and pictures begin with these; the mark of UTF-8 is no character of the text.
        if (content is [(byte)'!', (byte)'B', ..] or [0x30, 0x82 or 0x83, ..] or [0xFF, 0xD8, ..] or [0x89, (byte)'P', ..] or [(byte)'G', (byte)'I', (byte)'F', ..])
        {
            return true;
        }

        ReadOnlySpan<byte> text = content is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content;
        if (HasShape(text))
        {
            return true;
        }

        if (extension is "php" or "php3" or "php4" or "php5" or "phtml" or "inc" or "phar")
        {
            return true;
        }

        if (extension is not ("cshtml" or "jsp" or "jspx" or "jspf" or "tag" or "ashx" or "asmx") && !CodeBeginnings.In(text) && !Languages.In(text))
        {
            // Controls alone, without code.
            return false;
        }

        bool java = extension is "jsp" or "jspx" or "jspf" or "tag";
        bool script = extension is "asp" or "asa" or "cer" or "cdx";
        if (!ReadLanguages(text, ref java, ref script))
        {
            return true;
        }

        // Code that names no language may be VBScript, unless the page is one of ASP.NET by its directive.
        script |= !(extension is "cshtml" || HasDirective(text));
        if (!MayHoldSigns(text, java, script))
        {
            return false;
        }

        // Most texts stand in directives, which name files, and in the markup.
        (bool java, bool script) languages = (java, script);
        return TagCode.In(text, extension, java, code => MayHoldSigns(code, languages.java, languages.script));
    }

    /// <summary>True for code with one of the texts of a language that it may be in.</summary>
    private static bool MayHoldSigns(ReadOnlySpan<byte> code, bool java, bool script) =>
        DotNet.In(code) || FormatCharacters.In(code) || (java && Java.In(code)) || (script && Scripts.In(code));

    private static bool HasShape(ReadOnlySpan<byte> text)
    {
        for (int at = Shapes.IndexIn(text, 0); at >= 0; at = Shapes.IndexIn(text, at + 1))
        {
            // An object of the client says not where it runs; a data source names the class of the machine that it calls.
            bool isTag = text[at] == (byte)'<';
            if (!isTag || (text[at + 1] is (byte)'o' or (byte)'O' ? Run : MachineClass).In(Tag(text, at)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The tag that begins at a place, as far as it is looked at.</summary>
    private static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> text, int at)
    {
        ReadOnlySpan<byte> tag = text.Slice(at, Math.Min(text.Length - at, MaxTag + 30));
        int end = tag.IndexOf((byte)'>');
        return end < 0 ? tag : tag[..end];
    }

    /// <summary>Which languages may be there beside C# and Visual Basic; false when that cannot be told here.</summary>
    private static bool ReadLanguages(ReadOnlySpan<byte> text, ref bool java, ref bool script)
    {
        for (int at = Languages.IndexIn(text, 0); at >= 0; at = Languages.IndexIn(text, at + 1))
        {
            switch ((char)(text[at] | 0x20))
            {
                case 'l':
                    int value = ValueOf(text, at + "language".Length);
                    char first = value < text.Length ? (char)(text[value] | 0x20) : ' ';
                    if (first is 'j' or 'v' && IsOnServer(text, at))
                    {
                        script = true;
                        java |= first is 'j';
                    }

                    break;
                case 'i' when (text[at + 2] | 0x20) == 'p' && (text[at + 3] | 0x20) == 'o':
                    java |= ValueOf(text, at + "import".Length) > 0;
                    break;
                case 'j' or 'g' or 't':
                    java = true;
                    break;
                case 'p' when (text[at + 1] | 0x20) == 'a':
                    java = true;
                    break;
                default:
                    // PHP, style sheets, encoded code.
                    return false;
            }
        }

        return true;
    }

    /// <summary>Where the value begins that an attribute has whose name ends at a place; 0 when no value follows.</summary>
    private static int ValueOf(ReadOnlySpan<byte> text, int at)
    {
        at = Blanks(text, at);
        if (at >= text.Length || text[at] != (byte)'=')
        {
            return 0;
        }

        at = Blanks(text, at + 1);
        return at < text.Length && text[at] is (byte)'"' or (byte)'\'' ? at + 1 : at;
    }

    private static int Blanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (>= 9 and <= 13) or (byte)' ' or 0x85 or 0xA0 or (>= 0x1C and <= 0x1F))
        {
            at++;
        }

        return at;
    }

    /// <summary>True for a place in a directive, or in a tag that says that it runs on the server: between the ends of two tags.</summary>
    private static bool IsOnServer(ReadOnlySpan<byte> text, int at)
    {
        int start = text[..at].LastIndexOf((byte)'>') + 1;
        int end = text[at..].IndexOf((byte)'>');
        return OnServer.In(end < 0 ? text[start..] : text[start..(at + end)]);
    }

    /// <summary>True for a page with a directive of ASP.NET that has it taken for Visual Basic rather than VBScript.</summary>
    private static bool HasDirective(ReadOnlySpan<byte> text)
    {
        for (int at = Directive.IndexIn(text, 0); at >= 0; at = Directive.IndexIn(text, at + 1))
        {
            int name = at + 3;
            while (name < text.Length && name - at < 20 && text[name] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                name++;
            }

            int end = name;
            while (end < text.Length && end - name < 10 && char.IsAsciiLetter((char)text[end]))
            {
                end++;
            }

            bool isWhole = end >= text.Length || text[end] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'%';
            if (isWhole && (System.Text.Ascii.EqualsIgnoreCase(text[name..end], "page"u8) || System.Text.Ascii.EqualsIgnoreCase(text[name..end], "control"u8) || System.Text.Ascii.EqualsIgnoreCase(text[name..end], "master"u8)))
            {
                return true;
            }
        }

        return false;
    }
}
