using System.Runtime.InteropServices;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>Finds which brackets of code belong together.</summary>
internal static class CodeBrackets
{
    /// <summary>For each bracket the place of its partner, -1 elsewhere: the table of the scratch, as long as the tokens or longer.</summary>
    /// <param name="tokens">The folded tokens of the scratch.</param>
    /// <param name="scratch">Lends the table.</param>
    internal static int[] Match(List<ScriptToken> tokens, TokenScratch scratch)
    {
        scratch.Fit();
        int[] match = scratch.Partners;
        Array.Fill(match, -1, 0, tokens.Count);
        Stack<int> open = scratch.Open;
        open.Clear();
        ReadOnlySpan<ScriptToken> all = CollectionsMarshal.AsSpan(tokens);
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Kind != TokenKind.Mark || all[i].Text.Length != 1)
            {
                continue;
            }

            switch (all[i].Text[0])
            {
                case '(' or '[' or '{':
                    open.Push(i);
                    break;
                case ')' or ']' or '}':
                    char wanted = all[i].Text[0] switch { ')' => '(', ']' => '[', _ => '{' };

                    // A bracket that was never opened is skipped; one that was never closed is given up.
                    while (open.Count > 0 && wanted == '{' && !all[open.Peek()].Is(wanted))
                    {
                        open.Pop();
                    }

                    if (open.Count > 0 && all[open.Peek()].Is(wanted))
                    {
                        int start = open.Pop();
                        match[start] = i;
                        match[i] = start;
                    }

                    break;
            }
        }

        return match;
    }
}
