using System.Buffers;
using System.Text.RegularExpressions;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Finds the code of a page: script blocks, server tags, handler classes, Razor blocks. The content decides; the extension only
/// breaks ties (ASP against JSP). One pass from start to end.
/// </summary>
internal sealed partial class PageCode
{
    private const int MaxStretches = 20_000;
    private const int MaxDirective = 1_000;

    private static readonly SearchValues<string> StyleSheetMark = SearchValues.Create(["implements-prefix"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> JavaMarks = SearchValues.Create(["<jsp:", "getparameter", "getruntime", "taglib", "pageencoding", "import"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> ServerMarks = SearchValues.Create(["<%", "runat"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> JspEnd = SearchValues.Create(["</jsp:"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> ScriptEnd = SearchValues.Create(["</script"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> StyleSheetScriptEnd = SearchValues.Create([":script>"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> PhpOpening = SearchValues.Create(["<?php"], StringComparison.OrdinalIgnoreCase);

    private readonly string _text;
    private readonly string _extension;
    private readonly List<CodeStretch> _stretches = [];
    private HashSet<string>? _controls;

    internal PageCode(string text, string extension)
    {
        _text = text;
        _extension = extension;
        PageLanguageName = LanguageOfPage();
        Find();
    }

    /// <summary>Stretches in their order.</summary>
    internal IReadOnlyList<CodeStretch> Stretches => _stretches;

    /// <summary>Ids (lower case) of controls that take input from the client.</summary>
    internal IReadOnlySet<string> Controls => _controls ??= InputControls();

    /// <summary>The page's own language.</summary>
    internal PageLanguage PageLanguageName { get; private set; }

    /// <summary>True when methods of the page are called by requests with arguments of the client's choice.</summary>
    internal bool IsService { get; private set; }

    /// <summary>Language of code inside a page that says "language=" this.</summary>
    internal static PageLanguage Named(ReadOnlySpan<char> name) => name.Trim() switch
    {
        var n when n.Equals("c#", StringComparison.OrdinalIgnoreCase) || n.Equals("cs", StringComparison.OrdinalIgnoreCase)
            || n.Equals("csharp", StringComparison.OrdinalIgnoreCase) => PageLanguage.CSharp,
        var n when n.Equals("vb", StringComparison.OrdinalIgnoreCase) || n.Equals("visualbasic", StringComparison.OrdinalIgnoreCase) => PageLanguage.VisualBasic,
        var n when n.Equals("vbscript", StringComparison.OrdinalIgnoreCase) || n.Equals("vbscript.encode", StringComparison.OrdinalIgnoreCase) => PageLanguage.VBScript,
        var n when n.StartsWith("jscript", StringComparison.OrdinalIgnoreCase) || n.StartsWith("javascript", StringComparison.OrdinalIgnoreCase)
            || n.Equals("js", StringComparison.OrdinalIgnoreCase) => PageLanguage.JScript,
        var n when n.StartsWith("php", StringComparison.OrdinalIgnoreCase) => PageLanguage.Php,
        var n when n.Equals("java", StringComparison.OrdinalIgnoreCase) => PageLanguage.Java,
        _ => PageLanguage.None,
    };

    private PageLanguage LanguageOfPage()
    {
        // Texts of PHP stand in pages of ASP that write them elsewhere; there the server tags count.
        bool asp = _extension is "asp" or "asa" or "cer" or "cdx" or "aspx" or "ashx" or "asmx" or "ascx" && _text.Contains("<%", StringComparison.Ordinal);
        if ((!asp && _text.AsSpan().ContainsAny(PhpOpening)) || _extension is "php" or "php3" or "php4" or "php5" or "phtml" or "inc" or "phar"
            || (_text.Contains("<?=", StringComparison.Ordinal) && !_text.Contains("<%", StringComparison.Ordinal)))
        {
            return PageLanguage.Php;
        }

        PageLanguage classic = _extension is "asp" or "asa" or "cer" or "cdx" or "inc" ? PageLanguage.VBScript : PageLanguage.None;
        foreach (Match directive in Directive().Matches(_text))
        {
            PageLanguage named = Named(directive.Groups[1].Value);
            if (named != PageLanguage.None)
            {
                return named;
            }
        }

        if (_extension is "jsp" or "jspx" or "jspf" or "tag" || (_text.AsSpan().ContainsAny(JavaMarks) && JavaTraits().IsMatch(_text)))
        {
            return PageLanguage.Java;
        }

        if (classic != PageLanguage.None)
        {
            return classic;
        }

        if (_extension is "cshtml")
        {
            return PageLanguage.CSharp;
        }

        // The default of a page without a language attribute depends on the server's settings; the code tells.
        return _text.AsSpan().ContainsAny(ServerMarks) && VisualBasicTraits().IsMatch(_text)
            ? AspNetTraits().IsMatch(_text) ? PageLanguage.VisualBasic : PageLanguage.VBScript
            : PageLanguage.CSharp;
    }

    private void Find()
    {
        if (PageLanguageName == PageLanguage.Php)
        {
            Php();
            return;
        }

        int handler = HandlerEnd();
        if (handler >= 0)
        {
            // What follows the directive of a handler or service is a source file.
            Add(PageLanguageName, handler, _text.Length);
            return;
        }

        if (PageLanguageName == PageLanguage.CSharp && (_extension is "cshtml" || (_text.Contains("@{", StringComparison.Ordinal) && !_text.Contains("<%", StringComparison.Ordinal))))
        {
            Razor();
            return;
        }

        Tags();
        StyleSheetScripts();
        _stretches.Sort((a, b) => a.Start.CompareTo(b.Start));
        if (PageLanguageName == PageLanguage.Java && _stretches.Count == 0 && _text.Contains("jsp:", StringComparison.Ordinal))
        {
            Add(PageLanguage.Java, 0, _text.Length);
        }
    }

    private void Add(PageLanguage language, int start, int end)
    {
        if (end > start && _stretches.Count < MaxStretches)
        {
            _stretches.Add(new CodeStretch(language, start, end));
        }
    }

    private int HandlerEnd()
    {
        string head = _text.Length > 16_384 ? _text[..16_384] : _text;
        Match match = Handler().Match(head);
        if (!match.Success && _extension is "ashx" or "asmx")
        {
            // The directive's name may be left out where the extension tells it.
            match = UnnamedHandler().Match(head);
        }

        if (!match.Success)
        {
            return -1;
        }

        IsService = match.Groups[1].Value is var kind && (kind.Equals("webservice", StringComparison.OrdinalIgnoreCase) || kind.Equals("servicehost", StringComparison.OrdinalIgnoreCase));
        int end = _text.IndexOf("%>", match.Index, StringComparison.Ordinal);
        return end < 0 ? -1 : end + 2;
    }

    private void Php()
    {
        int at = 0;
        while ((at = _text.IndexOf("<?", at, StringComparison.Ordinal)) >= 0)
        {
            int start = at + 2;
            ReadOnlySpan<char> rest = _text.AsSpan(start);
            if (rest.StartsWith("xml", StringComparison.OrdinalIgnoreCase))
            {
                at = start;
                continue;
            }

            start += rest.StartsWith("php", StringComparison.OrdinalIgnoreCase) ? 3 : rest.StartsWith("=", StringComparison.Ordinal) ? 1 : 0;
            int end = _text.IndexOf("?>", start, StringComparison.Ordinal);
            end = end < 0 ? _text.Length : end;
            Add(PageLanguage.Php, start, end);
            at = end;
        }

        ScriptBlocks();
    }

    private void Tags()
    {
        int at = 0;
        while ((at = _text.IndexOf("<%", at, StringComparison.Ordinal)) >= 0)
        {
            if (string.CompareOrdinal(_text, at, "<%--", 0, 4) == 0)
            {
                int close = _text.IndexOf("--%>", at + 4, StringComparison.Ordinal);
                at = close < 0 ? _text.Length : close + 4;
                continue;
            }

            int start = at + 2;
            int end = _text.IndexOf("%>", start, StringComparison.Ordinal);
            end = end < 0 ? _text.Length : end;
            if (start < end && _text.AsSpan(start, end - start).TrimStart() is ['@', ..])
            {
                // A directive that is not closed ends where the next tag begins.
                int next = _text.IndexOf("<%", start, end - start, StringComparison.Ordinal);
                end = next < 0 ? end : next;
                if (end - start < MaxDirective && _text.AsSpan(start, end - start).TrimStart(" \t\r\n@").StartsWith("import", StringComparison.OrdinalIgnoreCase) && RenamingImport().Match(_text, start, end - start) is { Success: true } renaming)
                {
                    // Import Namespace="P = System.Diagnostics.Process" is a using of the code.
                    Add(PageLanguageName, renaming.Groups[1].Index, renaming.Groups[1].Index + renaming.Groups[1].Length);
                }
            }
            else if (start < end)
            {
                Add(PageLanguageName, IsMark(start) ? start + 1 : start, end);
            }

            at = end;
        }

        ScriptBlocks();
        if (PageLanguageName == PageLanguage.Java)
        {
            foreach (Match block in JspBlock().Matches(_text))
            {
                Add(PageLanguage.Java, block.Index + block.Length, EndOf(JspEnd, block.Index + block.Length));
            }

            foreach (Match expression in JspExpression().Matches(_text))
            {
                int end = _text.IndexOf('}', expression.Index);
                Add(PageLanguage.Java, expression.Index + 2, end < 0 ? _text.Length : Math.Min(_text.Length, end + 1));
            }
        }
    }

    private int EndOf(SearchValues<string> mark, int from)
    {
        int end = _text.AsSpan(from).IndexOfAny(mark);
        return end < 0 ? _text.Length : from + end;
    }

    private void ScriptBlocks()
    {
        foreach (Match block in Script().Matches(_text))
        {
            string attributes = block.Groups[1].Value;
            Match language = LanguageAttribute().Match(attributes);
            PageLanguage named = language.Success ? Named(language.Groups[1].Value) : PageLanguage.None;
            if (named == PageLanguage.Php || RunAtServer().IsMatch(attributes))
            {
                int start = block.Index + block.Length;
                Add(named == PageLanguage.None ? PageLanguageName : named, start, EndOf(ScriptEnd, start));
            }
        }
    }

    /// <summary>Script of an XSL style sheet, which the server runs when it applies the sheet.</summary>
    private void StyleSheetScripts()
    {
        if (!_text.AsSpan().ContainsAny(StyleSheetMark))
        {
            return;
        }

        foreach (Match block in StyleSheetScript().Matches(_text))
        {
            Match language = LanguageAttribute().Match(block.Groups[1].Value);
            PageLanguage named = language.Success ? Named(language.Groups[1].Value) : PageLanguage.None;
            int start = block.Index + block.Length;
            Add(named == PageLanguage.None ? PageLanguage.JScript : named, start, EndOf(StyleSheetScriptEnd, start));
        }
    }

    /// <summary>Razor: from each @ that begins code to the end of that block or expression.</summary>
    private void Razor()
    {
        int at = 0;
        while (at < _text.Length && (at = _text.IndexOf('@', at)) >= 0)
        {
            int start = at + 1;
            if (start >= _text.Length || (at > 0 && (char.IsAsciiLetterOrDigit(_text[at - 1]) || _text[at - 1] == '@')))
            {
                at = start;
                continue;
            }

            if (_text[start] == '*')
            {
                int close = _text.IndexOf("*@", start, StringComparison.Ordinal);
                at = close < 0 ? _text.Length : close + 2;
                continue;
            }

            int open = start;
            while (open < _text.Length && (char.IsAsciiLetterOrDigit(_text[open]) || _text[open] is '_' or '.' or ' '))
            {
                open++;
            }

            bool block = open < _text.Length && _text[open] is '{' or '(' or '[';
            int end = block ? Balanced(open) : open;
            Add(PageLanguage.CSharp, start, end);
            at = Math.Max(end, start);
        }
    }

    private int Balanced(int open)
    {
        char opening = _text[open];
        char closing = opening == '{' ? '}' : opening == '(' ? ')' : ']';
        int depth = 0;
        int limit = Math.Min(_text.Length, open + 200_000);
        for (int i = open; i < limit; i++)
        {
            depth += _text[i] == opening ? 1 : _text[i] == closing ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return limit;
    }

    private HashSet<string> InputControls()
    {
        HashSet<string> controls = new(StringComparer.Ordinal);
        foreach (Match tag in InputTag().Matches(_text))
        {
            Match id = IdAttribute().Match(tag.Value);
            if (id.Success && controls.Count < 10_000 && RunAtServer().IsMatch(tag.Value))
            {
                controls.Add(id.Groups[1].Value.ToLowerInvariant());
            }
        }

        return controls;
    }

    // Repetitions are bounded, so that each search is linear in the page's length.
    /// <summary>True for a character that says what a server tag is; an encoded block begins with one of them and is code.</summary>
    private bool IsMark(int at) =>
        _text[at] is '=' or ':' or '!' or '$' || (_text[at] == '#' && string.CompareOrdinal(_text, at, ScriptEncoding.Begin, 0, ScriptEncoding.Begin.Length) != 0);

    [GeneratedRegex("<%\\s{0,20}@[^>]{0,1000}?\\blanguage\\s{0,20}=\\s{0,20}[\"']?([A-Za-z#.]{1,30})", RegexOptions.IgnoreCase)]
    private static partial Regex Directive();

    [GeneratedRegex("<%\\s{0,20}@\\s{0,20}(webhandler|webservice|servicehost)\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();

    [GeneratedRegex("<%@\\s{0,20}(page|include|taglib)\\b[^>]{0,400}\\b(import\\s{0,20}=\\s{0,20}[\"'](java|javax|sun|org|com)[.]|pageencoding|file\\s{0,20}=)|\\brequest\\s{0,20}[.]\\s{0,20}getParameter|<jsp:|Runtime\\s{0,20}[.]\\s{0,20}getRuntime", RegexOptions.IgnoreCase)]
    private static partial Regex JavaTraits();

    [GeneratedRegex("^[ \\t]{0,80}(dim|end sub|end function|end if|set|on error|private sub|public sub|protected sub|sub|function)\\b[^;{\\n]{0,200}\\r?$|\\bexecute(global)?[ (]|\\beval[ (]{1,4}request|\\bserver[.]createobject|\\bthen[ \\t]{0,20}\\r?$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex VisualBasicTraits();

    [GeneratedRegex("<%@\\s{0,20}(page|control|master|import|assembly)\\b|\\bas\\s{1,20}(string|integer|object|system)|\\bimports\\s", RegexOptions.IgnoreCase)]
    private static partial Regex AspNetTraits();

    [GeneratedRegex("\\bimport\\s{1,20}namespace\\s{0,20}=\\s{0,20}[\"']\\s{0,20}([a-z_][a-z0-9_]{0,60}\\s{0,20}=[^\"']{1,200})", RegexOptions.IgnoreCase)]
    private static partial Regex RenamingImport();

    [GeneratedRegex("<script\\b([^>]{0,400})>", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex("<%\\s{0,20}@\\s{0,20}((?:language|class)\\s{0,20}=)[^>]{0,400}%>", RegexOptions.IgnoreCase)]
    private static partial Regex UnnamedHandler();

    [GeneratedRegex("<[A-Za-z_]{1,20}:script\\b([^>]{0,400}implements-prefix[^>]{0,400})>", RegexOptions.IgnoreCase)]
    private static partial Regex StyleSheetScript();

    [GeneratedRegex("\\blanguage\\s{0,20}=\\s{0,20}[\"']?([A-Za-z#.]{1,30})", RegexOptions.IgnoreCase)]
    private static partial Regex LanguageAttribute();

    [GeneratedRegex("\\brunat\\s{0,20}=\\s{0,20}[\"']?\\s{0,20}server", RegexOptions.IgnoreCase)]
    private static partial Regex RunAtServer();

    [GeneratedRegex("<jsp:(scriptlet|declaration|expression)\\s{0,20}>", RegexOptions.IgnoreCase)]
    private static partial Regex JspBlock();

    [GeneratedRegex("[$#]\\{")]
    private static partial Regex JspExpression();

    [GeneratedRegex("<(asp:(textbox|fileupload|dropdownlist|hiddenfield|listbox|checkbox)|input|textarea|select)\\b[^>]{0,1500}>", RegexOptions.IgnoreCase)]
    private static partial Regex InputTag();

    [GeneratedRegex("\\bid\\s{0,20}=\\s{0,20}[\"']?([A-Za-z_][A-Za-z0-9_]{0,100})", RegexOptions.IgnoreCase)]
    private static partial Regex IdAttribute();
}
