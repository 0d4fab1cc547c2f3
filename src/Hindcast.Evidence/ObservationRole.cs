namespace Hindcast.Evidence;

/// <summary>What kind of thing a detection sees.</summary>
public enum ObservationRole : byte
{
    /// <summary>A request as it came in.</summary>
    Request,

    /// <summary>Something that the server did: a cmdlet that ran, a file written.</summary>
    Effect,

    /// <summary>A thing left on the server, such as a web shell.</summary>
    Artefact,

    /// <summary>The use of a thing left on the server.</summary>
    Use,

    /// <summary>Something that defenders did: a rewrite rule, a stopped service, a scanner's run. Never counted as an attack.</summary>
    Mitigation,
}
