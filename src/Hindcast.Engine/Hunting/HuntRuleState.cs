namespace Hindcast.Engine.Hunting;

/// <summary>What can be said of a rule after a hunt.</summary>
public enum HuntRuleState
{
    /// <summary>Not run: excluded, below the level, or without the tag.</summary>
    LeftOut,

    /// <summary>No mapping covers its log source: it can never fire.</summary>
    Unmapped,

    /// <summary>The evidence holds no record of its log source.</summary>
    NoEvidence,

    /// <summary>Records of its log source are there, but all lack what it asks for: event id or field.</summary>
    CouldNotFire,

    /// <summary>It was tried on records that it could have met, and met none.</summary>
    Silent,

    /// <summary>It matched.</summary>
    Matched,
}
