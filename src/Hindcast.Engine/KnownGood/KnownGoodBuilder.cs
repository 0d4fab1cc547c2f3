using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.KnownGood;

/// <summary>
/// Makes a table of known files from install media or an installed server that is trusted: SHA-256, path below the install
/// root, build, size. The build is that of ExSetup.exe, else of the newest Microsoft.Exchange library. Reads only.
/// </summary>
public static class KnownGoodBuilder
{
    private const int MaxVersionBytes = 64 << 20;

    private static ReadOnlySpan<byte> VersionSignature => [0xBD, 0x04, 0xEF, 0xFE, 0x00, 0x00, 0x01, 0x00];

    /// <summary>Writes a table.</summary>
    /// <param name="folder">Folder or archive of the media.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Rows written, and what was wrong with the media.</returns>
    public static (int Rows, BuildNumber? Build, IReadOnlyList<Diagnostic> Diagnostics) Write(string folder, TextWriter output, CancellationToken cancellation)
    {
        EvidenceTree tree = EvidenceTree.Open([folder], cancel: cancellation);
        SortedDictionary<(string Path, string Hash), long> rows = new(Comparer<(string, string)>.Create(
            (a, b) => string.CompareOrdinal(a.Item1, b.Item1) is var byPath and not 0 ? byPath : string.CompareOrdinal(a.Item2, b.Item2)));
        BuildNumber? setup = null, library = null;
        TreeVisit.All(
            tree,
            (item, stream) =>
            {
                string[] parts = KnownPaths.Split(item.Path[(item.Path.LastIndexOf("!/", StringComparison.Ordinal) is >= 0 and int inner ? inner + 2 : 0)..]);
                bool isSetup = parts[^1] == "exsetup.exe";
                bool isLibrary = parts[^1].StartsWith("microsoft.exchange.", StringComparison.Ordinal) && parts[^1].EndsWith(".dll", StringComparison.Ordinal);
                (string hash, long size, BuildNumber? build) = Read(stream, isSetup || isLibrary, cancellation);
                setup = isSetup && build is not null ? build : setup;
                library = isLibrary && build is { Major: >= 14 } found && (library is null || found > library.Value) ? found : library;
                rows[(string.Join('/', parts), hash)] = size;
            },
            cancellation);

        BuildNumber? known = setup ?? library;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"# 0={(known is null ? "unknown" : known.ToString())}\n"));
        foreach (((string path, string hash), long size) in rows)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{hash}\t{path.Replace('\t', ' ')}\t0\t{size}\n"));
        }

        return (rows.Count, known, tree.Diagnostics);
    }

    private static (string Hash, long Size, BuildNumber? Build) Read(Stream stream, bool wantsBuild, CancellationToken cancellation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using MemoryStream? content = wantsBuild ? new MemoryStream() : null;
        byte[] buffer = new byte[128 * 1024];
        long size = 0;
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            size += read;
            content?.Write(buffer, 0, (int)Math.Min(read, MaxVersionBytes - content.Length));
        }

        return (
            Convert.ToHexStringLower(hash.GetHashAndReset()), size,
            content is null ? null : FileVersion(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    /// <summary>The file version of a program's version resource (VS_FIXEDFILEINFO), found by its signature; null without one.</summary>
    internal static BuildNumber? FileVersion(ReadOnlySpan<byte> program)
    {
        int at = program.IndexOf(VersionSignature);
        if (at < 0 || program.Length < at + 16)
        {
            return null;
        }

        uint high = BinaryPrimitives.ReadUInt32LittleEndian(program[(at + 8)..]);
        uint low = BinaryPrimitives.ReadUInt32LittleEndian(program[(at + 12)..]);
        return new BuildNumber((int)(high >> 16), (int)(high & 0xFFFF), (int)(low >> 16), (int)(low & 0xFFFF));
    }
}
