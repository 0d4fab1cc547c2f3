namespace Hindcast.Evidence.Assessments;

/// <summary>The one thing that everybody asks first.</summary>
public sealed record Verdict
{
    /// <summary>The worst outcome that evidence shows.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>One sentence in plain words.</summary>
    public required string Headline { get; init; }

    /// <summary>
    /// The two sentences behind the headline: since when and by how many, and what stands at the end; or which days were seen, and
    /// whether the server was open. Empty when nothing could be read. Since schema 1.6.
    /// </summary>
    public IReadOnlyList<Statement> Summary { get; init; } = [];

    /// <summary>Why, one statement each.</summary>
    public required IReadOnlyList<Statement> Reasons { get; init; }

    /// <summary>What the verdict does not cover.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>First UTC day with evidence, or null.</summary>
    public DateOnly? CoveredFrom { get; init; }

    /// <summary>Last UTC day with evidence, or null.</summary>
    public DateOnly? CoveredTo { get; init; }

    /// <summary>True when some evidence could not be read.</summary>
    public required bool Incomplete { get; init; }

    /// <summary>
    /// Why the verdict can be too mild although all evidence was read: days on which the server was open and which no log holds, logs in
    /// which nothing is looked for, records of several machines. One sentence each. Since schema 1.7.
    /// </summary>
    public IReadOnlyList<string> Reservations { get; init; } = [];
}
