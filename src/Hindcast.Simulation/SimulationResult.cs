using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation;

/// <summary>What a simulation left.</summary>
/// <param name="EvidenceFolder">The evidence, as a collector leaves it.</param>
/// <param name="TruthFile">truth.json, beside it.</param>
/// <param name="Truth">Its content.</param>
/// <param name="Rows">Rows of the logs in the evidence.</param>
/// <param name="Bytes">Bytes of the logs in the evidence.</param>
public sealed record SimulationResult(string EvidenceFolder, string TruthFile, Truth Truth, long Rows, long Bytes);
