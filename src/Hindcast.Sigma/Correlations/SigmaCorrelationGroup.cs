using Hindcast.Evidence;

namespace Hindcast.Sigma.Correlations;

/// <summary>What is known of one group of one correlation. Used by one thread.</summary>
internal abstract class SigmaCorrelationGroup(SigmaCorrelation correlation, IReadOnlyList<KeyValuePair<string, string>> values)
{
    public SigmaCorrelation Correlation { get; } = correlation;

    public IReadOnlyList<KeyValuePair<string, string>> Values { get; } = values;

    /// <summary>Ticks of the last match that it took.</summary>
    public long LastTicks { get; protected set; }

    /// <summary>When the group must be looked at again, or 0.</summary>
    public long DueTicks { get; protected set; }

    /// <summary>When the group is in the queue of those to be looked at; 0 when it is not.</summary>
    public long ScheduledTicks { get; set; }

    protected long SpanTicks => Correlation.Timespan.Ticks;

    /// <summary>Takes a match. What it completes goes to the sink.</summary>
    /// <param name="match">The match.</param>
    /// <param name="rule">Place of its rule in the correlation's list.</param>
    /// <param name="measured">The value of the correlation's fields; null when the event lacks one.</param>
    /// <param name="sink">Takes findings.</param>
    public abstract void Take(SigmaRuleMatch match, int rule, string? measured, Action<SigmaCorrelationMatch, SigmaFindingState> sink);

    /// <summary>Time went on to a point, or ended.</summary>
    public virtual void Advance(long ticks, Action<SigmaCorrelationMatch, SigmaFindingState> sink)
    {
    }

    /// <summary>A found correlation that cannot grow any more, or null.</summary>
    public virtual SigmaCorrelationMatch? TakeFinished(long ticks) => null;

    /// <summary>True when nothing that it holds can matter any more.</summary>
    public bool IsExpired(long ticks) => ticks - LastTicks > SpanTicks && (DueTicks == 0 || DueTicks < ticks);

    protected SigmaCorrelationMatch Found(EvidenceTime first, EvidenceTime last, decimal value, IReadOnlyList<SigmaRuleMatch> matches, long count) =>
        new(Correlation, first, last, value, Values, matches, count);
}
