namespace Hindcast.Sigma.Correlations;

/// <summary>What a correlation looks for in the matches of its rules within the timespan.</summary>
public enum SigmaCorrelationType : byte
{
    /// <summary>How many matches.</summary>
    EventCount,

    /// <summary>How many different values of a field.</summary>
    ValueCount,

    /// <summary>Matches of all rules in any order.</summary>
    Temporal,

    /// <summary>Matches of all rules in the order of the list.</summary>
    TemporalOrdered,

    /// <summary>The sum of a field.</summary>
    ValueSum,

    /// <summary>The average of a field.</summary>
    ValueAverage,

    /// <summary>A percentile of a field, or the share of one value among all.</summary>
    ValuePercentile,
}
