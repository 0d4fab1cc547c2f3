namespace Hindcast.WebShells.Lexing;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind : byte
{
    /// <summary>No token: what stands before the first and behind the last.</summary>
    None,

    /// <summary>Identifier, keyword or PHP variable (with its dollar sign).</summary>
    Name,

    /// <summary>String literal, escapes undone.</summary>
    Text,

    /// <summary>Number, in decimal.</summary>
    Number,

    /// <summary>Operator or bracket.</summary>
    Mark,

    /// <summary>End of a statement: a semicolon, or a line end where the language ends statements with lines.</summary>
    End,
}
