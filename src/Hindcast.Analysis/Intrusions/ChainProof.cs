using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// Finds steps that could only be made with what an earlier step brought back. They prove that the earlier one worked
/// even where the log lacks the answer's status.
/// </summary>
internal static class ChainProof
{
    /// <summary>The observations of the longest proven chains: at least three steps in order, close together.</summary>
    internal static IReadOnlyList<Observation> Find(Campaign campaign, IReadOnlyList<Observation> observations)
    {
        if (campaign.Chain is not { } chain)
        {
            return [];
        }

        List<Observation> proven = [];
        List<Observation> current = [];
        foreach (Observation observation in observations)
        {
            int step = IndexOf(chain.Steps, campaign.Detections[observation.RuleId].Step);
            if (step < 0 || observation.Time is not { } time)
            {
                continue;
            }

            bool late = current.Count > 0 && time.UtcTicks - current[^1].Time!.Value.UtcTicks > chain.Window.Ticks;
            int last = current.Count > 0 ? IndexOf(chain.Steps, campaign.Detections[current[^1].RuleId].Step) : -1;
            if (!late && step == last + 1)
            {
                current.Add(observation);
            }
            else if (late || step != last)
            {
                Keep(current, proven);
                current = step == 0 ? [observation] : [];
            }
        }

        Keep(current, proven);
        return proven;
    }

    private static void Keep(List<Observation> current, List<Observation> proven)
    {
        if (current.Count >= 3)
        {
            proven.AddRange(current);
        }
    }

    private static int IndexOf(IReadOnlyList<string> steps, string step)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i] == step)
            {
                return i;
            }
        }

        return -1;
    }
}
