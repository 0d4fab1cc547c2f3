namespace Hindcast.Sigma.Detections;

/// <summary>Where a text must stand in a value.</summary>
public enum SigmaPosition : byte
{
    /// <summary>It is the whole value.</summary>
    Whole,

    /// <summary>At the beginning (<c>startswith</c>).</summary>
    Start,

    /// <summary>At the end (<c>endswith</c>).</summary>
    End,

    /// <summary>Anywhere (<c>contains</c>).</summary>
    Anywhere,
}
