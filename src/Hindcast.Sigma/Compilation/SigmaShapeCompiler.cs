using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Compiles the rules for one shape: decides every test on a constant or missing field, numbers the rest, and chooses
/// for each rule the tests of which one must hold ("watched"), so that other events never evaluate the rule.
/// </summary>
internal sealed class SigmaShapeCompiler(SigmaPlan plan, SigmaEventShape shape)
{
    private static readonly Dictionary<string, SigmaFieldMap> NoMaps = [];

    private readonly Dictionary<string, int> laneOfKey = new(StringComparer.Ordinal);
    private readonly List<(SigmaFieldSource? Source, SortedDictionary<int, int> AtomOfTest)> lanes = [];
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

        List<int>?[] watchers = new List<int>?[atoms.Count];
        List<int> always = [];
        int[] uses = CountUses(open);
        for (int local = 0; local < open.Count; local++)
        {
            if (Needed(open[local].Expression, uses) is not { } needed)
            {
                always.Add(local);
                continue;
            }

            foreach (int atom in needed.Atoms.Distinct())
            {
                (watchers[atom] ??= []).Add(local);
            }
        }

        return Assemble(number, fitting, open, certain, always, watchers);
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
            SigmaExpression[] forms = [.. fits.Select((f, i) => SigmaExpression.All([f.Guard, Bind(plan.Expressions[rule], f.Maps, found[i])]))];
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
                SigmaExpression[] operands = new SigmaExpression[some.Operands.Count];
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
        SortedDictionary<int, int> known = lanes[lane].AtomOfTest;
        if (!known.TryGetValue(test, out int atom))
        {
            atom = atoms.Count;
            atoms.Add((lane, test));
            known.Add(test, atom);
        }

        return new SigmaBoundAtom(atom);
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

    /// <summary>A set of atoms of which one must hold when the expression holds, as rare as possible; null when there is none.</summary>
    private (double Cost, IEnumerable<int> Atoms)? Needed(SigmaExpression expression, int[] uses)
    {
        switch (expression)
        {
            case SigmaBoundAtom atom:
                return atoms[atom.Atom].Lane < 0 ? null : (Cost(atom.Atom, uses), [atom.Atom]);
            case SigmaThreshold some:
                // When n of k hold, any k - n + 1 of them include one that holds.
                (double Cost, IEnumerable<int> Atoms)[] sides = [.. some.Operands.Select(o => Needed(o, uses)).OfType<(double Cost, IEnumerable<int> Atoms)>().OrderBy(s => s.Cost)];
                int needed = some.Operands.Count - some.Count + 1;
                return sides.Length < needed ? null : (sides.Take(needed).Sum(s => s.Cost), sides.Take(needed).SelectMany(s => s.Atoms));
            default:
                return null;
        }
    }

    /// <summary>How often an atom probably holds: texts that many rules look for and short texts are common.</summary>
    private double Cost(int atom, int[] uses)
    {
        switch (plan.Tests[atoms[atom].Test])
        {
            case SigmaPattern pattern:
                int length = Math.Min(12, pattern.MinimumLength);
                return uses[atom] * Math.Pow(2, 12 - length);
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
    private void MoveWatchedExpressions(List<int>?[] watchers)
    {
        for (int atom = 0; atom < watchers.Length; atom++)
        {
            (int lane, int test) = atoms[atom];
            if (watchers[atom] is not null && lane >= 0 && lanes[lane].Source is { } source && plan.Tests[test] is SigmaRegex regex && IsGated(regex))
            {
                lanes[lane].AtomOfTest.Clear();
                int main = Lane(source, -1);
                lanes[main].AtomOfTest.Add(test, atom);
                atoms[atom] = (main, test);
            }
        }
    }

    private SigmaShapePlan Assemble(
        int number, int fitting, List<(int Rule, SigmaExpression Expression)> open, List<int> certain, List<int> always, List<int>?[] watchers)
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
                isWatched[lane] |= watchers[atom] is not null;
            }
        }

        int[] order = [.. Enumerable.Range(0, lanes.Count).Where(l => isUsed[l]).OrderBy(l => isWatched[l] ? 0 : 1)];
        int[] placeOfLane = new int[lanes.Count];
        SigmaLane[] built = new SigmaLane[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            placeOfLane[order[place]] = place;
            (SigmaFieldSource? source, SortedDictionary<int, int> atomOfTest) = lanes[order[place]];
            int[] tests = [.. atomOfTest.Keys];
            built[place] = new SigmaLane(plan, source, tests, [.. atomOfTest.Values], isWatched[order[place]]);
        }

        return new SigmaShapePlan(plan, shape, number)
        {
            AtomCount = atoms.Count,
            Lanes = built,
            WatchedLaneCount = order.Count(l => isWatched[l]),
            LaneOfAtom = [.. atoms.Select(a => a.Lane < 0 ? a.Lane : placeOfLane[a.Lane])],
            Pairs = [.. pairs],
            Watchers = [.. watchers.Select(w => w?.ToArray())],
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
