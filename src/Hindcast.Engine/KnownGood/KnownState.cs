namespace Hindcast.Engine.KnownGood;

/// <summary>What a table of known files says of a file.</summary>
public enum KnownState
{
    /// <summary>Nothing: neither its place nor its content is known. That is not bad.</summary>
    Unknown,

    /// <summary>Its content is known for this place.</summary>
    Match,

    /// <summary>Its place is known, its content is not: changed by an update that the table lacks, or by somebody.</summary>
    Changed,

    /// <summary>Its content is known, but for another place.</summary>
    Elsewhere,

    /// <summary>Its name is nearly that of a known page.</summary>
    Lookalike,
}
