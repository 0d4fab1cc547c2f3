using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Compiles the rules for one shape: decides every test on a constant or missing field, numbers the rest, and chooses
/// for each rule the tests of which one must hold ("watched"), so that other events never evaluate the rule.
/// </summary>
internal sealed class SigmaShapeCompiler(SigmaPlan plan, SigmaEventShape shape)
{
    /// <summary>No atom must hold.</summary>
    private const double Unknown = double.PositiveInfinity;

    private static readonly Dictionary<string, SigmaFieldMap> NoMaps = [];

    private readonly Dictionary<string, int> laneOfKey = new(StringComparer.Ordinal);
    private readonly List<(SigmaFieldSource? Source, Dictionary<int, SigmaBoundAtom> AtomOfTest)> lanes = [];
    private readonly List<(int Lane, int Test)> atoms = [];
    private readonly List<SigmaFieldPair> pairs = [];
    private readonly Dictionary<(string, string, int), int> atomOfPair = [];
    private int keywordLane = -1;

    public SigmaShapePlan Compile(int number)
    {
        List<(int Rule, SigmaExpression Expression)> open = [];
        List<int> certain = [];
        int fitting = 0;
        foreach (SigmaSourceGroup group in plan.Groups)
        {
            fitting += CompileGroup(group, open, certain);
        }

        List<(int Atom, int Rule)> watching = [];
        List<int> always = [];
        int[] uses = CountUses(open);
        int[] lastWatcher = new int[atoms.Count];
        Array.Fill(lastWatcher, -1);
        List<int> needed = [];
        for (int local = 0; local < open.Count; local++)
        {
            needed.Clear();
            if (AddNeeded(open[local].Expression, uses, needed) == Unknown)
            {
                always.Add(local);
                continue;
            }

            foreach (int atom in needed)
            {
                if (lastWatcher[atom] != local)
                {
                    lastWatcher[atom] = local;
                    watching.Add((atom, local));
                }
            }
        }

        return Assemble(number, fitting, open, certain, always, new SigmaWatchers(atoms.Count, watching));
    }

    private int CompileGroup(SigmaSourceGroup group, List<(int, SigmaExpression)> open, List<int> certain)
    {
        List<(SigmaExpression Guard, IReadOnlyDictionary<string, SigmaFieldMap> Maps)> fits = [];
        for (int i = 0; i < group.Sources.Count; i++)
        {
            SigmaExpression guard = Bind(group.Guards[i], NoMaps, []);
            if (guard != SigmaExpression.False)
            {
                fits.Add((guard, group.Sources[i].Fields));
            }
        }

        if (fits.Count == 0)
        {
            return 0;
        }

        List<Dictionary<string, SigmaFieldSource>> found = [.. fits.Select(_ => new Dictionary<string, SigmaFieldSource>(StringComparer.Ordinal))];
        foreach (int rule in group.Rules)
        {
            SigmaExpression[] forms = new SigmaExpression[fits.Count];
            for (int i = 0; i < forms.Length; i++)
            {
                forms[i] = SigmaExpression.All([fits[i].Guard, Bind(plan.Expressions[rule], fits[i].Maps, found[i])]);
            }

            SigmaExpression expression = SigmaExpression.AtLeast(1, forms);
            if (expression == SigmaExpression.True)
            {
                certain.Add(rule);
            }
            else if (expression != SigmaExpression.False)
            {
                open.Add((rule, expression));
            }
        }

        return group.Rules.Count;
    }

    private SigmaExpression Bind(SigmaExpression expression, IReadOnlyDictionary<string, SigmaFieldMap> maps, Dictionary<string, SigmaFieldSource> found)
    {
        switch (expression)
        {
            case SigmaAtom atom:
                return Bind(atom, maps, found);
            case SigmaNegation not:
                return SigmaExpression.Not(Bind(not.Operand, maps, found));
            case SigmaThreshold some:
                SigmaExpression[] operands = new SigmaExpression[some.Operands.Length];
                for (int i = 0; i < operands.Length; i++)
                {
                    operands[i] = Bind(some.Operands[i], maps, found);
                    if (operands[i] == SigmaExpression.False && some.IsAll)
                    {
                        return SigmaExpression.False;
                    }

                    if (operands[i] == SigmaExpression.True && some.Count == 1)
                    {
                        return SigmaExpression.True;
                    }
                }

                return SigmaExpression.AtLeast(some.Count, operands);
            default:
                return expression;
        }
    }

