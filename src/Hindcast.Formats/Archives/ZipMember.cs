using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>One entry of a zip, as its directory (or, without one, its own header) describes it. Immutable.</summary>
/// <param name="Name">The name, decoded and otherwise untouched.</param>
/// <param name="HeaderOffset">Where its local header stands in the archive.</param>
/// <param name="PackedBytes">Length of its packed bytes.</param>
/// <param name="LengthBytes">Length unpacked; -1 when unknown.</param>
/// <param name="Crc">Checksum of the unpacked bytes; null when unknown.</param>
/// <param name="Method">Packing method.</param>
/// <param name="Flags">General purpose flags.</param>
/// <param name="Modified">Last modification; null when the entry has none that is valid.</param>
/// <param name="ModifiedIsLocal">True when that is a local time of an unknown zone.</param>
internal sealed record ZipMember(
    string Name, long HeaderOffset, long PackedBytes, long LengthBytes, uint? Crc, int Method, int Flags,
    EvidenceTime? Modified, bool ModifiedIsLocal)
{
    /// <summary>Stored without packing.</summary>
    public const int Stored = 0;

    /// <summary>Deflate.</summary>
    public const int Deflate = 8;

    /// <summary>Deflate with a window of 64 KB, which Explorer writes for files beyond 2 GB.</summary>
    public const int Deflate64 = 9;

    /// <summary>True when a password is needed.</summary>
    public bool IsEncrypted => (Flags & 1) != 0;

    /// <summary>True for a folder.</summary>
    public bool IsFolder => LengthBytes <= 0 && (Name.EndsWith('/') || Name.EndsWith('\\'));

    /// <summary>True when the packed bytes are shared with a member before this one.</summary>
    public bool Overlaps { get; init; }

    /// <summary>True for a symbolic link made on Unix.</summary>
    public bool IsLink { get; init; }
}
