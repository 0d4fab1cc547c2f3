namespace Hindcast.Simulation.Evaluation;

/// <summary>How a verdict compares with what the evidence can show.</summary>
public enum VerdictGrade : byte
{
    /// <summary>The same rung of the ladder.</summary>
    Right,

    /// <summary>Lower than the evidence shows.</summary>
    TooLow,

    /// <summary>Higher than the evidence shows.</summary>
    TooHigh,
}
