namespace Hindcast.Engine.Replay;

/// <summary>When a pack could first have spoken.</summary>
/// <param name="Pack">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Known">The first day on which its knowledge could be used: the day after its disclosure; for a pack without one the
/// date of the first rule that met something.</param>
/// <param name="IsDisclosure">False when <paramref name="Known"/> is the date of a rule.</param>
/// <param name="FirstMatch">Day of the first record that its rules meet today.</param>
/// <param name="Speaks">The first day on which it was known and had met something.</param>
/// <param name="IsInEvidence">False when that day lies behind the last day of the evidence.</param>
public sealed record ReplayPack(string Pack, string Name, DateOnly Known, bool IsDisclosure, DateOnly FirstMatch, DateOnly Speaks, bool IsInEvidence)
{
    /// <summary>It was left out of the replay: it explains no item, and nothing counts as said by it.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>The first day on which a rule that was known had met an answer that only the flaw gives, or more; null when none had.</summary>
    public DateOnly? SpeaksOfSuccess { get; init; }
}
