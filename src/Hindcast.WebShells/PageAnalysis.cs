using System.Text.RegularExpressions;
using Hindcast.WebShells.Flow;
using Hindcast.WebShells.Folding;
using Hindcast.WebShells.Judging;
using Hindcast.WebShells.Lexing;
using Hindcast.WebShells.Reading;
using Hindcast.WebShells.Shapes;

namespace Hindcast.WebShells;

/// <summary>The analysis of one page that the prefilter did not let go. Not thread-safe.</summary>
internal sealed partial class PageAnalysis(PageText page, string extension, long unread)
{
    private const int MaxDepth = 24;
    private const int MaxNested = 128;
    private const int EncodedWeight = 40;

    private static readonly IReadOnlySet<string> NoControls = System.Collections.Immutable.ImmutableHashSet<string>.Empty;

    private readonly List<PageSign> _signs = [];
    private readonly List<string> _keys = [];
    private int _nested;
    private bool _isIncomplete;
    private bool _hasSource;
    private bool _declaresOnly;

    internal PageReport Judge(ReadOnlySpan<byte> content)
    {
        PageLanguage language = Plain();
        DirectorySettings? settings = Shape(content);
        Uploader(language);
        Combine();
        _signs.AddRange(Deeds.Of(_signs, page.Text, extension, language));
        if (language == PageLanguage.None && _signs.Count == 0)
        {
            return PageReport.Nothing(PageLanguage.None, unread);
        }

        PageReport report = PageJudge.Report(language, _signs, _keys, settings, unread, _isIncomplete, _declaresOnly);
        return report.Verdict == PageVerdict.Benign ? report : report with { Families = PageFamilies.Of(page.Text) };
    }

    /// <summary>Reads the page; one that is encoded as a whole, by what the encoding holds. Honest pages are encoded, too.</summary>
    private PageLanguage Plain()
    {
        if (ScriptEncoding.Decode(page.Text, out int first, out bool isWhole) is not { } plain)
        {
            return Analyse(page.Text, extension, 0, null);
        }

        PageLanguage language = Analyse(plain, extension, 1, (PageLanguage.None, first));
        if (language != PageLanguage.None)
        {
            Sign(first, PageCapability.Hides, "is encoded with Microsoft's script encoder", isWhole ? EncodedWeight : Obfuscation.UndecodedWeight, false);
        }

        return language;
    }

    /// <summary>Reads a text as a page, or as plain code when a language is given. Positions of nested texts are that of the text that holds them.</summary>
    private PageLanguage Analyse(string text, string kind, int depth, (PageLanguage Language, int Position)? inside)
    {
        IReadOnlyList<CodeStretch> stretches;
        PageCode? whole = null;
        PageLanguage own;
        if (inside is { Language: not PageLanguage.None } code && !text.Contains("<%", StringComparison.Ordinal) && !text.Contains("<?", StringComparison.Ordinal))
        {
            own = code.Language;
            stretches = [new CodeStretch(own, 0, text.Length)];
        }
        else
        {
            PageCode found = new(text, kind);
            own = found.PageLanguageName;
            stretches = found.Stretches;
            whole = found;
        }

        if (stretches.Count == 0)
        {
            return PageLanguage.None;
        }

        PageLanguage told = stretches.Any(s => s.Language == own) ? own : stretches[0].Language;
        if (depth == 0 && !stretches.Any(s => CodeSuspects.In(s.Language, text.AsSpan(s.Start, s.End - s.Start))))
        {
            return told;
        }

        foreach (IGrouping<PageLanguage, CodeStretch> group in stretches.GroupBy(s => s.Language))
        {
            FlowFinds finds;
            using (TokenScratch scratch = TokenScratch.Take())
            {
                finds = Flow(text, group, whole, inside?.Position, scratch);
            }

            Nest(group.Key, finds, depth, inside?.Position);
        }

        return told;
    }

