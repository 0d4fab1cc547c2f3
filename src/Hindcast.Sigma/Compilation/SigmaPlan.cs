using System.Collections.Concurrent;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// All rules compiled together. What is the same for all events of a shape is decided once per shape, on first use,
/// and kept. Immutable to its users and safe on all threads; memory grows with the number of different shapes, which
/// <see cref="MaxShapes"/> bounds (beyond it shapes are compiled anew each time they are asked for).
/// </summary>
public sealed class SigmaPlan
{
    /// <summary>Most shapes that are kept.</summary>
    public const int MaxShapes = 20_000;

    private readonly ConcurrentDictionary<string, SigmaShapePlan> shapes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int[], SigmaFieldMatcher> matchers = new(new TestSetComparer());
    private readonly SigmaSourceGroup[] groupOfRule;
    private readonly long[] givenUpBefore;
    private int matcherCount;
    private int shapeCount;

    private SigmaPlan(IReadOnlyList<SigmaRule> rules, SigmaTestTable tests, SigmaExpression[] expressions, IReadOnlyList<SigmaSourceGroup> groups)
    {
        Rules = rules;
        Tests = tests;
        Expressions = expressions;
        Groups = groups;
        groupOfRule = new SigmaSourceGroup[rules.Count];
        givenUpBefore = [.. Enumerable.Range(0, tests.Count).Select(GivenUp)];
        foreach (SigmaSourceGroup group in groups)
        {
            foreach (int rule in group.Rules)
            {
                groupOfRule[rule] = group;
            }
        }
    }

    /// <summary>The rules; matches name them by their place here.</summary>
    public IReadOnlyList<SigmaRule> Rules { get; }

    /// <summary>Log sources of rules that no mapping covers, with how many rules each has; these rules never fire.</summary>
    public IReadOnlyList<KeyValuePair<SigmaLogSource, int>> UnmappedLogSources =>
        [.. Groups.Where(g => g.Sources.Count == 0).Select(g => KeyValuePair.Create(g.LogSource, g.Rules.Count))];

    /// <summary>For each of these rules a diagnostic, so that a check of rules can name them.</summary>
    public IReadOnlyList<SigmaProblem> Problems =>
        [.. Groups.Where(g => g.Sources.Count == 0).SelectMany(g => g.Rules).Order().Select(r => SigmaDocument.Problem(
            SigmaDiagnostics.UnmappedLogSource, Rules[r].SourceFile, Rules[r].SourceLine, 0, Rules[r].LogSource.ToString(),
            "a log source with a mapping", "", Rules[r].Title))];

    internal SigmaTestTable Tests { get; }

    internal SigmaExpression[] Expressions { get; }

    internal IReadOnlyList<SigmaSourceGroup> Groups { get; }

    internal int MatcherCount => Volatile.Read(ref matcherCount);

    /// <summary>Compiles rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="mappings">What their log sources mean; null for the built-in mappings.</param>
    public static SigmaPlan Compile(IReadOnlyList<SigmaRule> rules, SigmaMappingSet? mappings = null) =>
        Compile(rules, _ => mappings ?? SigmaMappingSet.BuiltIn);

    /// <summary>Compiles rules of which each may have mappings of its own.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="mappingsOf">What log sources mean to a rule, by its place.</param>
    public static SigmaPlan Compile(IReadOnlyList<SigmaRule> rules, Func<int, SigmaMappingSet> mappingsOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(mappingsOf);
        SigmaTestTable tests = new();
        SigmaExpression[] expressions = new SigmaExpression[rules.Count];
        Dictionary<(string, string, string, SigmaMappingSet), SigmaSourceGroup> groups = [];
        for (int i = 0; i < rules.Count; i++)
        {
            expressions[i] = SigmaExpression.Of(rules[i], tests);
            SigmaLogSource source = rules[i].LogSource;
            SigmaMappingSet mappings = mappingsOf(i);
            (string, string, string, SigmaMappingSet) key = (source.Category, source.Product, source.Service, mappings);
            if (!groups.TryGetValue(key, out SigmaSourceGroup? group))
            {
                group = new SigmaSourceGroup(source with { Definition = "" }, mappings.Resolve(source), tests);
                groups.Add(key, group);
            }

            group.Rules.Add(i);
        }

        return new SigmaPlan(rules, tests, expressions, [.. groups.Values]);
    }

    /// <summary>Shapes that were compiled so far.</summary>
    public int ShapeCount => Volatile.Read(ref shapeCount);

    /// <summary>The plan for events of one shape, compiled on first use.</summary>
    /// <param name="shape">The shape.</param>
    public SigmaShapePlan ForShape(SigmaEventShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shapes.TryGetValue(shape.Key, out SigmaShapePlan? plan))
        {
            return plan;
        }

