namespace Hindcast.Formats.Archives;

/// <summary>Tells archives by their first bytes; names are never looked at. Thread-safe.</summary>
internal static class ContainerSignature
{
    /// <summary>Bytes from the start of a file that are enough to tell.</summary>
    public const int LengthBytes = 512;

    /// <summary>What the file is that begins with these bytes.</summary>
    public static ContainerKind Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) || head.StartsWith("PK00PK\x03\x04"u8))
        {
            return ContainerKind.Zip;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]))
        {
            return ContainerKind.SevenZip;
        }

        if (head.Length >= 3 && head[0] == 0x1F && head[1] == 0x8B && head[2] == 8)
        {
            return ContainerKind.Gzip;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]))
        {
            return ContainerKind.Xz;
        }

        if (head.Length >= 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9'
            && (head[4..].StartsWith((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
                || head[4..].StartsWith((ReadOnlySpan<byte>)[0x17, 0x72, 0x45, 0x38, 0x50, 0x90])))
        {
            return ContainerKind.Bzip2;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
        {
            return ContainerKind.Zstandard;
        }

        if (TarHeader.IsHeader(head))
        {
            return ContainerKind.Tar;
        }

        bool known = head.StartsWith("Rar!\x1A\x07"u8) || head.StartsWith("MSCF\0\0\0\0"u8)
            || head.StartsWith((ReadOnlySpan<byte>)[0x04, 0x22, 0x4D, 0x18]) || head.StartsWith("MSWIM\0\0\0"u8);
        return known ? ContainerKind.Unsupported : ContainerKind.None;
    }

    /// <summary>True for the kinds that hold exactly one file.</summary>
    public static bool IsSingle(ContainerKind kind) =>
        kind is ContainerKind.Gzip or ContainerKind.Xz or ContainerKind.Bzip2 or ContainerKind.Zstandard;

    /// <summary>True for the kinds that can be opened.</summary>
    public static bool IsReadable(ContainerKind kind) => kind is not (ContainerKind.None or ContainerKind.Unsupported);
}
