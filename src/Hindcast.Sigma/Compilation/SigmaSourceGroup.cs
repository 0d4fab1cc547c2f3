using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Sigma.Compilation;

/// <summary>The rules of one log source, with the kinds of events that it means.</summary>
internal sealed class SigmaSourceGroup
{
    public SigmaSourceGroup(SigmaLogSource logSource, IReadOnlyList<SigmaMappedSource> sources, SigmaTestTable tests)
    {
        LogSource = logSource;
        Sources = sources;
        Guards = [.. sources.Select(s => Guard(s, tests))];
    }

    public SigmaLogSource LogSource { get; }

    public IReadOnlyList<SigmaMappedSource> Sources { get; }

    /// <summary>For each kind of events the expression that knows them.</summary>
    public IReadOnlyList<SigmaExpression> Guards { get; }

    /// <summary>Places of the rules in the plan.</summary>
    public List<int> Rules { get; } = [];

    private static SigmaExpression Guard(SigmaMappedSource source, SigmaTestTable tests) => SigmaExpression.All([.. source.When.Select(w =>
        SigmaExpression.AtLeast(1, [.. w.Value.Select(v => new SigmaAtom(w.Key, tests.Add(SigmaPattern.Parse(v))))]))]);
}