    private SigmaExpression Bind(SigmaAtom atom, IReadOnlyDictionary<string, SigmaFieldMap> maps, Dictionary<string, SigmaFieldSource> found)
    {
        if (atom.Field is null)
        {
            return Numbered(KeywordLane(), atom.Test);
        }

        SigmaFieldSource source = Find(atom.Field);
        SigmaValueTest test = plan.Tests[atom.Test];
        if (source.IsMissing)
        {
            return test.MatchesMissing ? SigmaExpression.True : SigmaExpression.False;
        }

        if (test is SigmaFieldReference reference)
        {
            SigmaFieldSource other = Find(reference.Field);
            return other.IsMissing ? SigmaExpression.False : Pair(source, other, reference, atom.Test);
        }

        return source.Constant is { } constant
            ? test.Matches(constant) ? SigmaExpression.True : SigmaExpression.False
            : Numbered(Lane(source, test is SigmaRegex ? atom.Test : -1), atom.Test);

        SigmaFieldSource Find(string name)
        {
            if (!found.TryGetValue(name, out SigmaFieldSource? known))
            {
                known = SigmaFieldSource.Find(name, shape, maps);
                found.Add(name, known);
            }

            return known;
        }
    }

    /// <summary>The lane of a field; each regular expression has its own, so that it runs only when its rule asks for it.</summary>
    private int Lane(SigmaFieldSource source, int regex)
    {
        string key = regex < 0 ? source.Key : $"{source.Key}#{regex}";
        if (!laneOfKey.TryGetValue(key, out int lane))
        {
            lane = lanes.Count;
            lanes.Add((source, []));
            laneOfKey.Add(key, lane);
        }

        return lane;
    }

    private int KeywordLane()
    {
        if (keywordLane < 0)
        {
            keywordLane = lanes.Count;
            lanes.Add((null, []));
        }

        return keywordLane;
    }

    private SigmaBoundAtom Numbered(int lane, int test)
    {
        Dictionary<int, SigmaBoundAtom> known = lanes[lane].AtomOfTest;
        if (!known.TryGetValue(test, out SigmaBoundAtom? atom))
        {
            atom = new SigmaBoundAtom(atoms.Count);
            atoms.Add((lane, test));
            known.Add(test, atom);
        }

        return atom;
    }

    private SigmaBoundAtom Pair(SigmaFieldSource left, SigmaFieldSource right, SigmaFieldReference test, int testId)
    {
        (string, string, int) key = (left.Key, right.Key, testId);
        if (!atomOfPair.TryGetValue(key, out int atom))
        {
            atom = atoms.Count;
            atoms.Add((-1 - pairs.Count, testId));
            pairs.Add(new SigmaFieldPair(left, right, test));
            atomOfPair.Add(key, atom);
        }

        return new SigmaBoundAtom(atom);
    }

    private int[] CountUses(List<(int Rule, SigmaExpression Expression)> open)
    {
        int[] uses = new int[atoms.Count];
        foreach ((_, SigmaExpression expression) in open)
        {
            Count(expression);
        }

        return uses;

        void Count(SigmaExpression expression)
        {
            switch (expression)
            {
                case SigmaBoundAtom atom:
                    uses[atom.Atom]++;
                    break;
                case SigmaNegation not:
                    Count(not.Operand);
                    break;
                case SigmaThreshold some:
                    foreach (SigmaExpression operand in some.Operands)
                    {
                        Count(operand);
                    }

                    break;
            }
        }
    }

    /// <summary>Adds atoms of which one must hold when the expression holds, as rare as possible.</summary>
    /// <returns>How often one of them probably holds; <see cref="Unknown"/>, and nothing added, when there are none.</returns>
    private double AddNeeded(SigmaExpression expression, int[] uses, List<int> needed)
    {
        switch (expression)
        {
            case SigmaBoundAtom atom when atoms[atom.Atom].Lane >= 0:
                needed.Add(atom.Atom);
                return Cost(atom.Atom, uses);
            case SigmaThreshold { Count: 1 } any:
                double sum = 0;
                int before = needed.Count;
                foreach (SigmaExpression operand in any.Operands)
                {
                    sum += AddNeeded(operand, uses, needed);
                }

                if (sum == Unknown)
                {
                    needed.RemoveRange(before, needed.Count - before);
                }

                return sum;
            case SigmaThreshold some:
                return AddRarest(some, uses, needed);
            default:
                return Unknown;
        }
    }

    /// <summary>When n of k hold, any k - n + 1 of them include one that holds.</summary>
    private double AddRarest(SigmaThreshold some, int[] uses, List<int> needed)
    {
        double[] costs = new double[some.Operands.Length];
        List<int>[] sides = new List<int>[costs.Length];
        int[] order = new int[costs.Length];
        for (int i = 0; i < costs.Length; i++)
        {
            order[i] = i;
            sides[i] = [];
            costs[i] = AddNeeded(some.Operands[i], uses, sides[i]);
        }

        Array.Sort(order, (a, b) => costs[a] != costs[b] ? costs[a].CompareTo(costs[b]) : a.CompareTo(b));
        double sum = 0;
        for (int i = 0; i <= some.Operands.Length - some.Count; i++)
        {
            sum += costs[order[i]];
        }

        for (int i = 0; sum != Unknown && i <= some.Operands.Length - some.Count; i++)
        {
            needed.AddRange(sides[order[i]]);
        }

        return sum;
    }

