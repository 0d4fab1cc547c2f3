using Hindcast.Evidence;

namespace Hindcast.Analysis.Surprise;

/// <summary>How much is shown, and what is left to findings. The numbers were set on development seeds (docs/surprise.md) and are not for tuning on a case.</summary>
public sealed record SurpriseOptions
{
    /// <summary>Items in any 30 days.</summary>
    public int ItemsPerMonth { get; init; } = 5;

    /// <summary>Of these, items of one kind of oddness alone, beside the one of names.</summary>
    public int SinglesPerMonth { get; init; } = 2;

    /// <summary>Of these, items of the same one kind: a noisy kind must not take the place of one that seldom speaks.</summary>
    public int SinglesPerKind { get; init; } = 1;

    /// <summary>Of these, items that only three kinds of oddness and more may take, so that a noisy week does not hide what is glaring.</summary>
    public int KeptForThreeKinds { get; init; } = 1;

    /// <summary>Days with rows of a log that must lie before a day on which that log is judged.</summary>
    public int MinHistoryDays { get; init; } = 7;

    /// <summary>What an item of several kinds must add up to, in tenths of a bit.</summary>
    public int TenthsForSeveral { get; init; } = 50;

    /// <summary>What an item of one kind must have.</summary>
    public int TenthsForOne { get; init; } = 40;

    /// <summary>What a sign must have to be compared with other servers: rarer than one day in four.</summary>
    public int TenthsToCompare { get; init; } = 20;

    /// <summary>True for rows that stand behind findings of a campaign that is known on the day judged.</summary>
    public Func<DateOnly, SourceLocation, bool> IsExplained { get; init; } = (_, _) => false;

    /// <summary>True for addresses of clients to whom findings of a campaign lead that is known on the day judged.</summary>
    public Func<DateOnly, string, bool> IsExplainedClient { get; init; } = (_, _) => false;
}
