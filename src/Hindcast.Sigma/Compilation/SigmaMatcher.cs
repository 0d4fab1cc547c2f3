namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Runs a plan over events, on one thread. Each field's value is fetched and tested at most once per event; rules are
/// evaluated only when a test holds without which they cannot match. Allocates nothing once it has met each shape.
/// </summary>
public sealed class SigmaMatcher
{
    /// <summary>Most field matchers that remember values (about a megabyte each at most).</summary>
    private const int MaxMemories = 96;

    /// <summary>Values of a field that are tested before it gets a memory, so that the fields of rare events take none away.</summary>
    private const int RunsBeforeMemory = 64;

    private readonly SigmaPlan plan;
    private readonly SigmaValueBuilder builder = new();
    private readonly SigmaValueBuilder otherBuilder = new();
    private readonly long[] evaluations;
    private SigmaShapeState?[] states = new SigmaShapeState?[64];
    private SigmaFieldScratch?[] scratches = new SigmaFieldScratch?[64];
    private int[] matches = new int[64];
    private int memoryCount;

    internal SigmaMatcher(SigmaPlan plan)
    {
        this.plan = plan;
        evaluations = new long[plan.Rules.Count];
    }

    /// <summary>How often each rule was evaluated, by its place in the plan: its cost.</summary>
    public ReadOnlySpan<long> Evaluations => evaluations;

