using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// Joins observations into chains of one hand each. Shared values first: the same record, request, session, page that something was
/// sent to, or process tree. Then what a correlation found together. Then closeness: the same source within an hour; an effect of the server just after a request; a page
/// first used after the only act that could have placed it. What is left apart stays apart.
/// </summary>
internal static class ChainBuilder
{
    /// <summary>One source without a sign for longer is taken to have gone and come back, maybe as somebody else.</summary>
    private static readonly TimeSpan SourceGap = TimeSpan.FromHours(1);

    /// <summary>How long an effect may lie behind the request that made it.</summary>
    private static readonly TimeSpan EffectAfter = TimeSpan.FromMinutes(2);

    /// <summary>How long an effect may lie before its request: logs are written when a request ends.</summary>
    private static readonly TimeSpan EffectBefore = TimeSpan.FromSeconds(10);

    /// <summary>Effects without a request this close together are taken as one act.</summary>
    private static readonly TimeSpan EffectGap = TimeSpan.FromMinutes(10);

    /// <summary>How long after it was placed a page's first use may come.</summary>
    private static readonly TimeSpan PlacedBeforeUse = TimeSpan.FromDays(14);

    /// <summary>Groups the facts, which are in time order.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="byPage">False to leave apart what nothing but a page joins.</param>
    internal static FactGroups Build(IReadOnlyList<ObservationFacts> facts, bool byPage = true)
    {
        FactGroups groups = new(facts.Count);
        JoinByKeys(facts, groups, byPage);
        JoinParts(facts, groups);
        JoinBySource(facts, groups);
        JoinEffects(facts, groups);
        if (byPage)
        {
            JoinPagesToPlacements(facts, groups);
        }

        return groups;
    }

    private static void JoinByKeys(IReadOnlyList<ObservationFacts> facts, FactGroups groups, bool byPage)
    {
        Dictionary<(string, string), int> first = [];
        for (int i = 0; i < facts.Count; i++)
        {
            foreach ((string Kind, string Value) key in facts[i].HardKeys.Where(k => byPage || k.Kind != ObservationFacts.PageKind))
            {
                if (!first.TryAdd(key, i))
                {
                    // A page is handed on, and found by others: whoever uses it need not be who placed it.
                    groups.Join(new FactLink(first[key], i, key.Kind == ObservationFacts.PageKind ? LinkStrength.Soft : LinkStrength.Hard, key.Kind, key.Value));
                }
            }
        }
    }

    /// <summary>A correlation names the observations that it is made of.</summary>
    private static void JoinParts(IReadOnlyList<ObservationFacts> facts, FactGroups groups)
    {
        Dictionary<string, int> byId = new(StringComparer.Ordinal);
        for (int i = 0; i < facts.Count; i++)
        {
            byId[facts[i].Observation.Id] = i;
        }

        for (int i = 0; i < facts.Count; i++)
        {
            foreach (string part in facts[i].Parts)
            {
                if (byId.TryGetValue(part, out int other))
                {
                    groups.Join(new FactLink(other, i, LinkStrength.Soft, "correlation", facts[i].Meaning.Title));
                }
            }
        }
    }

    private static void JoinBySource(IReadOnlyList<ObservationFacts> facts, FactGroups groups)
    {
        Dictionary<string, int> last = new(StringComparer.Ordinal);
        for (int i = 0; i < facts.Count; i++)
        {
            ObservationFacts fact = facts[i];
            if (fact.Address.Length == 0 || fact.Ticks < 0)
            {
                continue;
            }

            if (last.TryGetValue(fact.Address, out int before) && fact.Ticks - facts[before].Ticks <= SourceGap.Ticks)
            {
                groups.Join(new FactLink(before, i, LinkStrength.Soft, "source", fact.Address));
            }

            last[fact.Address] = i;
        }
    }

