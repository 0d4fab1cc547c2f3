namespace Hindcast.Simulation.Evaluation;

/// <summary>How the unusual items of one simulated server compare with what happened.</summary>
public sealed record SurpriseScore
{
    /// <summary>Scenario and seed.</summary>
    public required string Server { get; init; }

    /// <summary>The scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Somebody got in, at a time that can be judged and in rows that are left.</summary>
    public required bool IsExploited { get; init; }

    /// <summary>Days that were judged.</summary>
    public required int DaysJudged { get; init; }

    /// <summary>Hours from the first success to the end of the day whose items show it, with at least two kinds; null when none does.</summary>
    public required double? HoursToSeen { get; init; }

    /// <summary>The same for items of any number of kinds.</summary>
    public required double? HoursToShown { get; init; }

    /// <summary>The kinds of the first item that shows it.</summary>
    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>Items at no row of an intrusion or a scan.</summary>
    public required int FalseItems { get; init; }

    /// <summary>Of these, before the first that shows the intrusion.</summary>
    public required int FalseItemsBefore { get; init; }

    /// <summary>Items of at least two kinds at no row of an intrusion or a scan.</summary>
    public required int FalseSeen { get; init; }

    /// <summary>Items at rows of scans.</summary>
    public required int ScanItems { get; init; }

    /// <summary>Things that administrators did on days that were judged.</summary>
    public required int Lookalikes { get; init; }

    /// <summary>Of these, those at whose rows an item of at least two kinds stands.</summary>
    public required int LookalikesSeen { get; init; }

    /// <summary>The pack that was left out, as if nobody had written it; "" for a way in that no pack describes, or without packs.</summary>
    public string Campaign { get; init; } = "";

    /// <summary>The first day on which that pack could have been used; null without one.</summary>
    public DateOnly? PackKnown { get; init; }

    /// <summary>Somebody got in before that day, so that it could be noticed without the pack; true without one.</summary>
    public bool IsBeforePack { get; init; }

    /// <summary>An item that shows it stands in the budget before that day.</summary>
    public bool IsShownBeforePack { get; init; }

    /// <summary>Days from the first item of at least two kinds that shows it to that day; negative when the pack was there first.</summary>
    public int? LeadDays { get; init; }

    /// <summary>
    /// Hours from the first success to the end of the day on which packs that were known, other than the one left out, say that a flaw
    /// answered; null when none does. What they explain is not in the budget.
    /// </summary>
    public double? HoursToOtherPacks { get; init; }

    /// <summary>True when nobody got in or tried.</summary>
    public required bool IsClean { get; init; }
}
