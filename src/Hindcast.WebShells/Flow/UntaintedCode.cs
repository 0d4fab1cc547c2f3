using System.Runtime.InteropServices;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// Tells PHP in which nothing can ever hold a value of the request, by one look over its tokens: most files of libraries. There few names matter, and
/// <see cref="RequestFlow"/> goes over the others. Thread-safe.
/// </summary>
/// <remarks>
/// It is sound because of how values are followed. They come from what <see cref="RequestSources"/> knows, and, in pages of the old style, from variables that are
/// never set; where there is neither, nothing becomes tainted, one pass is all, and what assignments, comparisons, returns and functions of the page do tells
/// nothing. Then signs come of texts and of folded names, which are looked at all the same, and of calls by their name, each of which begins with that name:
/// methods of objects are none of PHP's functions. Where a call is known in other places of a chain, or by a property that is set, code goes the whole way. So does code that
/// could use up the budget of the whole way, which reports that.
/// </remarks>
internal static class UntaintedCode
{
    private static readonly IReadOnlySet<string> NoControls = System.Collections.Immutable.ImmutableHashSet<string>.Empty;
    private static readonly Func<string, string?> NoTypes = _ => null;

    /// <summary>Properties that start a process when they are set.</summary>
    private static readonly HashSet<string> Properties = new(StringComparer.Ordinal) { "filename", "arguments" };

    /// <summary>Classes of which an object matters, and functions that are known wherever they stand in a chain.</summary>
    private static readonly HashSet<string> Anywhere = new(
        [.. Names(made: true), .. NamedThings.FunctionTakers, "preg_replace", "preg_filter", "mb_ereg_replace"], StringComparer.Ordinal);

    private static readonly NameKinds Calls = new([.. Names(made: false), .. Anywhere]);
    private static readonly NameKinds Special = new([.. Anywhere, .. Properties, .. CodeNames.Modern]);

    /// <summary>False for a name by which no call of such code matters.</summary>
    internal static bool MayMatter(string name) => Calls.MayHold(name);

    /// <summary>True when nothing of the code is ever tainted and only calls that begin with a name that matters do.</summary>
    /// <param name="tokens">Folded tokens of PHP.</param>
    /// <param name="match">For each bracket the place of its partner.</param>
    /// <param name="steps">As long as the tokens or longer; is written over.</param>
    internal static bool Is(List<ScriptToken> tokens, int[] match, int[] steps)
    {
        bool modern = false;
        ReadOnlySpan<ScriptToken> all = CollectionsMarshal.AsSpan(tokens);
        for (int i = 0; i < all.Length; i++)
        {
            ref readonly ScriptToken token = ref all[i];
            if (token.Kind is not (TokenKind.Text or TokenKind.Name))
            {
                continue;
            }

            if (MayBeSource(token) && RequestSources.At(tokens, i, PageLanguage.Php, NoControls, NoTypes) is not null)
            {
                return false;
            }

            if (token.Kind == TokenKind.Name && Special.MayHold(token.Text))
            {
                bool isMember = i > 0 && all[i - 1].Is("->");
                bool isSet = i + 1 < all.Length && all[i + 1] is { Kind: TokenKind.Mark, Text: "=" or "+=" or ".=" or "&=" or "[" };
                if ((isMember && Anywhere.Contains(token.Text)) || (isSet && Properties.Contains(token.Text)))
                {
                    return false;
                }

                modern |= CodeNames.Modern.Contains(token.Text);
            }
        }

        return modern && FitsBudget(all, "->", match, steps);
    }

    /// <summary>The first letters of what <see cref="RequestSources"/> knows.</summary>
    private static bool MayBeSource(in ScriptToken token) => token.Text is
        ['$', '_' or 'H' or 'h', ..] or ['_', ..] or ['g', 'e', 't', ..] or ['a', 'p', 'a', ..] or ['f', 'i', 'l', 't', ..] or ['p' or 'P', ..] && (token.Kind == TokenKind.Name || token.Text[0] is 'p' or 'P');

    /// <summary>
    /// True when the whole way would stay within its budget for sure. It looks for the end of an expression at most once behind each token and once for what is
    /// assigned to each name; behind a name that includes it looks for the end of the statement; at each call it may look for the arguments of a function of the page; and the
    /// calls of a chain are looked at once for each place where a chain begins anew.
    /// </summary>
    /// <param name="tokens">Folded tokens of code in which nothing is tainted.</param>
    /// <param name="member">The mark before members in their language.</param>
    /// <param name="match">For each bracket the place of its partner.</param>
    /// <param name="steps">As long as the tokens or longer; is written over.</param>
    internal static bool FitsBudget(ReadOnlySpan<ScriptToken> tokens, string member, int[] match, int[] steps)
    {
        long ends = 0, calls = 0, includes = 0, begins = 1;
        for (int i = tokens.Length - 1; i >= 0; i--)
        {
            ref readonly ScriptToken token = ref tokens[i];
            int next = i + 1;
            bool isEnd = token.Kind == TokenKind.End;
            if (token.Kind == TokenKind.Mark && token.Text.Length == 1)
            {
                switch (token.Text[0])
                {
                    case ')' or ']' or '}' or ',':
                        isEnd = true;
                        break;
                    case '(' or '[' or '{' when match[i] > i:
                        calls += 2L * CodeNames.MaxParameters * Math.Min(match[i] - i, TaintState.MaxRange);
                        next = match[i] + 1;
                        break;
                    case '(':
                        calls += TaintState.MaxRange;
                        break;
                }
            }
            else if (token.Kind == TokenKind.Name)
            {
                includes += token.Text is ['i', 'n', 'c', ..] or ['r', 'e', 'q', ..] ? TaintState.MaxRange : 0;
                if (i >= 2 && tokens[i - 1].Is(member) && tokens[i - 2].Is(')'))
                {
                    int open = match[i - 2];
                    begins += open > 0 && tokens[open - 1].Kind == TokenKind.Name && !CodeNames.Keywords.Contains(tokens[open - 1].Text) ? 0 : 1;
                }
            }

            steps[i] = isEnd || next >= tokens.Length ? 1 : Math.Min(TaintState.MaxRange, 1 + steps[next]);
            ends += steps[i];
        }

        return (2 * ends) + includes + (Math.Min(begins, RequestFlow.MaxSegments) * calls) < TaintState.Budget;
    }

    private static IEnumerable<string> Names(bool made) =>
        Sinks.All(PageLanguage.Php).SelectMany(s => s.Names).Where(n => n.StartsWith("new ", StringComparison.Ordinal) == made).Select(n => made ? n["new ".Length..] : n);
}
