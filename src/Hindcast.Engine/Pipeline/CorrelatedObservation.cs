using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>What a correlation found, with the observations that it is made of, in order of time.</summary>
/// <param name="Observation">The observation that stands for all of them.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record CorrelatedObservation(Observation Observation, IReadOnlyList<Observation> Parts);
