namespace Hindcast.Evidence;

/// <summary>
/// How far a record shows that an intrusion came, finer than <see cref="Outcome"/>. Ordered: a higher rung says more.
/// That something outlives a restart or the patch is no rung of its own but a flag beside it.
/// </summary>
public enum Rung : byte
{
    /// <summary>Nothing of an intrusion.</summary>
    None,

    /// <summary>Somebody looked whether the flaw is there.</summary>
    Probed,

    /// <summary>The flaw was tried; that it answered is not shown.</summary>
    Attempted,

    /// <summary>The flaw answered.</summary>
    Reached,

    /// <summary>The server did something that it was told to: an effect in a log that the request did not write.</summary>
    Succeeded,

    /// <summary>Code of the attacker lies on the server.</summary>
    CodePlaced,

    /// <summary>Such code was run.</summary>
    CodeUsed,

    /// <summary>Credentials or mail were accessed.</summary>
    Accessed,

    /// <summary>Something was taken out, or was made ready and fetched.</summary>
    DataOut,

    /// <summary>Other machines or the directory were reached from here.</summary>
    Spread,
}
