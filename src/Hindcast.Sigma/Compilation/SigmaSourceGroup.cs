using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Sigma.Compilation;

/// <summary>The rules of one log source, with the kinds of events that it means.</summary>
internal sealed class SigmaSourceGroup
{
    private readonly (string Field, SigmaPattern[] Values)[][] conditions;

    public SigmaSourceGroup(SigmaLogSource logSource, IReadOnlyList<SigmaMappedSource> sources, SigmaTestTable tests)
    {
        LogSource = logSource;
        Sources = sources;
        Guards = [.. sources.Select(s => Guard(s, tests))];
        conditions = [.. sources.Select(s => s.When.Select(w => (w.Key, w.Value.Select(v => SigmaPattern.Parse(v)).ToArray())).ToArray())];
    }

    public SigmaLogSource LogSource { get; }

    public IReadOnlyList<SigmaMappedSource> Sources { get; }

    /// <summary>For each kind of events the expression that knows them.</summary>
    public IReadOnlyList<SigmaExpression> Guards { get; }

    /// <summary>Places of the rules in the plan.</summary>
    public List<int> Rules { get; } = [];

    /// <summary>The first of the kinds that a shape's constants allow; null when there is none.</summary>
    public SigmaMappedSource? SourceOf(SigmaEventShape shape)
    {
        for (int i = 0; i < conditions.Length; i++)
        {
            if (Array.TrueForAll(conditions[i], c => IsMet(c, shape)))
            {
                return Sources[i];
            }
        }

        return null;
    }

    /// <summary>
    /// Why none of these shapes is of the log source, for people: how far the nearest kind of events got.
    /// </summary>
    public string Lack(IReadOnlyCollection<SigmaEventShape> shapes)
    {
        string best = "";
        int most = -1;
        foreach ((string Field, SigmaPattern[] Values)[] kind in conditions)
        {
            IEnumerable<SigmaEventShape> left = shapes;
            int met = 0;
            while (met < kind.Length && left.Any(s => IsMet(kind[met], s)))
            {
                int now = met++;
                left = [.. left.Where(s => IsMet(kind[now], s))];
            }

            if (met > most && met < kind.Length)
            {
                most = met;
                string before = met == 0 ? "" : $" with {string.Join(" and ", kind.Take(met).Select(Text))}";
                best = $"no record{before} has {Text(kind[met])}";
            }
        }

        return best;

        static string Text((string Field, SigmaPattern[] Values) condition) =>
            $"{condition.Field} {string.Join(" or ", condition.Values.Take(4).Select(v => v.Text))}{(condition.Values.Length > 4 ? " or others" : "")}";
    }

    private static bool IsMet((string Field, SigmaPattern[] Values) condition, SigmaEventShape shape) =>
        shape.Constants.TryGetValue(condition.Field, out string? constant)
            ? Array.Exists(condition.Values, v => v.Matches(constant))
            : shape.SlotOf(condition.Field) >= 0;

    private static SigmaExpression Guard(SigmaMappedSource source, SigmaTestTable tests) => SigmaExpression.All([.. source.When.Select(w =>
        SigmaExpression.AtLeast(1, [.. w.Value.Select(v => new SigmaAtom(w.Key, tests.Add(SigmaPattern.Parse(v))))]))]);
}
