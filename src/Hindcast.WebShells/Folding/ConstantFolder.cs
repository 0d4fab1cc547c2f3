using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Folding;

/// <summary>
/// Undoes cheap hiding: joins texts, calls well-known pure functions on constants, puts constants in the place of variables
/// that hold them. One pass over the tokens, each looked at a bounded number of times; what is not constant stays.
/// </summary>
/// <param name="language">Whose rules hold.</param>
/// <param name="folded">An empty list that takes the tokens.</param>
internal sealed class ConstantFolder(PageLanguage language, List<ScriptToken> folded)
{
    private const int MaxText = 1 << 20;
    private const int MaxArguments = 4096;
    private const int MaxListed = 512;
    private const int MaxVariables = 20_000;

    // Characters that all folding of one page may make: pages that grow without end stop here.
    private long _budget = 64L << 20;

    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changing = new(StringComparer.Ordinal);
    private readonly List<ScriptToken> _out = folded;
    private readonly List<ScriptToken> _arguments = [];

    /// <summary>A bit for each kind of name among the constants: most names are of none and need not be looked up.</summary>
    private ulong _constantKinds;
    private readonly bool _basic = language is PageLanguage.VBScript or PageLanguage.VisualBasic;

    /// <summary>True when the budget ran out.</summary>
    internal bool IsExhausted => _budget <= 0;

    /// <summary>The folded tokens.</summary>
    internal List<ScriptToken> Fold(List<ScriptToken> tokens)
    {
        FindChanging(tokens);
        _out.EnsureCapacity(tokens.Count);
        ReadOnlySpan<ScriptToken> all = CollectionsMarshal.AsSpan(tokens);
        for (int i = 0; i < all.Length; i++)
        {
            ScriptToken token = all[i];
            ScriptToken next = i + 1 < all.Length ? all[i + 1] : new ScriptToken(TokenKind.None, "", 0);
            if (token.Kind == TokenKind.Name && (_constantKinds & KindOf(token.Text)) != 0 && _constants.TryGetValue(token.Text, out string? value) && !IsAssignment(next)
                && !(_out.Count > 0 && (_out[^1].Is('.') && language != PageLanguage.Php || _out[^1].Is("->"))) && _budget > 0)
            {
                // A function called by the text of its name.
                bool isCall = next.Is('(') && language == PageLanguage.Php && IsIdentifier(value);
                _budget -= value.Length;
                token = isCall ? new ScriptToken(TokenKind.Name, value.ToLowerInvariant(), token.Position, true)
                    : next.Is('(') && !_basic ? token
                    : new ScriptToken(TokenKind.Text, value, token.Position, true);
            }

            if (token.Kind == TokenKind.Text && next.Is('(') && language == PageLanguage.Php && IsIdentifier(token.Text))
            {
                token = new ScriptToken(TokenKind.Name, token.Text.ToLowerInvariant(), token.Position, true);
            }

            _out.Add(token);
            if (EndsWhole(token))
            {
                Reduce(next);
            }

            if (token.Kind == TokenKind.End)
            {
                Remember();
            }
        }

        return _out;
    }

    /// <summary>Variables that are set more than once, or in parts, hold no constant.</summary>
    private void FindChanging(List<ScriptToken> tokens)
    {
        HashSet<string> set = new(StringComparer.Ordinal);
        ReadOnlySpan<ScriptToken> all = CollectionsMarshal.AsSpan(tokens);
        for (int i = 0; i + 1 < all.Length; i++)
        {
            if (all[i].Kind == TokenKind.Name && all[i + 1] is { Kind: TokenKind.Mark, Text: [.., '=' or '+'] } mark
                && ((language != PageLanguage.Php && mark.Text == "=" && !set.Add(i > 1 && IsTyped(tokens[i - 1], tokens[i - 2], i > 2 ? tokens[i - 3] : default) ? tokens[i - 2].Text : tokens[i].Text)) || mark.Text is "+=" or "&=" or "++" || (mark.Text == ".=" && language != PageLanguage.Php)))
            {
                _changing.Add(tokens[i].Text);
            }
        }
    }

    private static ulong KindOf(string name) => name.Length == 0 ? 1 : 1UL << ((name[^1] + (31 * name.Length)) & 63);

