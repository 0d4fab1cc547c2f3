using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>What a <see cref="GuardedStream"/> holds its bytes against. Immutable.</summary>
/// <param name="Path">The item, for diagnostics.</param>
/// <param name="Limits">The limits.</param>
internal sealed record GuardPlan(string Path, EvidenceLimits Limits)
{
    /// <summary>The length that the archive claims; -1 when it claims none.</summary>
    public long LengthBytes { get; init; } = -1;

    /// <summary>The checksum that the archive claims; null when it claims none or the decoder checks it.</summary>
    public uint? Crc { get; init; }

    /// <summary>How many packed bytes were used up to now, for the ratio; null where nothing is packed.</summary>
    public Func<long>? PackedBytes { get; init; }

    /// <summary>What to take the unpacked bytes from; null when that was done while listing.</summary>
    public UnpackBudget? Budget { get; init; }

    /// <summary>What it means when bytes are missing or the decoder gives up.</summary>
    public DiagnosticDescriptor OnDamage { get; init; } = SourceDiagnostics.MemberDamaged;
}