    /// <summary>How often an atom probably holds: texts that many rules look for and short texts are common.</summary>
    private double Cost(int atom, int[] uses)
    {
        switch (plan.Tests[atoms[atom].Test])
        {
            case SigmaPattern pattern:
                int length = Math.Min(12, pattern.MinimumLength);
                return uses[atom] * (double)(1 << (12 - length));
            case SigmaRegex regex:
                return IsGated(regex) ? uses[atom] * 256.0 : 1_000_000;
            default:
                return 1_000_000;
        }
    }

    private static bool StaysInOneWord(SigmaValueTest test) =>
        test is SigmaPattern { IsAnchoredAtStart: false, IsAnchoredAtEnd: false, OnlyLiteral: { } literal } && !literal.Contains(' ', StringComparison.Ordinal);

    private static bool IsGated(SigmaRegex regex) => regex.Gates is { } gates && gates.Min(g => g.Length) >= 3;

    /// <summary>
    /// A regular expression that makes its rule a candidate is tested on every value: if a literal gates it, it is
    /// better off among the other tests of its field.
    /// </summary>
    private void MoveWatchedExpressions(SigmaWatchers watchers)
    {
        for (int atom = 0; atom < atoms.Count; atom++)
        {
            (int lane, int test) = atoms[atom];
            if (!watchers[atom].IsEmpty && lane >= 0 && lanes[lane].Source is { } source && plan.Tests[test] is SigmaRegex regex && IsGated(regex))
            {
                SigmaBoundAtom moved = lanes[lane].AtomOfTest[test];
                lanes[lane].AtomOfTest.Clear();
                int main = Lane(source, -1);
                lanes[main].AtomOfTest.Add(test, moved);
                atoms[atom] = (main, test);
            }
        }
    }

    private SigmaShapePlan Assemble(
        int number, int fitting, List<(int Rule, SigmaExpression Expression)> open, List<int> certain, List<int> always, SigmaWatchers watchers)
    {
        MoveWatchedExpressions(watchers);
        bool[] isWatched = new bool[lanes.Count];
        bool[] isUsed = new bool[lanes.Count];
        for (int atom = 0; atom < atoms.Count; atom++)
        {
            int lane = atoms[atom].Lane;
            if (lane >= 0)
            {
                isUsed[lane] = true;
                isWatched[lane] |= !watchers[atom].IsEmpty;
            }
        }

        int[] order = [.. Enumerable.Range(0, lanes.Count).Where(l => isUsed[l]).OrderBy(l => isWatched[l] ? 0 : 1)];
        int[] placeOfLane = new int[lanes.Count];
        SigmaLane[] built = new SigmaLane[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            placeOfLane[order[place]] = place;
            (SigmaFieldSource? source, Dictionary<int, SigmaBoundAtom> atomOfTest) = lanes[order[place]];
            int[] tests = [.. atomOfTest.Keys];
            Array.Sort(tests);
            built[place] = new SigmaLane(plan, source, tests, Array.ConvertAll(tests, t => atomOfTest[t].Atom), isWatched[order[place]]);
        }

        return new SigmaShapePlan(plan, shape, number)
        {
            AtomCount = atoms.Count,
            Lanes = built,
            WatchedLaneCount = order.Count(l => isWatched[l]),
            LaneOfAtom = [.. atoms.Select(a => a.Lane < 0 ? a.Lane : placeOfLane[a.Lane])],
            Pairs = [.. pairs],
            Watchers = watchers,
            AlwaysRules = [.. always],
            Programs = [.. open.Select(o => SigmaProgram.Write(o.Expression, IsCostly))],
            Rules = [.. open.Select(o => o.Rule)],
            CertainRules = [.. certain],
            FittingRuleCount = fitting,
            HasKeywordAcrossFields = keywordLane >= 0 && lanes[keywordLane].AtomOfTest.Keys.Any(t => !StaysInOneWord(plan.Tests[t])),
            HasOnlyTextKeywords = keywordLane < 0
                || lanes[keywordLane].AtomOfTest.Keys.All(t => plan.Tests[t] is SigmaPattern { IsAnchoredAtStart: false, IsAnchoredAtEnd: false }),
        };

        bool IsCostly(int atom) => atoms[atom].Lane < 0 || (plan.Tests[atoms[atom].Test] is SigmaRegex && !isWatched[atoms[atom].Lane]);
    }
}
