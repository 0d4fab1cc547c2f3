namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 1: exposed from when until when?</summary>
/// <param name="Flaws">Flaws that the assessment knows and the server was open to, or was said to be.</param>
/// <param name="UnknownFlaws">Flaws that the server was open to and of which the assessment's packs do not know.</param>
/// <param name="Overlap">Mean over the flaws of (time that both call open) / (time that one of them does); null without flaws.</param>
public sealed record ExposureScore(int Flaws, int UnknownFlaws, double? Overlap);