    /// <summary>Finds the rules that an event matches.</summary>
    /// <typeparam name="TSlots">The event's type; a struct avoids virtual calls.</typeparam>
    /// <param name="shape">The plan of the event's shape, from the same <see cref="SigmaPlan"/>.</param>
    /// <param name="slots">The event.</param>
    /// <returns>Places in <see cref="SigmaPlan.Rules"/> in ascending order, until the next call.</returns>
    public ReadOnlySpan<int> Match<TSlots>(SigmaShapePlan shape, ref TSlots slots)
        where TSlots : ISigmaSlots, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.RuleCount == 0)
        {
            return [];
        }

        SigmaShapeState state = StateOf(shape);
        state.NextEvent();
        for (int lane = 0; lane < shape.WatchedLaneCount; lane++)
        {
            Test(shape, state, lane, ref slots);
        }

        int count = 0;
        foreach (int rule in shape.CertainRules)
        {
            AddMatch(rule, ref count);
        }

        foreach (int local in shape.AlwaysRules)
        {
            Decide(shape, state, local, ref slots, ref count);
        }

        for (int i = 0; i < state.CandidateCount; i++)
        {
            Decide(shape, state, state.Candidates[i], ref slots, ref count);
        }

        if (count > 1)
        {
            matches.AsSpan(0, count).Sort();
        }

        return matches.AsSpan(0, count);
    }

    private void Decide<TSlots>(SigmaShapePlan shape, SigmaShapeState state, int local, ref TSlots slots, ref int count)
        where TSlots : ISigmaSlots, allows ref struct
    {
        int rule = shape.Rules[local];
        evaluations[rule]++;
        int at = 0;
        if (Evaluate(shape, state, shape.Programs[local], ref at, ref slots))
        {
            AddMatch(rule, ref count);
        }
    }

    private void AddMatch(int rule, ref int count)
    {
        if (count == matches.Length)
        {
            Array.Resize(ref matches, count * 2);
        }

        matches[count++] = rule;
    }

    private bool Evaluate<TSlots>(SigmaShapePlan shape, SigmaShapeState state, int[] code, ref int at, ref TSlots slots)
        where TSlots : ISigmaSlots, allows ref struct
    {
        switch (code[at++])
        {
            case SigmaProgram.Atom:
                return Holds(shape, state, code[at++], ref slots);
            case SigmaProgram.Not:
                return !Evaluate(shape, state, code, ref at, ref slots);
            case SigmaProgram.Or:
                int orEnd = code[at++];
                while (at < orEnd)
                {
                    if (Evaluate(shape, state, code, ref at, ref slots))
                    {
                        at = orEnd;
                        return true;
                    }
                }

                return false;
            case SigmaProgram.And:
                int andEnd = code[at++];
                while (at < andEnd)
                {
                    if (!Evaluate(shape, state, code, ref at, ref slots))
                    {
                        at = andEnd;
                        return false;
                    }
                }

                return true;
            default:
                int end = code[at++];
                int needed = code[at++];
                while (at < end)
                {
                    if (Evaluate(shape, state, code, ref at, ref slots) && --needed == 0)
                    {
                        at = end;
                        return true;
                    }
                }

                return false;
        }
    }

    private bool Holds<TSlots>(SigmaShapePlan shape, SigmaShapeState state, int atom, ref TSlots slots)
        where TSlots : ISigmaSlots, allows ref struct
    {
        if (state.AtomStamps[atom] == state.Stamp)
        {
            return true;
        }

        int lane = shape.LaneOfAtom[atom];
        if (lane < 0)
        {
            return Compare(shape.Pairs[-1 - lane], ref slots);
        }

        if (state.LaneStamps[lane] == state.Stamp)
        {
            return false;
        }

        Test(shape, state, lane, ref slots);
        return state.AtomStamps[atom] == state.Stamp;
    }

    private bool Compare<TSlots>(SigmaFieldPair pair, ref TSlots slots)
        where TSlots : ISigmaSlots, allows ref struct
    {
        scoped ReadOnlySpan<char> left;
        scoped ReadOnlySpan<char> right;
        return builder.TryBuild(pair.Left, ref slots, out left, out _)
            && otherBuilder.TryBuild(pair.Right, ref slots, out right, out _)
            && pair.Test.Matches(left, right);
    }

    /// <summary>Tests one field's value against everything that any rule asks of it.</summary>
    private void Test<TSlots>(SigmaShapePlan shape, SigmaShapeState state, int laneNumber, ref TSlots slots)
        where TSlots : ISigmaSlots, allows ref struct
    {
        state.LaneStamps[laneNumber] = state.Stamp;
        SigmaLane lane = shape.Lanes[laneNumber];
        SigmaFieldMatcher matcher = lane.Matcher;
        SigmaFieldScratch scratch = ScratchOf(matcher);
        if (lane.Source is null)
        {
            // The last is a whole row or message, which hardly ever comes again.
            int last = slots.KeywordTextCount - 1;
            for (int i = 0; i <= last; i++)
            {
                ReadOnlySpan<char> text = slots.GetKeywordText(i);
                Mark(shape, state, lane, i < last ? matcher.Match(text, scratch) : matcher.MatchOnce(text, scratch));
            }

            return;
        }

        scoped ReadOnlySpan<char> value;
        scoped ReadOnlySpan<char> alternative = default;
        bool isPresent = lane.Source.Slot >= 0
            ? slots.TryGet(lane.Source.Slot, out value)
            : builder.TryBuild(lane.Source, ref slots, out value, out alternative);
        bool hasRepeat = false;
        foreach (int repeat in lane.Source.Repeats)
        {
            if (slots.TryGet(repeat, out ReadOnlySpan<char> other))
            {
                hasRepeat = true;
                Mark(shape, state, lane, matcher.Match(other, scratch));
            }
        }

        if (!isPresent)
        {
            foreach (int atom in hasRepeat ? [] : lane.MissingAtoms)
            {
                Mark(shape, state, atom);
            }

            return;
        }

        Mark(shape, state, lane, matcher.Match(value, scratch));
        if (!alternative.IsEmpty)
        {
            Mark(shape, state, lane, matcher.Match(alternative, scratch));
        }
    }

    private static void Mark(SigmaShapePlan shape, SigmaShapeState state, SigmaLane lane, ReadOnlySpan<int> tests)
    {
        foreach (int test in tests)
        {
            Mark(shape, state, lane.Atoms[test]);
        }
    }

    private static void Mark(SigmaShapePlan shape, SigmaShapeState state, int atom)
    {
        if (state.AtomStamps[atom] == state.Stamp)
        {
            return;
        }

        state.AtomStamps[atom] = state.Stamp;
        foreach (int rule in shape.Watchers[atom])
        {
            if (state.RuleStamps[rule] != state.Stamp)
            {
                state.RuleStamps[rule] = state.Stamp;
                state.Candidates[state.CandidateCount++] = rule;
            }
        }
    }

    private SigmaShapeState StateOf(SigmaShapePlan shape)
    {
        if (shape.Plan != plan)
        {
            throw new ArgumentException("The shape belongs to another plan.", nameof(shape));
        }

        if (shape.Number >= SigmaPlan.MaxShapes)
        {
            return new SigmaShapeState(shape);
        }

        if (shape.Number >= states.Length)
        {
            Array.Resize(ref states, (shape.Number + 1) * 2);
        }

        return states[shape.Number] ??= new SigmaShapeState(shape);
    }

    private SigmaFieldScratch ScratchOf(SigmaFieldMatcher matcher)
    {
        if (matcher.Number >= scratches.Length)
        {
            Array.Resize(ref scratches, Math.Max(matcher.Number + 1, plan.MatcherCount) * 2);
        }

        SigmaFieldScratch scratch = scratches[matcher.Number] ??= new SigmaFieldScratch(matcher);
        if (scratch.Memory is null && matcher.IsWorthRemembering && scratch.RunCount >= RunsBeforeMemory && memoryCount < MaxMemories)
        {
            scratch.Memory = new SigmaValueMemory();
            memoryCount++;
        }

        return scratch;
    }
}
