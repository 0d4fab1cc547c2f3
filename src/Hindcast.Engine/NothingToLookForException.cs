namespace Hindcast.Engine;

/// <summary>
/// What was asked for leaves nothing to look for: a folder without packs or rules, a choice that no rule meets. That is misuse, no
/// trouble in evidence, and must never come out as "nothing found".
/// </summary>
public sealed class NothingToLookForException : Exception
{
    /// <summary>Makes one.</summary>
    public NothingToLookForException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong, for who asked.</param>
    public NothingToLookForException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong, for who asked.</param>
    /// <param name="innerException">Why.</param>
    public NothingToLookForException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
