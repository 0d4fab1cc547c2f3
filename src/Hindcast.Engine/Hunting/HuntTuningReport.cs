using Hindcast.Sigma.Tuning;

namespace Hindcast.Engine.Hunting;

/// <summary>What one entry of the tuning did.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Rules">Loaded rules and correlations that it concerns.</param>
/// <param name="Allowed">Matches that it took back.</param>
public sealed record HuntTuningReport(SigmaTuningEntry Entry, int Rules, long Allowed);
