using System.Text;
using Hindcast.Tests.Unit.Sigma;
using Hindcast.WebShells;
using Hindcast.WebShells.Flow;
using Hindcast.WebShells.Folding;
using Hindcast.WebShells.Lexing;
using Hindcast.WebShells.Reading;

namespace Hindcast.Tests.Unit.WebShells;

/// <summary>Of C# whose names show nothing the short way finds what the whole way finds.</summary>
public sealed class SilentCodeTests
{
    private static readonly string[] Pieces =
    [
        "class A { ", "} ", "; ", "( ", ") ", "{ ", "[ ", "] ", ", ", "a ", "b ", "= ", "+= ", "== \"abcd\" ", ". ", "=> ", "new ", "string f(string x, int y) { return x; } ", "f(a, \"x\", g(1)); ",
        "this.b.c(a) ", "((A)x).c(a).d ", "a.b = c; ", "is string s ", "foreach (var v in a) ", "if (a == \"secret\") ", "\"cmd\" + \".exe\" ", "\"powershell\" ", "\"st\" + \"art\" ", "string a = \"lo\"; b = a + \"ad\"; ",
        "\"<% eval(Request['a']) %>\" ", "\"abcdefgh(\" + \"ijklmnopq\" ", "\\u0061b ", "t.Text ", "u.Value ", "x.Value ", "$\"a {b} c\" ", "f<T>(a) ", "using static A; ", "T h { get { return x; } } ", "h = (a, b) => a; ",
        "Convert.FromBase64String(\"Y21kLmV4ZQ==\") ", "q.Equals(\"abcd\") ", "A.Read(b) ", InertPages.Broken,
    ];

    /// <summary>Some of what sends code the whole way.</summary>
    private static readonly string[] Telling =
    [
        "Request[\"a\"] ", "HttpWebRequest r; ", "TextBox t = new TextBox(); ", "FindControl(\"a\") ", "UrlData[0] ", "p.StartInfo.FileName = a; ", "Process.Start(a); ", "Func<string, Process> f = Process.Start; ",
        "GetMethod(\"Load\") ", "m.Invoke(a) ", "File.Delete(a); ", "var r = Get(\"request\"); r[\"a\"] ", "w.ReadEntityBody(a, b) ",
    ];

    private static readonly PageCode Page = new("<input id=\"t\" runat=\"server\"><asp:TextBox id='u' runat='server'/><% a %>", "aspx");

    [Fact]
    public void Random_code_gives_the_same_either_way()
    {
        Random random = new(37);
        int shorter = 0, found = 0;
        for (int round = 0; round < 20_000; round++)
        {
            string code = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => random.Next(60) == 0 ? Telling[random.Next(Telling.Length)] : Pieces[random.Next(Pieces.Length)]));
            (bool isSilent, int finds) = Same(code, round % 2 == 0 ? Page : null);
            shorter += isSilent ? 1 : 0;
            found += isSilent && finds > 0 ? 1 : 0;
        }

        Assert.InRange(shorter, 2000, 18_000);
        Assert.True(found > 500, $"{found}");
    }

    [Fact]
    public void Each_word_that_tells_sends_code_the_whole_way() => Assert.All(Telling, t => Assert.False(Same("class A { } " + t, null).IsSilent, t));

    [Fact]
    public void A_control_of_the_page_sends_code_the_whole_way()
    {
        Assert.False(Same("f(t.Text);", Page).IsSilent);
        Assert.True(Same("f(x.Text);", Page).IsSilent);
        Assert.True(Same("f(t.Text);", null).IsSilent);
    }

    [Fact]
    public void Inert_and_honest_pages_give_the_same_either_way()
    {
        List<(string Name, string Text)> pages = [.. InertPages.All.Select(p => (p.Name, p.Text))];
        pages.AddRange(Directory.EnumerateFiles(SharedData.Unpacked("benign-web"), "*", SearchOption.AllDirectories)
            .Where(p => p.EndsWith(".aspx", StringComparison.Ordinal) || p.EndsWith(".cshtml", StringComparison.Ordinal) || p.EndsWith(".ascx", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(p => (p, Encoding.Latin1.GetString(File.ReadAllBytes(p)))));
        int shorter = 0;
        foreach ((string name, string text) in pages)
        {
            PageCode page = new(text, ServerPageScanner.ExtensionOf(name));
            string code = string.Join('\n', page.Stretches.Select(s => text[s.Start..s.End]));
            shorter += Same(code, page).IsSilent ? 1 : 0;
        }

        Assert.True(shorter > 500, $"{shorter}");
    }

    [Fact]
    public void Code_that_uses_up_the_budget_goes_the_whole_way_and_says_so()
    {
        string parameters = string.Join(',', Enumerable.Range(0, 32).Select(i => $"int p{i}"));
        string CallOf(int length) => $"f({string.Concat(Enumerable.Repeat("a+", length))}a,{string.Join(',', Enumerable.Repeat("a", 31))});";
        string code = $"int f({parameters}) {{}} {string.Concat(Enumerable.Repeat(CallOf(1900), 70))}";
        Assert.False(Same(code, null).IsSilent);
        Assert.True(ServerPageScanner.Scan(Encoding.ASCII.GetBytes($"<%@ Page Language=\"C#\" %><% file; {code} %>"), "a.aspx").IsIncomplete);
        Assert.True(Same($"int f({parameters}) {{}} {CallOf(100)}", null).IsSilent);
    }

    private static (bool IsSilent, int Finds) Same(string code, PageCode? page)
    {
        using TokenScratch scratch = TokenScratch.Take();
        new ScriptLexer(PageLanguage.CSharp, code, scratch.Names).Read(scratch.Tokens, 0, code.Length);
        List<ScriptToken> tokens = new ConstantFolder(PageLanguage.CSharp, scratch.Folded).Fold(scratch.Tokens);
        if (!SilentCode.Is(tokens, page, CodeBrackets.Match(tokens, scratch), scratch.Scopes))
        {
            return (false, 0);
        }

        IReadOnlySet<string> controls = page?.Controls ?? System.Collections.Immutable.ImmutableHashSet<string>.Empty;
        RequestFlow whole = new(tokens, PageLanguage.CSharp, controls, false, scratch, isUntainted: false);
        whole.Run();
        RequestFlow shorter = new(tokens, PageLanguage.CSharp, controls, false, scratch, isUntainted: true);
        shorter.Run();
        Assert.Equal(whole.Finds.Signs, shorter.Finds.Signs);
        Assert.Equal(whole.Finds.Keys, shorter.Finds.Keys);
        Assert.Equal(whole.Finds.Nested, shorter.Finds.Nested);
        Assert.False(whole.HasSource || shorter.HasSource || whole.IsExhausted || shorter.IsExhausted, code);
        return (true, whole.Finds.Signs.Count + whole.Finds.Nested.Count);
    }
}
