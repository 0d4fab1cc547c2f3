namespace Hindcast.Reports.Notify;

/// <summary>A duty to report, as reviewed data tells it (packs/duties). Not legal advice: the source is named, with a day.</summary>
public sealed record Duty
{
    /// <summary>Short name: <c>gdpr-33</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary><c>in-force</c>, <c>proposed</c>, or <c>unclear</c> when sources contradict each other.</summary>
    public required string Status { get; init; }

    /// <summary>The day on which the text was compared with its source.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>From when on it holds, or null.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Whom it binds.</summary>
    public required string AppliesTo { get; init; }

    /// <summary>What starts the clock.</summary>
    public required string ClockStart { get; init; }

    /// <summary>True when the clock starts with knowing of the incident, so that <c>--known-at</c> gives the times.</summary>
    public required bool StartsWhenKnown { get; init; }

    /// <summary>Exceptions and conditions, in words.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>The reports that are due, in order.</summary>
    public required IReadOnlyList<DutyDeadline> Deadlines { get; init; }

    /// <summary>Where the text of it stands.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
}