        plan = new SigmaShapeCompiler(this, shape).Compile(Interlocked.Increment(ref shapeCount) - 1);
        return shapes.Count < MaxShapes ? shapes.GetOrAdd(shape.Key, plan) : plan;
    }

    /// <summary>The kind of events that a rule takes events of a shape for, with the fields that they hold elsewhere.</summary>
    /// <param name="rule">The rule's place in <see cref="Rules"/>.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>The first that the shape's constants allow, or null.</returns>
    public SigmaMappedSource? SourceOf(int rule, SigmaEventShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return groupOfRule[rule].SourceOf(shape);
    }

    /// <summary>Why no event of these shapes belongs to a rule's log source, for people.</summary>
    /// <param name="rule">The rule's place in <see cref="Rules"/>.</param>
    /// <param name="shapes">All shapes that were met.</param>
    public string WhyNoEvidence(int rule, IReadOnlyCollection<SigmaEventShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        return groupOfRule[rule].Lack(shapes);
    }

    /// <summary>The fields that a rule asks for and that no event of these shapes has.</summary>
    /// <param name="rule">The rule's place in <see cref="Rules"/>.</param>
    /// <param name="shapes">Shapes; those of another log source are passed over.</param>
    /// <returns>Names as the rule writes them, in its order; empty when each is there somewhere.</returns>
    public IReadOnlyList<string> MissingFields(int rule, IEnumerable<SigmaEventShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        List<SigmaAtom> atoms = [];
        AddAtoms(Expressions[rule], atoms);
        List<string> missing = [.. atoms.Select(a => a.Field).OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (SigmaEventShape shape in shapes)
        {
            if (missing.Count == 0)
            {
                break;
            }

            if (SourceOf(rule, shape) is { } source)
            {
                missing.RemoveAll(f => !SigmaFieldSource.Find(f, shape, source.Fields).IsMissing);
            }
        }

        return missing;
    }

    /// <summary>
    /// Values on which a regular expression of a rule met its time limit since this plan was compiled; they counted as no match. An expression
    /// that several plans share at one time counts for each of them.
    /// </summary>
    /// <param name="rule">The rule's place in <see cref="Rules"/>.</param>
    public long ValuesGivenUp(int rule)
    {
        List<SigmaAtom> atoms = [];
        AddAtoms(Expressions[rule], atoms);
        return atoms.Select(a => a.Test).Distinct().Sum(t => GivenUp(t) - givenUpBefore[t]);
    }

    /// <summary>A matcher for one thread.</summary>
    public SigmaMatcher CreateMatcher() => new(this);

    /// <summary>The matcher of a set of tests, in ascending order.</summary>
    internal SigmaFieldMatcher MatcherOf(int[] tests) => matchers.GetOrAdd(
        tests, t => new SigmaFieldMatcher([.. t.Select(one => Tests[one])], Interlocked.Increment(ref matcherCount) - 1));

    /// <summary>
    /// The fields that are the same in all events of a shape (event id, provider) and of which a rule asks for values
    /// that no event of these shapes has, with some of the values.
    /// </summary>
    /// <param name="rule">The rule's place in <see cref="Rules"/>.</param>
    /// <param name="shapes">Shapes; those of another log source are passed over.</param>
    public IReadOnlyList<string> MissingConstants(int rule, IEnumerable<SigmaEventShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        SigmaEventShape[] own = [.. shapes.Where(s => SourceOf(rule, s) is not null)];
        List<SigmaAtom> atoms = [];
        AddAtoms(Expressions[rule], atoms);
        List<string> missing = [];
        foreach (IGrouping<string, SigmaAtom> field in atoms.Where(a => a.Field is not null).GroupBy(a => a.Field!, StringComparer.Ordinal))
        {
            string[] values = [.. own.Select(s => s.Constants.GetValueOrDefault(field.Key)).OfType<string>().Distinct(StringComparer.Ordinal)];
            if (values.Length > 0 && !field.Any(a => values.Any(v => Tests[a.Test].Matches(v))))
            {
                string[] asked = [.. field.Select(a => Tests[a.Test]).OfType<Detections.SigmaPattern>().Select(p => p.Text).Distinct(StringComparer.Ordinal)];
                missing.Add($"{field.Key} {string.Join(" or ", asked.Take(4))}{(asked.Length > 4 ? " or others" : "")}".TrimEnd());
            }
        }

        return missing;
    }

    private long GivenUp(int test) => Tests[test] is Detections.SigmaRegex regex ? regex.Timeouts : 0;

    private static void AddAtoms(SigmaExpression expression, List<SigmaAtom> atoms)
    {
        switch (expression)
        {
            case SigmaAtom atom:
                atoms.Add(atom);
                break;
            case SigmaNegation not:
                AddAtoms(not.Operand, atoms);
                break;
            case SigmaThreshold some:
                foreach (SigmaExpression operand in some.Operands)
                {
                    AddAtoms(operand, atoms);
                }

                break;
        }
    }

    private sealed class TestSetComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            HashCode hash = default;
            foreach (int id in obj)
            {
                hash.Add(id);
            }

            return hash.ToHashCode();
        }
    }
}