    /// <summary>True between a variable and its type: <c>Dim a As String</c>, <c>var a : String</c>.</summary>
    private bool IsTyped(ScriptToken between, ScriptToken name, ScriptToken before) =>
        name.Kind == TokenKind.Name && ((_basic && between.IsName("as")) || (language == PageLanguage.JScript && between.Is(':') && before.IsName("var")));

    private static bool IsAssignment(ScriptToken token) => token.Kind == TokenKind.Mark && token.Text is "=" or "+=" or ".=" or "&=" or "++";

    private static bool IsIdentifier(string text) =>
        text.Length is > 0 and < 64 && text.AsSpan().IndexOfAnyExcept(FoldedCalls.NameCharacters) < 0;

    private ScriptToken Last(int back) => _out.Count >= back ? _out[^back] : new ScriptToken(TokenKind.None, "", 0);

    private static bool IsConstant(ScriptToken token) => token.Kind is TokenKind.Text or TokenKind.Number;

    private bool IsJoin(ScriptToken token) =>
        token.Kind == TokenKind.Mark && (token.Text == "&" && _basic || token.Text == "+" && language != PageLanguage.Php || token.Text == "." && language == PageLanguage.Php);

    private void Reduce(ScriptToken next)
    {
        // Whatever is folded ends in one of these. Each turn makes the list shorter.
        while (EndsWhole(_out[^1]) && _budget > 0 && (Joined() || Grouped(next) || Called() || Listed() || Indexed() || Mixed()))
        {
        }
    }

    private static bool EndsWhole(ScriptToken token) =>
        token.Kind == TokenKind.Text || (token.Kind == TokenKind.Mark && token.Text is [')' or ']' or '}']);

    private void Replace(int count, string text)
    {
        int position = _out[^count].Position;
        _out.RemoveRange(_out.Count - count, count);
        _budget -= text.Length + 1;
        _out.Add(new ScriptToken(TokenKind.Text, text.Length > MaxText ? text[..MaxText] : text, position, true));
    }

    private bool Joined()
    {
        if (Last(1).Kind == TokenKind.Text && IsJoin(Last(2)) && Last(3).Kind == TokenKind.Text)
        {
            Replace(3, Last(3).Text + Last(1).Text);
            return true;
        }

        return false;
    }

    /// <summary>A bracket around a constant that is no call.</summary>
    private bool Grouped(ScriptToken next)
    {
        ScriptToken before = Last(4);
        if (Last(1).Is(')') && Last(2).Kind == TokenKind.Text && Last(3).Is('(') && !next.Is('=')
            && before.Kind is not (TokenKind.Name or TokenKind.Text) && !before.Is(')') && !before.Is(']'))
        {
            Replace(3, Last(2).Text);
            return true;
        }

        return false;
    }

    private bool Called()
    {
        if (!Last(1).Is(')') || !(IsConstant(Last(2)) || Last(2).Is('(') || Last(2).Is(',')))
        {
            return false;
        }

        // Backwards over constants to the opening bracket.
        List<ScriptToken> arguments = _arguments;
        arguments.Clear();
        int at = _out.Count - 2;
        while (at >= 0 && arguments.Count <= MaxArguments && !_out[at].Is('('))
        {
            if (IsConstant(_out[at]))
            {
                arguments.Add(_out[at]);
            }
            else if (!_out[at].Is(','))
            {
                return false;
            }

            at--;
        }

        if (at < 1 || arguments.Count > MaxArguments || _out[at - 1].Kind != TokenKind.Name)
        {
            return false;
        }

        arguments.Reverse();
        int length = _out.Count - at;
        string name = _out[at - 1].Text;
        if (Last(length + 2).Is('.') && language != PageLanguage.Php && Last(length + 3) is { Kind: TokenKind.Text } receiver)
        {
            string? changed = FoldedCalls.OnText(name, receiver.Text, arguments);
            if (changed is not null)
            {
                Replace(length + 3, changed);
                return true;
            }
        }

        string? result = FoldedCalls.Call(name, arguments, _basic);
        if (result is null || result.Length > MaxText)
        {
            return false;
        }

        // The classes before a method's name go with it.
        int taken = length + 1;
        while (language != PageLanguage.Php && Last(taken + 1).Is('.') && Last(taken + 2).Kind == TokenKind.Name)
        {
            taken += 2;
        }

        // new string(...): the object is its text.
        taken += name == "string" && Last(taken + 1).IsName("new") ? 1 : 0;
        Replace(taken, result);
        return true;
    }

