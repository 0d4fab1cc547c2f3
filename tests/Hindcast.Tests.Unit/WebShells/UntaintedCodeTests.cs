using System.Collections.Immutable;
using System.Text;
using Hindcast.Tests.Unit.Sigma;
using Hindcast.WebShells;
using Hindcast.WebShells.Flow;
using Hindcast.WebShells.Folding;
using Hindcast.WebShells.Lexing;

namespace Hindcast.Tests.Unit.WebShells;

/// <summary>Of code in which nothing is tainted the short way finds what the whole way finds.</summary>
public sealed class UntaintedCodeTests
{
    private static readonly string[] Pieces =
    [
        "class A { ", "namespace B; ", "use C; ", "} ", "; ", "( ", ") ", "{ ", "[ ", "] ", ", ", "$a ", "$b ", "= ", ".= ", "== 'abcd' ", "-> ", ":: ", ". ", "=> ", "new ", "function f($x, $y) { return $x; } ",
        "f($a, 'x', g(1)) ", "$this->copy('a') ", "(new A)->unlink($a) ", "copy($a, $b); ", "unlink('x'); ", "$x->filter_var('system') ", "array_map('assert', $a) ", "ob_start('x') ",
        "preg_replace('/a/e', 'b', $c) ", "$p->preg_replace('/a/e', 'b') ", "new mysqli('a') ", "new A->mysqli('a') ", "include 'lib/file.php'; ", "require_once(dirname(__FILE__) . '/some/path.php'); ",
        "'sys' . 'tem' ", "$f = 'exec'; $f($a); ", "'system'('x') ", "eval('$z = 1; unlink($z);') ", "$o->filename = 'x' ", "$process = new Process(); $process->arguments = 'x'; ", "'cmd.exe' ", "\"a $b {$c}\" ",
        "foreach ($a as $k => $v) ", "extract($a) ", "parse_str('a') ", "return $a; ", "if ($a === 'secret') ", "print(x)->b(y)->c(z) ", "fopen<a>('x') ", "copy['a']('b') ", "$$a = 1; ", "isset($_GET['a']) ", "'<?php unlink(1);  ' ",
        "'SELECT (' . 'a, b, c, d) ' ", "chr(97) . chr(98) ", "`id` ", "global $a; ", "_post ", "getenv('HOME') ", "filter_input ", "'php://input' ", "defined('X') or exit; ", InertPages.Broken,
    ];

    [Fact]
    public void Random_code_gives_the_same_either_way()
    {
        Random random = new(29);
        int shorter = 0, found = 0;
        for (int round = 0; round < 20_000; round++)
        {
            string code = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            (bool isUntainted, int finds) = Same(round % 2 == 0 ? "class Z { } " + code : code);
            shorter += isUntainted ? 1 : 0;
            found += isUntainted && finds > 0 ? 1 : 0;
        }

        Assert.InRange(shorter, 2000, 18_000);
        Assert.True(found > 500, $"{found}");
    }

    [Fact]
    public void Inert_and_honest_pages_changed_at_random_give_the_same_either_way()
    {
        Random random = new(31);
        List<string> pages = [.. InertPages.All.Where(p => p.Name.EndsWith(".php", StringComparison.Ordinal)).Select(p => p.Text)];
        pages.AddRange(Directory.EnumerateFiles(SharedData.Unpacked("benign-web"), "*.php", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => Encoding.Latin1.GetString(File.ReadAllBytes(p))));
        int shorter = 0;
        foreach (string page in pages)
        {
            shorter += Same(page).IsUntainted ? 1 : 0;
            for (int change = 0; change < 4; change++)
            {
                string other = pages[random.Next(pages.Count)];
                int at = random.Next(page.Length), from = random.Next(other.Length);
                string changed = string.Concat(page.AsSpan(0, at), Pieces[random.Next(Pieces.Length)], other.AsSpan(from, random.Next(Math.Min(2000, other.Length - from))), page.AsSpan(Math.Min(page.Length, at + random.Next(200))));
                shorter += Same(changed).IsUntainted ? 1 : 0;
            }
        }

        Assert.True(shorter > 200, $"{shorter}");
    }

    [Fact]
    public void Code_that_uses_up_the_budget_goes_the_whole_way_and_says_so()
    {
        string parameters = string.Join(',', Enumerable.Range(0, 32).Select(i => $"$p{i}"));
        string CallOf(int length) => $"f({string.Concat(Enumerable.Repeat("a+", length))}a,{string.Join(',', Enumerable.Repeat("a", 31))});";
        string code = $"class A {{}} function f({parameters}) {{}} {string.Concat(Enumerable.Repeat(CallOf(1900), 70))}";
        Assert.False(Same(code).IsUntainted);
        Assert.True(ServerPageScanner.Scan(Encoding.ASCII.GetBytes($"<?php {code} copy(1);"), "a.php").IsIncomplete);
        Assert.True(Same($"class A {{}} function f({parameters}) {{}} {CallOf(100)}").IsUntainted);
    }

    private static (bool IsUntainted, int Finds) Same(string code)
    {
        using TokenScratch scratch = TokenScratch.Take();
        new ScriptLexer(PageLanguage.Php, code, scratch.Names).Read(scratch.Tokens, 0, code.Length);
        List<ScriptToken> tokens = new ConstantFolder(PageLanguage.Php, scratch.Folded).Fold(scratch.Tokens);
        if (!UntaintedCode.Is(tokens, CodeBrackets.Match(tokens, scratch), scratch.Scopes))
        {
            return (false, 0);
        }

        RequestFlow whole = new(tokens, PageLanguage.Php, ImmutableHashSet<string>.Empty, false, scratch, isUntainted: false);
        whole.Run();
        RequestFlow shorter = new(tokens, PageLanguage.Php, ImmutableHashSet<string>.Empty, false, scratch, isUntainted: true);
        shorter.Run();
        Assert.Equal(whole.Finds.Signs, shorter.Finds.Signs);
        Assert.Equal(whole.Finds.Keys, shorter.Finds.Keys);
        Assert.Equal(whole.Finds.Nested, shorter.Finds.Nested);
        Assert.False(whole.HasSource || shorter.HasSource || whole.IsExhausted || shorter.IsExhausted, code);
        return (true, whole.Finds.Signs.Count + whole.Finds.Nested.Count);
    }
}
