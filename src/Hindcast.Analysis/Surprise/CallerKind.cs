namespace Hindcast.Analysis.Surprise;

/// <summary>Whom a row names as the one who asked.</summary>
public enum CallerKind : byte
{
    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>A person or a service.</summary>
    Person,

    /// <summary>A mailbox of managed availability.</summary>
    Monitor,

    /// <summary>The account of a computer.</summary>
    Machine,
}
