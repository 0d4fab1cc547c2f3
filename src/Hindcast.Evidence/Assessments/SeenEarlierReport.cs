namespace Hindcast.Evidence.Assessments;

/// <summary>
/// The days of the evidence walked once more without the campaigns that were found: what stood on the list of the unusual on each
/// evening, with only what was known on that day to explain it.
/// </summary>
public sealed record SeenEarlierReport
{
    /// <summary>How it ends.</summary>
    public required SeenEarlierState State { get; init; }

    /// <summary>The first item that leads to an intrusion, of at least two kinds when there is such a one; its id is W1. Null when there is none.</summary>
    public UnusualItem? Item { get; init; }

    /// <summary>The campaigns that were left out: ids of their packs.</summary>
    public required IReadOnlyList<string> Without { get; init; }

    /// <summary>The earliest day on which the world learned of one of them; null when none has such a day.</summary>
    public DateOnly? Disclosed { get; init; }

    /// <summary>Days from the item to that day; negative when it came later.</summary>
    public int? DaysBeforeDisclosure { get; init; }

    /// <summary>Items up to and with that evening that lead to no intrusion; all of them when none does.</summary>
    public required int OtherItemsUntil { get; init; }

    /// <summary>UTC days that were judged.</summary>
    public required int DaysJudged { get; init; }
}
