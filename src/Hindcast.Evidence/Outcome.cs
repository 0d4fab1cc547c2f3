namespace Hindcast.Evidence;

/// <summary>
/// How far an attack came, as far as evidence shows. Ordered: a higher value is worse. A request alone never gets above
/// <see cref="Reached"/>; <see cref="Succeeded"/> needs an effect in a log that the request did not write.
/// </summary>
public enum Outcome : byte
{
    /// <summary>No sign.</summary>
    None,

    /// <summary>Somebody looked whether the flaw is there, without using it.</summary>
    Scanned,

    /// <summary>The flaw was tried; that it answered is not shown.</summary>
    Attempted,

    /// <summary>The flaw answered: what came back could only come from using it. No effect on the server is proven.</summary>
    Reached,

    /// <summary>An effect on the server is proven by an independent log or file.</summary>
    Succeeded,

    /// <summary>What the attack left behind was used afterwards.</summary>
    Used,
}
