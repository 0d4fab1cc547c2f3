using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Replay;

/// <summary>What would have been said on each day, by somebody who knew no more than that day's past.</summary>
public sealed record ReplayReport
{
    /// <summary>The program and its version.</summary>
    public required string Tool { get; init; }

    /// <summary>The last UTC day with records; null without any.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Packs that were left out, by id.</summary>
    public required IReadOnlyList<string> Without { get; init; }

    /// <summary>The first day on which one of them could have been used; null when none is left out, or none was ever disclosed.</summary>
    public DateOnly? LeftOutKnown { get; init; }

    /// <summary>Everything unusual within the budget that no rule explains which was known on the day.</summary>
    public required UnusualReport Unusual { get; init; }

    /// <summary>Ids of items at rows or addresses that findings lead to today. Others count as false, which may do them wrong.</summary>
    public required IReadOnlyList<string> Matter { get; init; }

    /// <summary>Each kind of oddness and when it spoke.</summary>
    public required IReadOnlyList<ReplayFamily> Families { get; init; }

    /// <summary>The first day whose items would have been seen; null when there is none.</summary>
    public DateOnly? Seen { get; init; }

    /// <summary>The first such day with an item that matters; null when there is none.</summary>
    public DateOnly? SeenThatMatters { get; init; }

    /// <summary>The first day on which a pack that was known says that a flaw answered, or more; null when none does within the evidence.</summary>
    public DateOnly? PacksSpeakOfSuccess { get; init; }

    /// <summary>The first of <see cref="SeenThatMatters"/> and <see cref="PacksSpeakOfSuccess"/>: when the tool as a whole would have spoken.</summary>
    public DateOnly? ToolSpeaks { get; init; }

    /// <summary>Days of the first disclosure after <see cref="SeenThatMatters"/>; negative when it was later; null when no campaign matched.</summary>
    public int? DaysBeforeDisclosure { get; init; }

    /// <summary>Items that do not matter, up to and with the day <see cref="SeenThatMatters"/>, or all.</summary>
    public required int FalseItemsUntil { get; init; }

    /// <summary>Packs that meet something, in the order in which they could have spoken.</summary>
    public required IReadOnlyList<ReplayPack> Packs { get; init; }
}
