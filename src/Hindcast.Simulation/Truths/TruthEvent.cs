using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>An intrusion, an attempt, a scan, or something that looks like one.</summary>
public sealed record TruthEvent
{
    /// <summary>I1, S1 or L1 ...</summary>
    public required string Id { get; init; }

    /// <summary>The vector, the scan or the action.</summary>
    public required string Kind { get; init; }

    /// <summary>The group; "" for scans and administrators.</summary>
    public string Actor { get; init; } = "";

    /// <summary>How far it came.</summary>
    public required Outcome Happened { get; init; }

    /// <summary>How far the evidence that is left shows it.</summary>
    public required Outcome Provable { get; init; }

    /// <summary>First step.</summary>
    public required EvidenceTime First { get; init; }

    /// <summary>Last step.</summary>
    public required EvidenceTime Last { get; init; }

    /// <summary>The first time that a flaw answered or something was done; absent when none did.</summary>
    public EvidenceTime? FirstReached { get; init; }

    /// <summary>Steps in the order in which they were taken.</summary>
    public required IReadOnlyList<TruthStep> Steps { get; init; }

    /// <summary>Files left behind.</summary>
    public required IReadOnlyList<TruthFile> Files { get; init; }

    /// <summary>Accounts, tasks and services.</summary>
    public required IReadOnlyList<TruthLeft> Left { get; init; }

    /// <summary>Addresses of mailboxes that were read.</summary>
    public required IReadOnlyList<string> Mailboxes { get; init; }

    /// <summary>Bytes of mail that went out through the flaw or a session.</summary>
    public required long MailBytes { get; init; }

    /// <summary>Bytes of archives that were fetched. Default IIS logs do not show them.</summary>
    public required long ArchiveBytes { get; init; }
}