    /// <summary>new char[] { 'a', 'b' } and new byte[] { 97, 98 } where the bytes are letters.</summary>
    private bool Listed()
    {
        if (!Last(1).Is('}') || _basic || language == PageLanguage.Php)
        {
            return false;
        }

        int items = 0;
        while (items <= MaxListed && IsConstant(Last(2 + (2 * items))) && Last(3 + (2 * items)).Is(','))
        {
            items++;
        }

        int open = 3 + (2 * items);
        bool isChar = Last(open + 3).IsName("char");
        if (items > MaxListed || !IsConstant(Last(open - 1)) || !Last(open).Is('{') || !Last(open + 1).Is(']') || !Last(open + 2).Is('[') || !(isChar || Last(open + 3).IsName("byte")))
        {
            return false;
        }

        StringBuilder text = new();
        for (int back = open - 1; back >= 2; back -= 2)
        {
            ScriptToken item = Last(back);
            if (item.Kind == TokenKind.Text && item.Text.Length == 1 && isChar)
            {
                text.Append(item.Text);
            }
            else if (item.Kind == TokenKind.Number && int.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code is >= ' ' and <= '~')
            {
                text.Append((char)code);
            }
            else
            {
                return false;
            }
        }

        Replace(open + 3 + (Last(open + 4).IsName("new") ? 1 : 0), text.ToString());
        return true;
    }

    /// <summary>"abc"[1] and "abc"{1} of PHP and JScript.</summary>
    private bool Indexed()
    {
        if ((Last(1).Is(']') || Last(1).Is('}')) && Last(2).Kind == TokenKind.Number && (Last(3).Is('[') || Last(3).Is('{')) && Last(4).Kind == TokenKind.Text
            && int.TryParse(Last(2).Text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < Last(4).Text.Length)
        {
            Replace(4, Last(4).Text[index].ToString());
            return true;
        }

        return false;
    }

    /// <summary>"ab" ^ "cd" and ~"ab" of PHP.</summary>
    private bool Mixed()
    {
        if (language != PageLanguage.Php || Last(1).Kind != TokenKind.Text)
        {
            return false;
        }

        if (Last(2).Is('^') && Last(3).Kind == TokenKind.Text)
        {
            string left = Last(3).Text, right = Last(1).Text;
            StringBuilder mixed = new();
            for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
            {
                mixed.Append((char)((left[i] ^ right[i]) & 0xFF));
            }

            Replace(3, mixed.ToString());
            return true;
        }

        if (Last(2).Is('~'))
        {
            Replace(2, new string([.. Last(1).Text.Select(c => (char)(~c & 0xFF))]));
            return true;
        }

        return false;
    }

    /// <summary>Keeps <c>name = "text"</c> at the end of a statement.</summary>
    private void Remember()
    {
        // ... name = text ;
        ScriptToken value = Last(2), mark = Last(3), name = IsTyped(Last(5), Last(6), Last(7)) ? Last(6) : Last(4);
        if (name.Kind != TokenKind.Name || mark.Kind != TokenKind.Mark || _changing.Contains(name.Text) || _constants.Count >= MaxVariables
            || Last(5).Is('.') || Last(5).Is("->"))
        {
            return;
        }

        if (value.Kind is TokenKind.Text && mark.Text == "=")
        {
            _constants[name.Text] = value.Text;
            _constantKinds |= KindOf(name.Text);
        }
        else if (value.Kind is TokenKind.Text && mark.Text == ".=" && _constants.TryGetValue(name.Text, out string? before) && before.Length + value.Text.Length <= MaxText)
        {
            _budget -= before.Length;
            _constants[name.Text] = before + value.Text;
        }
        else if (mark.Text is "=" or ".=")
        {
            _constants.Remove(name.Text);
        }
    }
}
