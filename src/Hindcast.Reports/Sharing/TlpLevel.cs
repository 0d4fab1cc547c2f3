namespace Hindcast.Reports.Sharing;

/// <summary>Traffic Light Protocol 2.0 (FIRST): who may see what is shared. Ordered from open to closed.</summary>
public enum TlpLevel : byte
{
    /// <summary>Everybody.</summary>
    Clear,

    /// <summary>The community.</summary>
    Green,

    /// <summary>The organisation and its clients, on a need-to-know basis.</summary>
    Amber,

    /// <summary>The organisation only.</summary>
    AmberStrict,

    /// <summary>The people addressed.</summary>
    Red,
}
