using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Replay;

/// <summary>What would have been said on each day, by somebody who knew no more than that day's past.</summary>
public sealed record ReplayReport
{
    /// <summary>The program and its version.</summary>
    public required string Tool { get; init; }

    /// <summary>The last UTC day with records; null without any.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Everything unusual within the budget, with no pack to explain any of it.</summary>
    public required UnusualReport Unusual { get; init; }

    /// <summary>Ids of items at rows or addresses that findings lead to today. Others count as false, which may do them wrong.</summary>
    public required IReadOnlyList<string> Matter { get; init; }

    /// <summary>Each kind of oddness and when it spoke.</summary>
    public required IReadOnlyList<ReplayFamily> Families { get; init; }

    /// <summary>The first day whose items would have been seen; null when there is none.</summary>
    public DateOnly? Seen { get; init; }

    /// <summary>The first such day with an item that matters; null when there is none.</summary>
    public DateOnly? SeenThatMatters { get; init; }

    /// <summary>Days of the first disclosure after <see cref="SeenThatMatters"/>; negative when it was later; null when no campaign matched.</summary>
    public int? DaysBeforeDisclosure { get; init; }

    /// <summary>Items that do not matter, up to and with the day <see cref="SeenThatMatters"/>, or all.</summary>
    public required int FalseItemsUntil { get; init; }

    /// <summary>Packs that meet something, in the order in which they could have spoken.</summary>
    public required IReadOnlyList<ReplayPack> Packs { get; init; }
}
