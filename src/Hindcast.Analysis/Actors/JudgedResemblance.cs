using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actors;

/// <summary>A resemblance and what the table of explanations has to know of it.</summary>
/// <param name="Resemblance">What is said.</param>
/// <param name="TooEarly">True when the first sign lies before all known activity of the group.</param>
internal sealed record JudgedResemblance(Resemblance Resemblance, bool TooEarly);
