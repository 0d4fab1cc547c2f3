namespace Hindcast.WebShells.Lexing;

/// <summary>
/// Lists and tables as long as code is, which one thread uses again for the next page: made anew for each they would keep the collector of
/// garbage busy. Layers of a page in a page take one each. Not thread-safe.
/// </summary>
internal sealed class TokenScratch : IDisposable
{
    /// <summary>Lists that a page of unusual length left are not kept.</summary>
    private const int MaxKept = 1 << 16;

    [ThreadStatic]
    private static Stack<TokenScratch>? _idle;

    private TokenScratch()
    {
    }

    /// <summary>Tokens as the lexer gives them.</summary>
    internal List<ScriptToken> Tokens { get; } = [];

    /// <summary>Tokens after folding.</summary>
    internal List<ScriptToken> Folded { get; } = [];

    /// <summary>Words that were seen, in this page or one before.</summary>
    internal NameTable Names { get; } = new();

    /// <summary>For each folded token the place of its partner, once <see cref="Fit"/> made room.</summary>
    internal int[] Partners { get; private set; } = [];

    /// <summary>Brackets that are open.</summary>
    internal Stack<int> Open { get; } = new();

    /// <summary>For each folded token the function that it is in.</summary>
    internal int[] Scopes { get; private set; } = [];

    /// <summary>For each folded token the key of the value of the request that is taken there; nulls at first.</summary>
    internal string?[] Sources { get; private set; } = [];

    /// <summary>Takes an empty one; dispose of it when its tokens are no longer needed.</summary>
    internal static TokenScratch Take() => (_idle ??= new()).TryPop(out TokenScratch? scratch) ? scratch : new TokenScratch();

    /// <summary>Makes the tables as long as the folded tokens, or longer.</summary>
    internal void Fit()
    {
        if (Partners.Length < Folded.Count)
        {
            int length = Math.Max(Folded.Count, 2 * Partners.Length);
            (Partners, Scopes, Sources) = (new int[length], new int[length], new string?[length]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.Clear(Sources, 0, Math.Min(Sources.Length, Folded.Count));
        Tokens.Clear();
        Folded.Clear();
        if (Tokens.Capacity <= MaxKept && Folded.Capacity <= MaxKept)
        {
            (_idle ??= new()).Push(this);
        }
    }
}
