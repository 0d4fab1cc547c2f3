using Hindcast.Evidence;

namespace Hindcast.Analysis.Sunburst;

/// <summary>What one SUNBURST name says.</summary>
public sealed record SunburstRecord
{
    /// <summary>The number of the last (or only) piece of a domain name.</summary>
    public const int LastPiece = 35;

    /// <summary>What it carries.</summary>
    public required SunburstRecordKind Kind { get; init; }

    /// <summary>The infected server's id: 16 hexadecimal digits, upper case.</summary>
    public required string HostId { get; init; }

    /// <summary>The region label, which agrees with the host id.</summary>
    public required string Region { get; init; }

    /// <summary>For a name record: which piece, from 0; <see cref="LastPiece"/> for the last. Otherwise -1.</summary>
    public int Piece { get; init; } = -1;

    /// <summary>For a name record: the piece as it was sent, still encoded. Otherwise "".</summary>
    public string Payload { get; init; } = "";

    /// <summary>The piece's text where it can be read alone; else "". Only the joined pieces are the domain.</summary>
    public string PieceText { get; init; } = "";

    /// <summary>For ping and report: the half hour that the server's clock showed (its start), UTC. Otherwise null.</summary>
    public EvidenceTime? Time { get; init; }

    /// <summary>
    /// For ping and report: true when the server had been told to take a CNAME, which the operators did for chosen
    /// servers only (stage 2).
    /// </summary>
    public bool IsStage2 { get; init; }

    /// <summary>For a report: the security products.</summary>
    public IReadOnlyList<SunburstProduct> Products { get; init; } = [];

    /// <summary>
    /// What decoders that do not look at bit 7 of the key make of this name, when their reading passes the check of the
    /// region too; else "".
    /// </summary>
    public string OtherReading { get; init; } = "";
}
