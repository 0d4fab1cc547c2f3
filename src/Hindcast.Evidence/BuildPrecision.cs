namespace Hindcast.Evidence;

/// <summary>What a build written in a log really tells.</summary>
public enum BuildPrecision : byte
{
    /// <summary>Only the cumulative update: the field stays the same after a security update.</summary>
    CumulativeUpdate,

    /// <summary>The exact security update: a constant of the program that wrote the row.</summary>
    SecurityUpdate,
}
