using System.Globalization;
using System.Text;

namespace Hindcast.WebShells.Lexing;

/// <summary>
/// Cuts code of any of the languages into tokens: one pass, no look back, comments gone, escapes undone. Never fails: what is
/// no token is skipped. Not thread-safe.
/// </summary>
internal sealed class ScriptLexer(PageLanguage language, string text, NameTable names)
{
    /// <summary>Most tokens taken from one stretch of code.</summary>
    internal const int MaxTokens = 300_000;

    /// <summary>Interpolated texts in holes of interpolated texts.</summary>
    private const int MaxHoles = 8;

    private readonly bool _basic = language is PageLanguage.VBScript or PageLanguage.VisualBasic;
    private readonly bool _php = language == PageLanguage.Php;
    private readonly bool _unicodeNames = language is PageLanguage.CSharp or PageLanguage.Java or PageLanguage.JScript;
    private readonly StringBuilder _buffer = new();
    private readonly NameTable _names = names;
    private int _start;
    private int _end;
    private int _at;
    private int _depth;

    /// <summary>Appends the tokens of a stretch; false when there were more than the limit.</summary>
    internal bool Read(List<ScriptToken> tokens, int start, int end)
    {
        (_start, _at, _end) = (start, start, end);
        while (_at < end)
        {
            if (tokens.Count >= MaxTokens)
            {
                return false;
            }

            char c = text[_at];
            if (c is ' ' or '\t')
            {
                _at++;
            }
            else if (char.IsAsciiLetter(c) && !_basic)
            {
                // Most of code: no comment of these languages begins with a letter.
                Name(tokens);
            }
            else
            {
                Token(tokens, c);
            }
        }

        tokens.Add(new ScriptToken(TokenKind.End, ";", Math.Max(_start, end - 1)));
        return true;
    }

