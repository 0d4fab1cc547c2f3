namespace Hindcast.Sigma.Compilation;

/// <summary>What one thread knows about the event at hand, for one shape. Marks hold the number of the event, so nothing is cleared between events.</summary>
internal sealed class SigmaShapeState(SigmaShapePlan plan)
{
    public readonly int[] AtomStamps = new int[plan.AtomCount];
    public readonly int[] LaneStamps = new int[plan.Lanes.Length];
    public readonly int[] RuleStamps = new int[plan.Rules.Length];
    public readonly int[] Candidates = new int[plan.Rules.Length];
    public int Stamp;
    public int CandidateCount;

    public void NextEvent()
    {
        CandidateCount = 0;
        if (++Stamp == int.MaxValue)
        {
            Array.Clear(AtomStamps);
            Array.Clear(LaneStamps);
            Array.Clear(RuleStamps);
            Stamp = 1;
        }
    }
}
