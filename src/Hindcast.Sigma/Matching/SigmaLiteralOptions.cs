namespace Hindcast.Sigma.Matching;

/// <summary>How raw text differs from field values, for <see cref="SigmaRule.RequiredLiterals"/>. Immutable.</summary>
public sealed record SigmaLiteralOptions
{
    /// <summary>
    /// Quotes (doubled in CSV), blank and plus (user agents in IIS), question mark (between stem and query) and
    /// control characters; field values are otherwise as in the raw text.
    /// </summary>
    public static SigmaLiteralOptions Default { get; } = new();

    /// <summary>Characters that the raw text may write differently; literals are cut at them. Control characters always are.</summary>
    public string BreakCharacters { get; init; } = "\"?+ ";

    /// <summary>Shortest literal worth searching, in UTF-16 units.</summary>
    public int MinimumLength { get; init; } = 2;

    /// <summary>Most literals for one rule; beyond it the rule has none.</summary>
    public int MaxLiterals { get; init; } = 2_000;

    /// <summary>
    /// Estimates how common a literal (in the fold of <see cref="SigmaRule.RequiredLiterals"/>) is in the raw text; any
    /// scale, 0 for rare. Decides which of several sets is chosen, never whether one is right. Null when not known.
    /// </summary>
    public Func<string, int>? Commonness { get; init; }

    /// <summary>Says whether a field's value is part of the raw text; null when all are.</summary>
    public Func<string, bool>? IsInRawText { get; init; }
}