    /// <summary>Goes over one token, blank or comment.</summary>
    private void Token(List<ScriptToken> tokens, char c)
    {
        if (c is '\n' or '\r')
        {
            if (_basic)
            {
                LineEnd(tokens);
            }

            _at++;
        }
        else if (char.IsWhiteSpace(c) || SkipComment(c))
        {
            _at += char.IsWhiteSpace(c) ? 1 : 0;
        }
        else if (IsNameStart(c))
        {
            Name(tokens);
        }
        else if (char.IsAsciiDigit(c) || (_basic && c == '&' && Peek(1) is 'h' or 'H' && char.IsAsciiHexDigit(Peek(2))))
        {
            Number(tokens);
        }
        else if (c == '"' || (!_basic && c == '\'') || (_php && c == '`'))
        {
            Text(tokens, c);
        }
        else
        {
            Mark(tokens, c);
        }
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' || c >= 0x80;

    private char Peek(int ahead) => _at + ahead < _end ? text[_at + ahead] : '\0';

    private bool IsNameStart(char c) =>
        char.IsAsciiLetter(c) || c == '_' || c >= 0x80 || (c == '$' && (_php || language is PageLanguage.JScript or PageLanguage.Java) && IsNamePart(Peek(1)))
        || (c == '@' && language == PageLanguage.CSharp && (char.IsAsciiLetter(Peek(1)) || Peek(1) == '_'))
        || (c == '\\' && _unicodeNames && Peek(1) is 'u' or 'U' && char.IsAsciiHexDigit(Peek(2)));

    private bool SkipComment(char c)
    {
        if (_basic)
        {
            bool remark = c == '\'' || (c is 'r' or 'R' && Peek(1) is 'e' or 'E' && Peek(2) is 'm' or 'M' && !IsNamePart(Peek(3)) && (_at == _start || text[_at - 1] is '\n' or ':' or ' ' or '\t'));
            if (remark)
            {
                SkipLine();
            }
            else if (c == '_' && (Peek(1) is '\r' or '\n' || (Peek(1) is ' ' or '\t' && Peek(2) is '\r' or '\n')))
            {
                // A continued line.
                SkipLine();
                _at = Math.Min(_end, _at + (Peek(0) == '\r' && Peek(1) == '\n' ? 2 : 1));
                return true;
            }

            return remark;
        }

        if (c == '/' && Peek(1) == '*')
        {
            int close = text.IndexOf("*/", _at + 2, Math.Max(0, _end - _at - 2), StringComparison.Ordinal);
            _at = close < 0 ? _end : close + 2;
            return true;
        }

        if ((c == '/' && Peek(1) == '/') || (_php && c == '#' && Peek(1) != '[') || (c == '#' && language == PageLanguage.CSharp))
        {
            SkipLine();
            return true;
        }

        return false;
    }

    private void SkipLine()
    {
        ReadOnlySpan<char> rest = text.AsSpan(_at, _end - _at);
        int close = rest.IndexOfAny('\n', '\r');
        if (_unicodeNames)
        {
            // C# and JScript end a line at the separators of Unicode, too: what seems to be a comment may go on as code.
            int separator = FormatCharacters.LineSeparator(close < 0 ? rest : rest[..close]);
            close = separator < 0 ? close : separator;
        }

        _at = close < 0 ? _end : _at + close;
    }

    private void LineEnd(List<ScriptToken> tokens)
    {
        if (tokens.Count > 0 && tokens[^1].Kind != TokenKind.End)
        {
            tokens.Add(new ScriptToken(TokenKind.End, ";", _at));
        }
    }

    private void Name(List<ScriptToken> tokens)
    {
        int from = _at;
        int stop = text[from] is '$' or '@' ? from + 1 : from;
        int seen = 0;
        while (stop < _end && (IsNamePart(text[stop]) || (text[stop] == '$' && language is PageLanguage.JScript or PageLanguage.Java)))
        {
            seen |= text[stop++];
        }

        if (stop == from || (_unicodeNames && stop < _end && text[stop] == '\\'))
        {
            EscapedName(tokens);
            return;
        }

        ReadOnlySpan<char> name = text.AsSpan(from, stop - from).TrimStart('@');
        if (_unicodeNames && seen >= 0x80 && FormatCharacters.Without(name, out bool hides) is { } visible)
        {
            if (visible.Length > 0)
            {
                tokens.Add(new ScriptToken(TokenKind.Name, visible.ToLowerInvariant(), from, hides));
            }

            _at = stop;
            return;
        }

        tokens.Add(new ScriptToken(TokenKind.Name, _php && name is ['$', ..] ? _names.Of(name) : _names.Lower(name), from));
        _at = stop;
    }

    /// <summary>A name that may hold escapes.</summary>
    private void EscapedName(List<ScriptToken> tokens)
    {
        int from = _at;
        bool escaped = false;
        _buffer.Clear();
        if (text[_at] is '$' or '@')
        {
            if (text[_at] == '$')
            {
                _buffer.Append('$');
            }

            _at++;
        }

        while (_at < _end)
        {
            char c = text[_at];
            if (IsNamePart(c) || (c == '$' && language is PageLanguage.JScript or PageLanguage.Java))
            {
                _buffer.Append(c);
                _at++;
            }
            else if (c == '\\' && _unicodeNames && Unicode(out char value, out int length))
            {
                _buffer.Append(value);
                _at += length;
                escaped = true;
            }
            else
            {
                break;
            }
        }

        if (_at == from)
        {
            _at++;
            return;
        }

        bool variable = _php && _buffer.Length > 0 && _buffer[0] == '$';
        string name = _buffer.ToString();
        string folded = variable ? name : name.ToLowerInvariant();
        tokens.Add(new ScriptToken(TokenKind.Name, folded, from, escaped));
    }

    private bool Unicode(out char value, out int length)
    {
        value = '\0';
        length = 0;
        int digits = Peek(1) == 'u' ? 4 : Peek(1) == 'U' ? 8 : 0;
        int at = 2;
        while (digits == 4 && Peek(at) == 'u')
        {
            at++;
        }

        if (digits == 0 || _at + at + digits > _end
            || !int.TryParse(text.AsSpan(_at + at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || code > char.MaxValue)
        {
            return false;
        }

        value = (char)code;
        length = at + digits;
        return true;
    }

    private void Number(List<ScriptToken> tokens)
    {
        int from = _at;
        if ((text[_at] == '0' && Peek(1) is 'x' or 'X') || text[_at] == '&')
        {
            _at += 2;
            while (_at < _end && char.IsAsciiHexDigit(text[_at]))
            {
                _at++;
            }

            bool hex = long.TryParse(text.AsSpan(from + 2, _at - from - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value);
            tokens.Add(new ScriptToken(TokenKind.Number, hex ? value.ToString(CultureInfo.InvariantCulture) : "0", from));
            return;
        }

        while (_at < _end && (char.IsAsciiDigit(text[_at]) || (text[_at] == '.' && char.IsAsciiDigit(Peek(1)))))
        {
            _at++;
        }

        tokens.Add(new ScriptToken(TokenKind.Number, text[from.._at], from));
        while (_at < _end && char.IsAsciiLetter(text[_at]))
        {
            _at++;
        }
    }

    private void Text(List<ScriptToken> tokens, char quote)
    {
        int from = _at;
        bool verbatim = language == PageLanguage.CSharp && from > _start && text[from - 1] == '@';
        if (quote == '"' && language is PageLanguage.CSharp or PageLanguage.VisualBasic && _depth < MaxHoles && IsInterpolated(tokens))
        {
            Holes(tokens, verbatim || _basic || (from - 1 > _start && text[from - 1] == '$' && text[from - 2] == '@'));
            return;
        }

        bool escapes = !_basic && !verbatim;
        bool single = _php && quote == '\'';
        _buffer.Clear();
        _at++;
        if (PlainText(quote, verbatim) is { } plainText)
        {
            AddText(tokens, quote, plainText, from);
            return;
        }

        while (_at < _end)
        {
            ReadOnlySpan<char> rest = text.AsSpan(_at, _end - _at);
            int plain = rest.IndexOfAny([quote, '\\', '\n', '\r']);
            if (plain != 0)
            {
                plain = plain < 0 ? rest.Length : plain;
                _buffer.Append(rest[..plain]);
                _at += plain;
                continue;
            }

            char c = text[_at];
            if (c == quote)
            {
                if ((_basic || verbatim) && Peek(1) == quote)
                {
                    _buffer.Append(quote);
                    _at += 2;
                    continue;
                }

                _at++;
                break;
            }

            if (c is '\n' or '\r' && !verbatim && !_php)
            {
                // A string does not span lines here: what looked like one was none.
                break;
            }

            if (c == '\\' && escapes)
            {
                Escape(single);
                continue;
            }

            _buffer.Append(c);
            _at++;
        }

        AddText(tokens, quote, _buffer.ToString(), from);
    }

    /// <summary>The text up to the next quote when nothing in it is escaped, doubled or a line end; most are so.</summary>
    private string? PlainText(char quote, bool verbatim)
    {
        ReadOnlySpan<char> rest = text.AsSpan(_at, _end - _at);
        int stop = rest.IndexOfAny([quote, '\\', '\n', '\r']);
        if (stop < 0 || rest[stop] != quote || ((_basic || verbatim) && stop + 1 < rest.Length && rest[stop + 1] == quote))
        {
            return null;
        }

        _at += stop + 1;
        return _names.Of(rest[..stop]);
    }

    private void AddText(List<ScriptToken> tokens, char quote, string value, int from)
    {
        if (_php && quote == '`')
        {
            // Backticks run a command: written as the call that they are.
            tokens.Add(new ScriptToken(TokenKind.Name, "shell_exec", from));
            tokens.Add(new ScriptToken(TokenKind.Mark, "(", from));
            Interpolate(tokens, value, from);
            tokens.Add(new ScriptToken(TokenKind.Mark, ")", from));
        }
        else if (_php && quote == '"' && value.Contains('$', StringComparison.Ordinal))
        {
            Interpolate(tokens, value, from);
        }
        else
        {
            tokens.Add(new ScriptToken(TokenKind.Text, value, from));
        }
    }

    /// <summary>Takes the marks before an interpolated text, <c>$</c> and perhaps <c>@</c>, off the tokens; false when there is no <c>$</c>.</summary>
    private bool IsInterpolated(List<ScriptToken> tokens)
    {
        int marks = tokens.Count > 0 && tokens[^1].Position == _at - 1 && (tokens[^1].Is('$') || tokens[^1].Is('@')) ? 1 : 0;
        marks += marks == 1 && tokens.Count > 1 && tokens[^2].Position == _at - 2 && (tokens[^2].Is('$') || tokens[^2].Is('@')) ? 1 : 0;
        bool interpolated = marks > 0 && (tokens[^1].Is('$') || (marks == 2 && tokens[^2].Is('$')));
        if (interpolated)
        {
            tokens.RemoveRange(tokens.Count - marks, marks);
        }

        return interpolated;
    }

    /// <summary>$"a {b}" as "a " + b</summary>
    private void Holes(List<ScriptToken> tokens, bool doubled)
    {
        int from = _at++;
        int first = tokens.Count;
        _depth++;
        _buffer.Clear();
        while (_at < _end && tokens.Count < MaxTokens)
        {
            char c = text[_at];
            if (c == '"' && !(doubled && Peek(1) == '"'))
            {
                _at++;
                break;
            }

            if (c is '\n' or '\r' && !doubled)
            {
                break;
            }

            if (c == '\\' && !doubled)
            {
                Escape(false);
            }
            else if (c is '{' && Peek(1) != '{')
            {
                string before = _buffer.ToString();
                if (before.Length > 0 || tokens.Count == first)
                {
                    Joint(tokens, first, from);
                    tokens.Add(new ScriptToken(TokenKind.Text, before, from));
                }

                _at++;
                Joint(tokens, first, from);
                Hole(tokens);
                _buffer.Clear();
            }
            else
            {
                _buffer.Append(c);
                _at += c is '"' or '{' or '}' && Peek(1) == c ? 2 : 1;
            }
        }

        _depth--;
        if (_buffer.Length > 0 || tokens.Count == first)
        {
            Joint(tokens, first, from);
            tokens.Add(new ScriptToken(TokenKind.Text, _buffer.ToString(), from));
        }

        _buffer.Clear();
    }

    /// <summary>The code of one hole, to the brace that closes it.</summary>
    private void Hole(List<ScriptToken> tokens)
    {
        int open = 0;
        while (_at < _end && tokens.Count < MaxTokens && text[_at] is not ('\n' or '\r'))
        {
            char c = text[_at];
            if (c == '}' && open-- == 0)
            {
                _at++;
                return;
            }

            open += c == '{' ? 1 : 0;
            Token(tokens, c);
        }
    }

    private static void Joint(List<ScriptToken> tokens, int first, int from)
    {
        if (tokens.Count > first)
        {
            tokens.Add(new ScriptToken(TokenKind.Mark, "+", from));
        }
    }

    /// <summary>"a $b" as "a " . $b</summary>
    private static void Interpolate(List<ScriptToken> tokens, string value, int from)
    {
        int done = 0;
        bool first = true;
        for (int i = 0; i < value.Length - 1; i++)
        {
            if (value[i] != '$' || !(char.IsAsciiLetter(value[i + 1]) || value[i + 1] is '_' or '{'))
            {
                continue;
            }

            int name = value[i + 1] == '{' ? i + 2 : i + 1;
            int stop = name;
            while (stop < value.Length && IsNamePart(value[stop]))
            {
                stop++;
            }

            if (stop == name)
            {
                continue;
            }

            if (i > done)
            {
                Join(tokens, ref first, from);
                tokens.Add(new ScriptToken(TokenKind.Text, value[done..i], from));
            }

            Join(tokens, ref first, from);
            tokens.Add(new ScriptToken(TokenKind.Name, "$" + value[name..stop], from));
            done = stop;
            i = stop - 1;
        }

        if (done < value.Length || first)
        {
            Join(tokens, ref first, from);
            tokens.Add(new ScriptToken(TokenKind.Text, value[done..], from));
        }
    }

    private static void Join(List<ScriptToken> tokens, ref bool first, int from)
    {
        if (!first)
        {
            tokens.Add(new ScriptToken(TokenKind.Mark, ".", from));
        }

        first = false;
    }

    private void Escape(bool single)
    {
        char next = Peek(1);
        if (single)
        {
            _buffer.Append(next is '\'' or '\\' ? next : '\\');
            _at += next is '\'' or '\\' ? 2 : 1;
            return;
        }

        if (next == 'x' && char.IsAsciiHexDigit(Peek(2)))
        {
            int digits = char.IsAsciiHexDigit(Peek(3)) ? 2 : 1;
            _buffer.Append((char)int.Parse(text.AsSpan(_at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            _at += 2 + digits;
            return;
        }

        if (next is 'u' or 'U' && Unicode(out char value, out int length))
        {
            _buffer.Append(value);
            _at += length;
            return;
        }

        if (next is >= '0' and <= '7')
        {
            int code = 0, digits = 0;
            while (digits < 3 && Peek(1 + digits) is >= '0' and <= '7')
            {
                code = (code * 8) + (Peek(1 + digits) - '0');
                digits++;
            }

            _buffer.Append((char)(code & 0xFF));
            _at += 1 + digits;
            return;
        }

        _buffer.Append(next switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '\0' => '\\', _ => next });
        _at += next == '\0' ? 1 : 2;
    }

    private void Mark(List<ScriptToken> tokens, char c)
    {
        int from = _at;
        if (c == ';' || (c == ':' && _basic))
        {
            _at++;
            tokens.Add(new ScriptToken(TokenKind.End, ";", from));
            return;
        }

        if (_php && c == '<' && Peek(1) == '<' && Peek(2) == '<' && Heredoc(tokens))
        {
            return;
        }

        if (c is '(' or ')' or '{' or '}' or ',' or '[' or ']')
        {
            _at++;
            tokens.Add(new ScriptToken(TokenKind.Mark, Single[c], from));
            return;
        }

        string mark = c switch
        {
            '=' when Peek(1) == '=' => Peek(2) == '=' ? "===" : "==",
            '=' when Peek(1) == '>' => "=>",
            '!' when Peek(1) == '=' => Peek(2) == '=' ? "!==" : "!=",
            '<' when Peek(1) == '>' => "<>",
            '<' when Peek(1) == '=' => "<=",
            '>' when Peek(1) == '=' => ">=",
            '+' when Peek(1) == '=' => "+=",
            '.' when Peek(1) == '=' && _php => ".=",
            '&' when Peek(1) == '=' => "&=",
            '&' when Peek(1) == '&' => "&&",
            '-' when Peek(1) == '>' => "->",
            '+' when Peek(1) == '+' => "++",
            ':' when Peek(1) == ':' => "::",
            '?' when Peek(1) == '.' => ".",
            _ => c < 128 ? Single[c] : "?",
        };
        _at += c == '?' && mark == "." ? 2 : mark.Length;

        // In PHP a dot joins texts; members are reached by arrows and double colons.
        tokens.Add(new ScriptToken(TokenKind.Mark, mark == "::" ? "->" : mark, from));
    }

    private bool Heredoc(List<ScriptToken> tokens)
    {
        int name = _at + 3;
        while (name < _end && text[name] is ' ' or '\'' or '"')
        {
            name++;
        }

        int stop = name;
        while (stop < _end && IsNamePart(text[stop]))
        {
            stop++;
        }

        int line = stop < _end && stop > name ? text.IndexOf('\n', stop, _end - stop) : -1;
        if (line < 0)
        {
            return false;
        }

        string mark = "\n" + text[name..stop];
        int close = text.IndexOf(mark, line, _end - line, StringComparison.Ordinal);
        int body = close < 0 ? _end : Math.Max(close, line + 1);
        Interpolate(tokens, text[Math.Min(line + 1, body)..body], _at);
        _at = close < 0 ? _end : close + mark.Length;
        return true;
    }

    private static readonly string[] Single = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];
}