    private static void JoinEffects(IReadOnlyList<ObservationFacts> facts, FactGroups groups)
    {
        int[] requests = [.. Enumerable.Range(0, facts.Count).Where(i => IsRequest(facts[i]))];
        HashSet<int> withRequest = [.. requests.Select(groups.Find)];
        int before = -1;
        for (int i = 0; i < facts.Count; i++)
        {
            if (facts[i].Ticks < 0 || facts[i].Address.Length > 0 || facts[i].Meaning.Role == ObservationRole.Request
                || withRequest.Contains(groups.Find(i)))
            {
                continue;
            }

            int nearest = Nearest(facts, requests, facts[i].Ticks);
            if (nearest >= 0)
            {
                groups.Join(new FactLink(nearest, i, LinkStrength.Soft, "time", Seconds(facts[i].Ticks - facts[nearest].Ticks)));
            }
            else if (before >= 0 && facts[i].Ticks - facts[before].Ticks <= EffectGap.Ticks)
            {
                groups.Join(new FactLink(before, i, LinkStrength.Soft, "time", Seconds(facts[i].Ticks - facts[before].Ticks)));
            }

            before = nearest >= 0 ? before : i;
        }
    }

    /// <summary>The request nearest in time to an effect, or -1; of two equally near, the earlier.</summary>
    private static int Nearest(IReadOnlyList<ObservationFacts> facts, int[] requests, long ticks)
    {
        int best = -1;
        long bestDistance = long.MaxValue;
        int low = LowerBound(facts, requests, ticks - EffectAfter.Ticks);
        for (int i = low; i < requests.Length && facts[requests[i]].Ticks <= ticks + EffectBefore.Ticks; i++)
        {
            long distance = Math.Abs(ticks - facts[requests[i]].Ticks);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (requests[i], distance);
            }
        }

        return best;
    }

    private static int LowerBound(IReadOnlyList<ObservationFacts> facts, int[] requests, long ticks)
    {
        int low = 0, high = requests.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = facts[requests[middle]].Ticks < ticks ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// A page that lies there or was used, and nothing that shows how it came: if there is an act that placed something and
    /// has no page yet, the page is taken as its work; one from the same source first, else the last one before the use.
    /// </summary>
    private static void JoinPagesToPlacements(IReadOnlyList<ObservationFacts> facts, FactGroups groups)
    {
        List<int> placements = [];
        HashSet<int> groupsWithPage = [];
        for (int i = 0; i < facts.Count; i++)
        {
            if (facts[i].OwnsPage)
            {
                groupsWithPage.Add(groups.Find(i));
            }
            else if (facts[i].PlacesPage && facts[i].Ticks >= 0)
            {
                placements.Add(i);
            }
        }

        ILookup<int, int> members = Enumerable.Range(0, facts.Count).ToLookup(groups.Find);
        foreach (int page in groupsWithPage.Order().Where(g => members[g].All(i => !placements.Contains(i))).ToArray())
        {
            int[] own = [.. members[page]];
            int use = own.Where(i => facts[i].Ticks >= 0).DefaultIfEmpty(-1).First();
            HashSet<string> addresses = [.. own.Select(i => facts[i].Address).Where(a => a.Length > 0)];
            int[] open = [.. placements.Where(p => !groupsWithPage.Contains(groups.Find(p)) && Precedes(facts, p, use))];
            int chosen = open.LastOrDefault(p => members[groups.Find(p)].Any(i => addresses.Contains(facts[i].Address)), -1);
            chosen = chosen < 0 && (use >= 0 || open.Select(groups.Find).Distinct().Count() == 1) ? open.DefaultIfEmpty(-1).Last() : chosen;
            if (chosen >= 0)
            {
                groups.Join(new FactLink(chosen, own[0], LinkStrength.Soft, "placed", facts[own.First(i => facts[i].Page.Length > 0)].Page));
                groupsWithPage.Add(groups.Find(chosen));
            }
        }
    }

    private static bool Precedes(IReadOnlyList<ObservationFacts> facts, int placement, int use) =>
        use < 0 || (facts[placement].Ticks <= facts[use].Ticks + EffectBefore.Ticks
            && facts[use].Ticks - facts[placement].Ticks <= PlacedBeforeUse.Ticks);

    private static bool IsRequest(ObservationFacts fact) =>
        fact.Ticks >= 0 && fact.Address.Length > 0
        && fact.Meaning.Role is ObservationRole.Request or ObservationRole.Use && fact.Meaning.Outcome >= Outcome.Attempted;

    private static string Seconds(long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"{ticks / (double)TimeSpan.TicksPerSecond:0.###} s");
}
