namespace Hindcast.Simulation.Truths;

/// <summary>A day of a log that is not in the evidence.</summary>
public sealed record TruthGap
{
    /// <summary>UTC day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>not-collected, retention, wiped, fault, quota or nothing-written.</summary>
    public required string Why { get; init; }
}