    /// <summary>Takes the code of one language apart.</summary>
    private FlowFinds Flow(string text, IGrouping<PageLanguage, CodeStretch> group, PageCode? whole, int? position, TokenScratch scratch)
    {
        List<ScriptToken> tokens = scratch.Tokens;
        ScriptLexer lexer = new(group.Key, text, scratch.Names);
        CodeStretch? last = null;
        foreach (CodeStretch stretch in group)
        {
            int count = tokens.Count;
            _isIncomplete |= !lexer.Read(tokens, stretch.Start, stretch.End);
            if (last is { } before && GoesOn(text, tokens, count, before, stretch))
            {
                tokens.RemoveAt(count - 1);
            }

            last = stretch;
        }

        FoundSign? bits = group.Key == PageLanguage.Php && position is null ? Obfuscation.BitTexts(tokens) : null;
        ConstantFolder folder = new(group.Key, scratch.Folded);
        tokens = folder.Fold(tokens);
        _isIncomplete |= folder.IsExhausted;
        int[] brackets = CodeBrackets.Match(tokens, scratch);
        FlowFinds finds = Follow(tokens, group.Key, whole, position, scratch);
        if (position is null)
        {
            _declaresOnly = group.Key == PageLanguage.Php && ClassFile.Is(tokens, brackets);
            List<FoundSign> hiding = Obfuscation.Signs(text, tokens, group);
            if (bits is { } bit)
            {
                hiding.Add(bit);
            }

            foreach (FoundSign sign in hiding)
            {
                Sign(sign.Position, sign.Capability, sign.Reason, sign.Weight, false);
            }
        }

        return finds;
    }

    private FlowFinds Follow(List<ScriptToken> tokens, PageLanguage language, PageCode? whole, int? position, TokenScratch scratch)
    {
        bool isUntainted = language switch
        {
            PageLanguage.Php => whole is not { IsService: true } && UntaintedCode.Is(tokens, scratch.Partners, scratch.Scopes),
            PageLanguage.CSharp => SilentCode.Is(tokens, whole, scratch.Partners, scratch.Scopes),
            _ => false,
        };
        IReadOnlySet<string> controls = isUntainted || language is PageLanguage.Php or PageLanguage.Java ? NoControls : whole?.Controls ?? NoControls;
        RequestFlow flow = new(tokens, language, controls, whole?.IsService ?? false, scratch, isUntainted);
        flow.Run();
        _isIncomplete |= flow.IsExhausted;
        _hasSource |= flow.HasSource;
        foreach (FoundSign sign in flow.Finds.Signs.Where(s => extension != "asax" || s.Reason != Sinks.RunTimeHandler))
        {
            Sign(position ?? sign.Position, sign.Capability, sign.Reason, sign.Weight, sign.FromRequest);
        }

        foreach (string key in flow.Finds.Keys)
        {
            string safe = PageText.Safe(key);
            if (safe.Length > 0 && _keys.Count < 16 && !_keys.Contains(safe))
            {
                _keys.Add(safe);
            }
        }

        return flow.Finds;
    }

    /// <summary>True for a block that goes on with the expression of the block before it: <c>f(a %&gt; &lt;% + b)</c>.</summary>
    private static bool GoesOn(string text, List<ScriptToken> tokens, int next, CodeStretch before, CodeStretch stretch)
    {
        if (next == 0 || next >= tokens.Count || tokens[next].Kind != TokenKind.Mark || tokens[next].Text is not ("+" or "&" or "." or "," or ")" or "(") || before.Start < 1 || text[before.Start - 1] != '%')
        {
            return false;
        }

        ReadOnlySpan<char> between = text.AsSpan(before.End, Math.Max(0, stretch.Start - before.End));
        return between.StartsWith("%>", StringComparison.Ordinal) && between.EndsWith("<%", StringComparison.Ordinal) && between.Length >= 4 && between[2..^2].IsWhiteSpace();
    }

