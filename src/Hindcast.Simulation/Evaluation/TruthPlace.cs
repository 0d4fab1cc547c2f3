namespace Hindcast.Simulation.Evaluation;

/// <summary>What a place in the evidence belongs to.</summary>
internal enum TruthPlace : byte
{
    Background,
    Lookalike,
    Scan,
    Intrusion,
}
