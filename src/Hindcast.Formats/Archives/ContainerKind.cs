namespace Hindcast.Formats.Archives;

/// <summary>What the first bytes say that a file is.</summary>
internal enum ContainerKind : byte
{
    None,
    Zip,
    SevenZip,
    Tar,
    Gzip,
    Xz,
    Bzip2,
    Zstandard,

    /// <summary>An archive that is known and not read (RAR, CAB, LZ4).</summary>
    Unsupported,
}