    private void Nest(PageLanguage language, FlowFinds finds, int depth, int? position)
    {
        foreach ((string text, int at, bool isCode) in finds.Nested)
        {
            if (depth >= MaxDepth || _nested >= MaxNested)
            {
                _isIncomplete = true;
                Sign(position ?? at, PageCapability.Hides, "holds code in more layers than were undone", 60, false);
                return;
            }

            _nested++;
            int before = _signs.Count;
            Analyse(text, text.Contains("<%@", StringComparison.Ordinal) ? "" : "asp", depth + 1, (isCode ? language : PageLanguage.None, position ?? at));
            bool carries = _signs.Skip(before).Any(s => s.FromRequest && s.Weight >= 80);
            if (carries)
            {
                Sign(position ?? at, PageCapability.Hides, isCode ? "holds code in a text that it takes apart at run time" : "holds another page in a text, which runs what it is sent", isCode ? 60 : 40, false);
            }
        }
    }

    private void Sign(int position, PageCapability capability, string reason, int weight, bool fromRequest) =>
        _signs.Add(new PageSign(capability, reason, page.LineOf(position), page.OffsetOf(position), page.Quote(position), fromRequest, weight));

    private DirectorySettings? Shape(ReadOnlySpan<byte> content)
    {
        DirectorySettings? settings = DirectoryDump.Read(page.Text);
        if (settings is not null && (_signs.Count > 0 || ScriptInText().IsMatch(settings.ExternalUrl)))
        {
            int at = Math.Max(0, page.Text.IndexOf("ExternalUrl", StringComparison.Ordinal));
            Sign(at, PageCapability.EvaluatesInput, "is a dump of virtual directory settings with script in an address", 90, true);
        }

        if (content.StartsWith("!BDN"u8) && ServerCode().IsMatch(page.Text))
        {
            Sign(0, PageCapability.Hides, "is a mailbox file (PST) with server code in it", 85, false);
        }
        else if (content.Length > 4 && content[0] == 0x30 && content[1] is 0x82 or 0x83 && ServerCode().IsMatch(page.Text))
        {
            Sign(0, PageCapability.Hides, "is a certificate request or other DER file with server code in it", 85, false);
        }

        if (IsPicture(content) && PageMark().IsMatch(page.Text))
        {
            Sign(0, PageCapability.Hides, "is a picture with server code in it", 60, false);
        }

        foreach (FoundSign sign in ServerObject.Signs(page.Text))
        {
            Sign(sign.Position, sign.Capability, sign.Reason, sign.Weight, sign.FromRequest);
        }

        int map = HandlerMap.In(page.Text, extension);
        if (map >= 0)
        {
            Sign(map, PageCapability.LoadsAssembly, "has the server run files that are no pages", 60, false);
        }

        foreach (FoundSign sign in LogonPage.Signs(page.Text, extension))
        {
            Sign(sign.Position, sign.Capability, sign.Reason, sign.Weight, sign.FromRequest);
        }

        return settings;
    }

