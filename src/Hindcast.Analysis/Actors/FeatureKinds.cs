namespace Hindcast.Analysis.Actors;

/// <summary>
/// The kinds of feature that clusters are told apart by, and what agreement in one is worth, in tenths. Kinds are
/// independent of each other: many shared addresses are still one kind. Working hours are left out: over a few
/// observations they tell nothing.
/// </summary>
internal static class FeatureKinds
{
    internal const string Address = "address";
    internal const string Agent = "user-agent";
    internal const string Page = "page";
    internal const string PageKey = "page-key";
    internal const string File = "file";
    internal const string Command = "command";
    internal const string Account = "account";

    /// <summary>
    /// What it takes to merge two intrusions: agreement in this many kinds by values that are not in use by many. A shared
    /// address and a public tool are not enough: both can be had by anyone.
    /// </summary>
    internal const int MergeKinds = 2;

    /// <summary>What agreement of a kind is worth.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="common">True when all that agrees is in use by many.</param>
    internal static int Weight(string kind, bool common) => (kind, common) switch
    {
        (_, true) => 10,
        (Address, _) => 40,
        (PageKey, _) or (File, _) => 40,
        _ => 30,
    };
}
