using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Correlations;

/// <summary>
/// Counts, sums, averages and percentiles. A condition of only <c>gt</c> and <c>gte</c> on a count or sum is tested on
/// a window that slides with every match, and holds as soon as it is met; any other condition is tested on windows
/// that open with a match and close after the timespan, because only then the number is final.
/// </summary>
internal sealed class SigmaWindowGroup : SigmaCorrelationGroup
{
    private readonly Queue<(SigmaRuleMatch Match, string Value, decimal Number)> window = new();
    private readonly Dictionary<string, int> distinct = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SigmaRuleMatch> burst = [];
    private readonly bool isSliding;
    private readonly bool isNumeric;
    private decimal sum;
    private long burstCount;
    private decimal burstValue;

    public SigmaWindowGroup(SigmaCorrelation correlation, IReadOnlyList<KeyValuePair<string, string>> values)
        : base(correlation, values)
    {
        isNumeric = correlation.Type is SigmaCorrelationType.ValueSum or SigmaCorrelationType.ValueAverage || correlation.Percentile is not null;
        isSliding = correlation.Type is SigmaCorrelationType.EventCount or SigmaCorrelationType.ValueCount or SigmaCorrelationType.ValueSum
            && correlation.Limits.All(l => l.Comparison is SigmaComparison.Greater or SigmaComparison.GreaterOrEqual);
    }

    public override void Take(SigmaRuleMatch match, int rule, string? measured, Action<SigmaCorrelationMatch, SigmaFindingState> sink)
    {
        string value = measured ?? "";
        decimal number = 0;
        if (measured is null || (isNumeric && !SigmaNumber.TryParse(value, out number)))
        {
            return;
        }

        LastTicks = match.Time.UtcTicks;
        if (!isSliding)
        {
            if (window.Count == 0)
            {
                DueTicks = LastTicks + SpanTicks + 1;
            }

            Add(match, value, number);
            return;
        }

        while (window.Count > 0 && LastTicks - window.Peek().Match.Time.UtcTicks > SpanTicks)
        {
            RemoveFirst();
        }

        Add(match, value, number);
        decimal measure = Correlation.Type switch
        {
            SigmaCorrelationType.EventCount => window.Count,
            SigmaCorrelationType.ValueCount => distinct.Count,
            _ => sum,
        };
        if (!Holds(measure))
        {
            return;
        }

        bool isNew = burstCount == 0;
        if (isNew)
        {
            burst.AddRange(window.Select(w => w.Match).Take(SigmaCorrelator.MaxKeptMatches));
            burstCount = window.Count;
            burstValue = measure;
        }
        else
        {
            burstCount++;
            burstValue = Math.Max(burstValue, measure);
            if (burst.Count < SigmaCorrelator.MaxKeptMatches)
            {
                burst.Add(match);
            }
        }

        DueTicks = LastTicks + SpanTicks + 1;
        sink(Found(burst[0].Time, match.Time, measure, [match], burstCount), isNew ? SigmaFindingState.Started : SigmaFindingState.Continued);
    }

    public override void Advance(long ticks, Action<SigmaCorrelationMatch, SigmaFindingState> sink)
    {
        if (isSliding || window.Count == 0 || ticks < DueTicks)
        {
            return;
        }

        SigmaRuleMatch[] matches = [.. window.Select(w => w.Match)];
        foreach (decimal measure in Measures().Where(Holds))
        {
            sink(Found(matches[0].Time, matches[^1].Time, measure, [.. matches.Take(SigmaCorrelator.MaxKeptMatches)], matches.Length), SigmaFindingState.Complete);
        }

        window.Clear();
        distinct.Clear();
        sum = 0;
        DueTicks = 0;
    }

    public override SigmaCorrelationMatch? TakeFinished(long ticks)
    {
        if (burstCount == 0 || ticks < DueTicks)
        {
            return null;
        }

        SigmaCorrelationMatch found = Found(burst[0].Time, new(LastTicks, burst[^1].Time.Precision), burstValue, [.. burst], burstCount);
        burst.Clear();
        burstCount = 0;
        DueTicks = 0;
        return found;
    }

    private IEnumerable<decimal> Measures()
    {
        switch (Correlation.Type)
        {
            case SigmaCorrelationType.EventCount:
                return [window.Count];
            case SigmaCorrelationType.ValueCount:
                return [distinct.Count];
            case SigmaCorrelationType.ValueSum:
                return [sum];
            case SigmaCorrelationType.ValueAverage:
                return [sum / window.Count];
            default:
                if (Correlation.Percentile is { } percentile)
                {
                    decimal[] sorted = [.. window.Select(w => w.Number).Order()];
                    int rank = (int)Math.Ceiling(percentile / 100 * sorted.Length);
                    return [sorted[Math.Clamp(rank - 1, 0, sorted.Length - 1)]];
                }

                // The share of each value among all, in percent.
                int all = window.Count;
                return [.. distinct.OrderBy(d => d.Key, StringComparer.OrdinalIgnoreCase).Select(d => 100m * d.Value / all)];
        }
    }

    private bool Holds(decimal measure) => Correlation.Limits.All(l => l.Holds(measure));

    private void Add(SigmaRuleMatch match, string value, decimal number)
    {
        if (window.Count >= SigmaCorrelator.MaxWindowMatches)
        {
            RemoveFirst();
        }

        window.Enqueue((match, value, number));
        distinct[value] = distinct.GetValueOrDefault(value) + 1;
        sum += number;
    }

    private void RemoveFirst()
    {
        (_, string value, decimal number) = window.Dequeue();
        sum -= number;
        if (--distinct[value] == 0)
        {
            distinct.Remove(value);
        }
    }
}