    private static bool IsPicture(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || content.StartsWith("GIF8"u8);

    /// <summary>A page (no handler, no control) that does nothing but store what is uploaded, without even a form.</summary>
    private void Uploader(PageLanguage language)
    {
        PageSign? save = _signs.FirstOrDefault(s => s.Reason == "stores an upload" && s.FromRequest);
        if (save is not null && extension == "aspx" && page.Text.Length < 3_000 && language != PageLanguage.Php
            && !page.Text.Contains("<form", StringComparison.OrdinalIgnoreCase) && !page.Text.Contains("<asp:", StringComparison.OrdinalIgnoreCase))
        {
            _signs.Add(save with { Reason = "does nothing but store uploads", Weight = 45 });
        }

        // What lies beside a page is run by the server like it.
        if (save is not null && language is (PageLanguage.CSharp or PageLanguage.VisualBasic or PageLanguage.JScript) && OwnFolder().IsMatch(page.Text))
        {
            _signs.Add(save with { Reason = "stores uploads beside itself", Weight = 34 });
        }

        // In PHP the form is mostly on the same page; honest ones check what comes or belong to an application.
        if (save is not null && language == PageLanguage.Php && page.Text.Length < 3_000 && !Checks().IsMatch(page.Text))
        {
            _signs.Add(save with { Reason = "does nothing but store uploads, and checks none", Weight = 45 });
        }
    }

    /// <summary>What several capabilities mean together.</summary>
    private void Combine()
    {
        PageSign? socket = _signs.FirstOrDefault(s => s.Capability == PageCapability.OpensSockets && s.FromRequest && s.Weight >= 60);
        if (socket is not null && Relay().IsMatch(page.Text))
        {
            _signs.Add(socket with { Capability = PageCapability.Tunnels, Reason = "passes bytes between the client and a connection that the request names", Weight = 75 });
        }

        PageSign? run = _signs.FirstOrDefault(s => s.Capability == PageCapability.StartsProcess && !s.FromRequest && s.Weight >= 30);
        PageSign? shell = _signs.FirstOrDefault(s => s.Capability == PageCapability.StartsProcess && s.Reason == "names a command shell");
        if (run is not null && shell is not null && !ReferenceEquals(run, shell) && _hasSource)
        {
            _signs.Add(run with { Reason = "starts a command shell", Weight = 70 });
        }

        if (run is not null && page.Text.Contains("StandardOutput", StringComparison.OrdinalIgnoreCase) && Shows().IsMatch(page.Text))
        {
            _signs.Add(run with { Reason = "shows what a process that it starts writes", Weight = 58 });
        }

        PageSign? load = _signs.FirstOrDefault(s => s.Capability == PageCapability.LoadsAssembly && !s.FromRequest && s.Reason is "loads an assembly" or "looks up a method that loads code by its name");
        if (load is not null && HeldBytes().IsMatch(page.Text))
        {
            _signs.Add(load with { Reason = "loads an assembly that the page holds", Weight = 74 });
        }

        if (load is not null && _hasSource && _signs.Any(s => s.Reason == "decrypts"))
        {
            _signs.Add(load with { Reason = "loads code that it decrypts", Weight = 84, FromRequest = true });
        }
    }

    [GeneratedRegex("\\b(include|require)|session_|pathinfo|in_array|getimagesize|mime|\\bclass\\b|\\bnamespace\\b|->", RegexOptions.IgnoreCase)]
    private static partial Regex Checks();

    [GeneratedRegex("request\\s{0,4}[.]\\s{0,4}physicalpath|mappath\\s{0,4}[(]\\s{0,4}(\"[.]?/?\"|request\\s{0,4}[.]\\s{0,4}(path|filepath|currentexecutionfilepath)\\b)", RegexOptions.IgnoreCase)]
    private static partial Regex OwnFolder();

    /// <summary>An array of bytes, or a long text of base64, that is written in the page.</summary>
    [GeneratedRegex("\\bbyte\\s{0,4}\\[\\s{0,4}\\d{0,8}\\s{0,4}\\][^;{]{0,80}{\\s{0,8}(0x[0-9a-f]{1,2}|\\d{1,3})\\s{0,4},|frombase64string\\s{0,4}\\(\\s{0,4}@?\"[a-z0-9+/=\\s]{600}|\\bload\\s{0,4}\\(\\s{0,4}[a-z.]{0,20}frombase64string\\s{0,4}\\(\\s{0,4}@?\"", RegexOptions.IgnoreCase)]
    private static partial Regex HeldBytes();

    [GeneratedRegex("<script|<%|\\beval\\b|runat", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptInText();

    [GeneratedRegex("response\\s{0,4}[.]\\s{0,4}(binary)?write|[.](text|innerhtml|innertext)\\s{0,4}[+]?=", RegexOptions.IgnoreCase)]
    private static partial Regex Shows();

    [GeneratedRegex("<%@?|<script[^>]{0,200}runat", RegexOptions.IgnoreCase)]
    private static partial Regex ServerCode();

    /// <summary>What begins a page; the two letters that begin any server code are in many pictures by chance.</summary>
    [GeneratedRegex("<%\\s{0,4}@\\s{0,4}(page|webhandler|webservice|control|import|language)\\b|<script\\b[^>]{0,200}runat\\s{0,4}=", RegexOptions.IgnoreCase)]
    private static partial Regex PageMark();

    [GeneratedRegex("receive|getstream|getinputstream|fread|fgets|binaryread|inputstream|socket_read|socketchannel", RegexOptions.IgnoreCase)]
    private static partial Regex Relay();
}
