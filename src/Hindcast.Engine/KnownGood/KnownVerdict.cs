namespace Hindcast.Engine.KnownGood;

/// <summary>What a table of known files says of one file.</summary>
/// <param name="State">The state.</param>
/// <param name="Name">The known path, or the known name that it looks like; "" when unknown.</param>
public readonly record struct KnownVerdict(KnownState State, string Name)
{
    /// <summary>The state as rules write it: match, changed, elsewhere, lookalike, unknown.</summary>
    public string Word => State.ToString().ToLowerInvariant();
}
