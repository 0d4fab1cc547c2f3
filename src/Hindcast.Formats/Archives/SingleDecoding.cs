using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace Hindcast.Formats.Archives;

/// <summary>Unpacks files that hold one compressed stream. Thread-safe.</summary>
internal static class SingleDecoding
{
    private static readonly string[] Extensions = [".gz", ".xz", ".bz2", ".zst", ".zstd", ".gzip", ".bz"];
    private static readonly string[] TarExtensions = [".tgz", ".txz", ".tbz2", ".tbz", ".tzst"];

    /// <summary>A guarded stream over the unpacked bytes.</summary>
    /// <param name="kind">How it is packed.</param>
    /// <param name="open">Opens the packed bytes.</param>
    /// <param name="canReopen">True when <paramref name="open"/> can be called again.</param>
    /// <param name="plan">Path, limits and budget.</param>
    /// <param name="sink">Takes what is wrong.</param>
    public static GuardedStream Open(ContainerKind kind, Func<Stream> open, bool canReopen, GuardPlan plan, DiagnosticSink sink)
    {
        CountingStream? packed = null;
        return new GuardedStream(
            () =>
            {
                packed = new CountingStream(open());
                return Decode(kind, packed, canReopen ? offset => OpenAt(open, offset) : null);
            },
            plan with { PackedBytes = () => packed?.Position ?? 0 },
            sink);
    }

    /// <summary>The name of the one file inside, from the name of the file around it; what a gzip header says is not trusted.</summary>
    public static string InnerName(string outerPath)
    {
        string name = outerPath[(outerPath.LastIndexOf('/') + 1)..];
        foreach (string extension in Extensions)
        {
            if (name.Length > extension.Length && name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^extension.Length];
            }
        }

        foreach (string extension in TarExtensions)
        {
            if (name.Length > extension.Length && name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^extension.Length] + ".tar";
            }
        }

        return name;
    }

    private static Stream Decode(ContainerKind kind, Stream packed, Func<long, Stream>? reopenAt) => kind switch
    {
        ContainerKind.Gzip => new GzipStreamReader(packed, reopenAt),
        ContainerKind.Xz => new XZStream(packed),
        ContainerKind.Bzip2 => BZip2Stream.Create(packed, SharpCompress.Compressors.CompressionMode.Decompress, true, false, false),
        ContainerKind.Zstandard => new DecompressionStream(packed),
        _ => throw new DecodingException(SourceDiagnostics.Unsupported, kind.ToString()),
    };

    private static Stream OpenAt(Func<Stream> open, long offset)
    {
        Stream stream = open();
        if (stream.CanSeek)
        {
            stream.Position = offset;
            return stream;
        }

        new GzipFeed(stream).Skip(offset);
        return stream;
    }
}
