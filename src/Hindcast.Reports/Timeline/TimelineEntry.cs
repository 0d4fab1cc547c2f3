using Hindcast.Evidence;

namespace Hindcast.Reports.Timeline;

/// <summary>One thing with a time.</summary>
public sealed record TimelineEntry
{
    /// <summary>When.</summary>
    public required EvidenceTime Time { get; init; }

    /// <summary><c>request</c>, <c>effect</c>, <c>artefact</c>, <c>use</c>, <c>user-rule</c>, <c>build</c> or <c>sign</c> (of tampering with a log).</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about: a CVE, <c>web-shell</c>, a build, a kind of sign, the level of a rule of the user's own.</summary>
    public required string Subject { get; init; }

    /// <summary>What it shows by itself; null for builds, signs and rules of the user's own.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>The log it is from.</summary>
    public required string Source { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Fields of the record, as text.</summary>
    public string Details { get; init; } = "";

    /// <summary>Claim id.</summary>
    public required string Claim { get; init; }

    /// <summary>The server that wrote it, where the record says so; "" elsewhere.</summary>
    public string Host { get; init; } = "";

    /// <summary>The client's address, where the record has one; "" elsewhere.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The account, where the record has one; "" elsewhere.</summary>
    public string User { get; init; } = "";
}
