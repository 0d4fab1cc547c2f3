namespace Hindcast.Sigma;

/// <summary>How grave a match is.</summary>
public enum SigmaLevel : byte
{
    /// <summary>The rule does not say.</summary>
    Unstated,

    /// <summary>For information.</summary>
    Informational,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,

    /// <summary>Critical.</summary>
    Critical,
}
