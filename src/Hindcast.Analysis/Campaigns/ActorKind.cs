namespace Hindcast.Analysis.Campaigns;

/// <summary>What kind of name an actor has.</summary>
public enum ActorKind : byte
{
    /// <summary>A group that reports of several cases know by name.</summary>
    Group,

    /// <summary>Activity that a publisher described and tied to no known group.</summary>
    Cluster,

    /// <summary>A crew that is after money: ransom, mining, access to sell.</summary>
    Criminal,
}
