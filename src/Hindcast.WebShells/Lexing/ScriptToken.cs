namespace Hindcast.WebShells.Lexing;

/// <summary>A word, literal or mark of code.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A name (lower case, but PHP variables as written), a string's value, a number's digits or a mark.</param>
/// <param name="Position">Where it starts in the page.</param>
/// <param name="IsFolded">True when the value was put together by folding: the page does not spell it.</param>
internal readonly record struct ScriptToken(TokenKind Kind, string Text, int Position, bool IsFolded = false)
{
    internal bool Is(string mark) => Kind == TokenKind.Mark && Text == mark;

    /// <summary>The same for a mark of one character, without comparing texts.</summary>
    internal bool Is(char mark) => Kind == TokenKind.Mark && Text.Length == 1 && Text[0] == mark;

    internal bool IsName(string name) => Kind == TokenKind.Name && Text == name;
}
