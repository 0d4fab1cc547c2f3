namespace Hindcast.Engine.Hunting;

/// <summary>The order of matches in all outputs: by time (those without time last), place, and rule; nothing is left to chance.</summary>
internal sealed class HuntMatchOrder : IComparer<HuntMatch>
{
    internal static readonly HuntMatchOrder Instance = new();

    /// <inheritdoc/>
    public int Compare(HuntMatch? x, HuntMatch? y)
    {
        int order = (x!.Time?.UtcTicks ?? long.MaxValue).CompareTo(y!.Time?.UtcTicks ?? long.MaxValue);
        order = order != 0 ? order : x.Location.CompareTo(y.Location);
        order = order != 0 ? order : x.Location.RecordId.CompareTo(y.Location.RecordId);
        order = order != 0 ? order : string.CompareOrdinal(x.Rule.Id, y.Rule.Id);
        order = order != 0 ? order : string.CompareOrdinal(x.Rule.Title, y.Rule.Title);
        order = order != 0 ? order : x.IsCorrelation.CompareTo(y.IsCorrelation);
        return order != 0 ? order : string.CompareOrdinal(Text(x), Text(y));
    }

    private static string Text(HuntMatch match) => string.Join('\n', match.Fields.Select(f => $"{f.Key}={f.Value}"));
}
