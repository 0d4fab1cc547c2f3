using Hindcast.Evidence;

namespace Hindcast.Analysis.Sunburst;

/// <summary>One infected server: all that its names and their answers say together.</summary>
public sealed record SunburstHost
{
    /// <summary>Its id.</summary>
    public required string HostId { get; init; }

    /// <summary>Its Active Directory domain as far as it was seen.</summary>
    public required SunburstDomain Domain { get; init; }

    /// <summary>How far it came.</summary>
    public required SunburstStage Stage { get; init; }

    /// <summary>Earliest query in the logs, or null when no log has a time.</summary>
    public EvidenceTime? First { get; init; }

    /// <summary>Latest query in the logs, or null.</summary>
    public EvidenceTime? Last { get; init; }

    /// <summary>Earliest time that the server wrote into a name itself, or null.</summary>
    public EvidenceTime? FirstEncoded { get; init; }

    /// <summary>Latest time that the server wrote into a name itself, or null.</summary>
    public EvidenceTime? LastEncoded { get; init; }

    /// <summary>Earliest sign of stage 2, or null.</summary>
    public EvidenceTime? ChosenAt { get; init; }

    /// <summary>Names that CNAME answers pointed to.</summary>
    public required IReadOnlyList<string> SecondStageNames { get; init; }

    /// <summary>Earliest answer that told it to end, or null.</summary>
    public EvidenceTime? TerminatedAt { get; init; }

    /// <summary>True when it asked again more than an hour after an answer that told it to end.</summary>
    public bool WentOnAfterTermination { get; init; }

    /// <summary>Security products that its reports named, with all bits ever set.</summary>
    public required IReadOnlyList<SunburstProduct> Products { get; init; }

    /// <summary>Addresses of those who asked: the server itself, or resolvers in between.</summary>
    public required IReadOnlyList<string> Clients { get; init; }

    /// <summary>Queries, by what they carried.</summary>
    public required IReadOnlyDictionary<SunburstRecordKind, int> Queries { get; init; }

    /// <summary>Ids of the observations behind it, in the order given.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>What would have to be known to say more, in words.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
