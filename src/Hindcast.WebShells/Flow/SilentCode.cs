using System.Runtime.InteropServices;
using Hindcast.WebShells.Lexing;
using Hindcast.WebShells.Reading;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// Tells C# whose names show nothing, by one look over its tokens: most code of views and forms. There only texts and names in escapes are looked at. Thread-safe.
/// </summary>
/// <remarks>
/// It is sound because a value of the request is taken only by what <see cref="RequestSources"/> knows: by a name or a type of a known word, by a control of the page, or as
/// an argument of a service. Where there is none of them nothing becomes tainted, and one pass is all. Then a sign comes of a call or a method that is handed on only by
/// its last name, and of a property only by one of two names; the last name of a chain is always a token. So code without any of these words has no such sign.
/// Code that could use up the budget of the whole way goes it, because that is reported.
/// </remarks>
internal static class SilentCode
{
    /// <summary>A part of the names, or of the texts that objects are made by, that make a variable one of the request.</summary>
    private const string Request = "request";

    /// <summary>Texts as long as this are no part of a type.</summary>
    private const int MaxTypeText = 80;

    /// <summary>Names of the calls that matter, of looking up code by a text, and of properties that start a process when they are set.</summary>
    private static readonly HashSet<string> Telling = new(
        [
            .. Sinks.All(PageLanguage.CSharp).SelectMany(s => s.Names).Select(n => n.StartsWith("new ", StringComparison.Ordinal) ? n["new ".Length..] : n),
            "getmethod", "invokemember", "callbyname", "filename", "arguments", .. RequestSources.AspWords,
        ],
        StringComparer.Ordinal);

    private static readonly NameKinds Kinds = new(Telling);

    /// <summary>True when the names of the code show nothing.</summary>
    /// <param name="tokens">Folded tokens of C#.</param>
    /// <param name="page">The page whose code it is; null for code in a text.</param>
    /// <param name="match">For each bracket the place of its partner.</param>
    /// <param name="steps">As long as the tokens or longer; is written over.</param>
    internal static bool Is(List<ScriptToken> tokens, PageCode? page, int[] match, int[] steps)
    {
        if (page is { IsService: true })
        {
            return false;
        }

        ReadOnlySpan<ScriptToken> all = CollectionsMarshal.AsSpan(tokens);
        for (int i = 0; i < all.Length; i++)
        {
            ref readonly ScriptToken token = ref all[i];
            bool isTelling = token.Kind switch
            {
                TokenKind.Name => IsTelling(token.Text) || MayBeControl(all, i, page),
                TokenKind.Text => token.Text.Length is >= 7 and < MaxTypeText && token.Text.Contains(Request, StringComparison.OrdinalIgnoreCase),
                _ => false,
            };
            if (isTelling)
            {
                return false;
            }
        }

        return UntaintedCode.FitsBudget(all, ".", match, steps);
    }

    private static bool IsTelling(string name) =>
        (name.Length >= Request.Length && name.Contains(Request, StringComparison.Ordinal)) || (Kinds.MayHold(name) && Telling.Contains(name));

    private static bool MayBeControl(ReadOnlySpan<ScriptToken> tokens, int at, PageCode? page) =>
        page is not null && at + 2 < tokens.Length && tokens[at + 1].Is('.') && RequestSources.IsControlValue(tokens[at + 2].Text) && page.Controls.Contains(tokens[at].Text);
}
