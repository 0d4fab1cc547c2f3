namespace Hindcast.Sigma.Correlations;

/// <summary>A correlation: a rule over the matches of other rules or correlations. Immutable.</summary>
public sealed class SigmaCorrelation
{
    internal SigmaCorrelation(SigmaHeader header, SigmaCorrelationType type, IReadOnlyList<string> rules, TimeSpan timespan)
    {
        Header = header;
        Type = type;
        Rules = rules;
        Timespan = timespan;
    }

    /// <summary>Everything that describes the correlation.</summary>
    public SigmaHeader Header { get; }

    /// <inheritdoc cref="SigmaHeader.Id"/>
    public string Id => Header.Id;

    /// <inheritdoc cref="SigmaHeader.Title"/>
    public string Title => Header.Title;

    /// <inheritdoc cref="SigmaHeader.Level"/>
    public SigmaLevel Level => Header.Level;

    /// <inheritdoc cref="SigmaHeader.Tags"/>
    public IReadOnlyList<string> Tags => Header.Tags;

    /// <summary>What it looks for.</summary>
    public SigmaCorrelationType Type { get; }

    /// <summary>Ids or names of the rules and correlations that it needs, as the file writes them.</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>Fields that must have the same values; empty for one group over everything.</summary>
    public IReadOnlyList<string> GroupBy { get; internal init; } = [];

    /// <summary>Alias, then rule id or name, to the field that the alias means in that rule's events.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Aliases { get; internal init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>All matches lie within this time of each other, both ends included.</summary>
    public TimeSpan Timespan { get; }

    /// <summary>The comparisons, joined by AND; empty for temporal types means: all rules.</summary>
    public IReadOnlyList<SigmaLimit> Limits { get; internal init; } = [];

    /// <summary>The fields whose values are counted, summed or averaged.</summary>
    public IReadOnlyList<string> Fields { get; internal init; } = [];

    /// <summary>Which percentile, 0 to 100; null for the share of one value among all values.</summary>
    public decimal? Percentile { get; internal init; }

    /// <summary>True when matches of the needed rules are shown by themselves too.</summary>
    public bool Generate { get; internal init; }

    /// <summary>True when it stands for an old aggregation: it shares its id with the rule that it counts.</summary>
    public bool IsAggregation { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Title} ({Id})";
}
