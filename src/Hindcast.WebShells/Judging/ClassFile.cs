using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Judging;

/// <summary>
/// Tells a PHP file that only declares classes and functions: asked for alone, it does nothing. Libraries are made of such files, and what
/// they can do is the business of the page that uses them.
/// </summary>
internal static class ClassFile
{
    private static readonly HashSet<string> Declares = new(StringComparer.Ordinal) { "class", "abstract", "final", "interface", "trait", "function" };

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "namespace", "use", "declare", "defined" };

    /// <summary>True when no statement stands outside a declaration, but for the guards that libraries begin with.</summary>
    /// <param name="tokens">The code.</param>
    /// <param name="match">For each bracket the place of its partner.</param>
    internal static bool Is(List<ScriptToken> tokens, int[] match)
    {
        bool declares = false;
        int i = 0;
        while (i < tokens.Count)
        {
            ScriptToken token = tokens[i];
            if (token.Kind == TokenKind.End)
            {
                i++;
            }
            else if (token.Kind == TokenKind.Name && Declares.Contains(token.Text))
            {
                declares = true;
                while (i < tokens.Count && !tokens[i].Is('{'))
                {
                    i++;
                }

                if (i >= tokens.Count || match[i] < i)
                {
                    return false;
                }

                i = match[i] + 1;
            }
            else if (token.Kind == TokenKind.Name && (Harmless.Contains(token.Text) || IsGuard(tokens, i)))
            {
                while (i < tokens.Count && tokens[i].Kind != TokenKind.End)
                {
                    i++;
                }
            }
            else
            {
                return false;
            }
        }

        return declares;
    }

    /// <summary><c>if (!defined('X')) exit;</c></summary>
    private static bool IsGuard(List<ScriptToken> tokens, int at)
    {
        if (!tokens[at].IsName("if"))
        {
            return false;
        }

        bool defined = false, leaves = false;
        for (int i = at + 1; i < Math.Min(tokens.Count, at + 16) && tokens[i].Kind != TokenKind.End; i++)
        {
            defined |= tokens[i].IsName("defined");
            leaves |= tokens[i].Text is "exit" or "die";
        }

        return defined && leaves;
    }
}
