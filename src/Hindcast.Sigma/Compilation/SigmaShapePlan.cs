namespace Hindcast.Sigma.Compilation;

/// <summary>
/// The rules that events of one shape can match, with everything resolved that is the same for all of them. Immutable
/// and safe on all threads; <see cref="SigmaMatcher"/> runs it.
/// </summary>
public sealed class SigmaShapePlan
{
    internal SigmaShapePlan(SigmaPlan plan, SigmaEventShape shape, int number)
    {
        Plan = plan;
        Shape = shape;
        Number = number;
    }

    /// <summary>The plan that it belongs to.</summary>
    public SigmaPlan Plan { get; }

    /// <summary>The shape.</summary>
    public SigmaEventShape Shape { get; }

    /// <summary>How many rules can match such events.</summary>
    public int RuleCount => Rules.Length + CertainRules.Length;

    /// <summary>Places in <see cref="SigmaPlan.Rules"/> of the rules that can match such events.</summary>
    public IEnumerable<int> PossibleRules => Rules.Concat(CertainRules).Order();

    /// <summary>How many rules are evaluated for every event because no literal or other test gates them.</summary>
    public int UngatedRuleCount => AlwaysRules.Length;

    /// <summary>How many rules there are whose log source fits, though a constant or missing field keeps some from ever matching.</summary>
    public int FittingRuleCount { get; internal init; }

    /// <summary>
    /// True when a keyword might be found in field values put together and in none of them alone: when it holds a
    /// blank or a wildcard, or is a regular expression. An event then has to offer its message as well.
    /// </summary>
    public bool HasKeywordAcrossFields { get; internal init; }

    /// <summary>
    /// True when each keyword is a text (with wildcards or without): what is found in a value is then also found in any
    /// text that holds the value whole.
    /// </summary>
    public bool HasOnlyTextKeywords { get; internal init; }

    /// <summary>
    /// Tells that an event holds no keyword, so that it need not offer any text; null when its values do not tell.
    /// </summary>
    public SigmaKeywordGate? KeywordGate => Array.Find(Lanes, l => l.Source is null)?.Matcher.KeywordGate;

    internal int Number { get; }

    internal int AtomCount { get; init; }

    /// <summary>Lanes, the watched ones first.</summary>
    internal SigmaLane[] Lanes { get; init; } = [];

    internal int WatchedLaneCount { get; init; }

    /// <summary>The lane of each atom; negative for field pairs: -1 - index.</summary>
    internal int[] LaneOfAtom { get; init; } = [];

    internal SigmaFieldPair[] Pairs { get; init; } = [];

    /// <summary>For each atom the local rules that become candidates with it.</summary>
    internal SigmaWatchers Watchers { get; init; } = SigmaWatchers.None;

    /// <summary>Local rules that are always candidates.</summary>
    internal int[] AlwaysRules { get; init; } = [];

    /// <summary>Program of each local rule.</summary>
    internal int[][] Programs { get; init; } = [];

    /// <summary>Place in the plan of each local rule.</summary>
    internal int[] Rules { get; init; } = [];

    /// <summary>Places in the plan of rules that every event of the shape matches.</summary>
    internal int[] CertainRules { get; init; } = [];
}
