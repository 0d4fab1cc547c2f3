using Hindcast.Evidence;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 2: was it broken into?</summary>
/// <param name="Said">The assessment's word.</param>
/// <param name="Happened">What was done to the server.</param>
/// <param name="Provable">What the evidence that is left can show.</param>
/// <param name="Grade">The word against what can be shown.</param>
public sealed record VerdictScore(Outcome Said, Outcome Happened, Outcome Provable, VerdictGrade Grade)
{
    /// <summary>Nobody got anywhere, and the assessment says that somebody did: the worst mistake.</summary>
    public bool IsFalseAlarm => Happened < Outcome.Reached && Said >= Outcome.Reached;

    /// <summary>Somebody got in, the evidence shows it, and the assessment does not say so.</summary>
    public bool IsMissed => Provable >= Outcome.Reached && Said < Outcome.Reached;

    /// <summary>Somebody got in, and the evidence shows it.</summary>
    public bool IsProvable => Provable >= Outcome.Reached;
}
