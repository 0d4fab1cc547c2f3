namespace Hindcast.Simulation.Evaluation;

/// <summary>How many steps of a kind there were.</summary>
/// <param name="Kind">The kind of step.</param>
/// <param name="Visible">Steps of which a row or a file is in the evidence.</param>
/// <param name="Found">Of these, those that an observation stands at.</param>
public sealed record StepCount(string Kind, int Visible, int Found);
