using Hindcast.Evidence;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

/// <summary>Every truncation and every flipped byte of small archives: no throw, no hang, no silent loss.</summary>
public sealed class DamageTests : IDisposable
{
    private static readonly byte[] Log = EvidenceFolder.Bytes("#Fields: date time cs-uri-stem\r\n2021-03-03 04:23:22 /ecp/y.js\r\n");
    private readonly EvidenceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Kinds => ["zip", "tar.gz", "gz", "tar", "solid.7z", "t.tar.xz", "t.tar.bz2", "t.tar.zst", "aes.zip", "u.log.xz", "u.log.zst", "u.log.bz2"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_truncation_is_read_without_a_throw_and_is_reported(string kind)
    {
        byte[] whole = Make(kind);
        SortedDictionary<string, byte[]> good = Read(whole, out _);
        for (int length = 1; length < whole.Length; length++)
        {
            SortedDictionary<string, byte[]> read = Read(whole[..length], out IReadOnlyList<Diagnostic> diagnostics);
            bool lost = good.Any(p => p.Key != "evidence" && (!read.TryGetValue(p.Key, out byte[]? bytes) || bytes.Length < p.Value.Length));
            bool looksLikeIt = read.Count > 1 || diagnostics.Count > 0;
            Assert.True(!lost || diagnostics.Count > 0 || !looksLikeIt, $"silent loss at {length} of {whole.Length}");
            Assert.True(looksLikeIt || length < 512, $"not told at {length} of {whole.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_flipped_byte_is_read_without_a_throw(string kind)
    {
        byte[] whole = Make(kind);
        SortedDictionary<string, byte[]> good = Read(whole, out _);
        int silent = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (at % 8));
            SortedDictionary<string, byte[]> read = Read(damaged, out IReadOnlyList<Diagnostic> diagnostics);
            bool other = good.Any(p => p.Key != "evidence" && read.TryGetValue(p.Key, out byte[]? bytes) && !bytes.AsSpan().SequenceEqual(p.Value));
            silent += other && diagnostics.Count == 0 ? 1 : 0;
        }

        // A tar has no checksum over its contents; all others must notice other bytes.
        Assert.True(kind == "tar" || silent == 0, $"{silent} of {whole.Length} flips changed bytes without a diagnostic");
    }

    private static byte[] Make(string kind) => kind switch
    {
        "zip" => EvidenceFolder.Zip(System.IO.Compression.CompressionLevel.Optimal, ("C/u_ex1.log", Log), ("C/u_ex2.log", Log)),
        "tar.gz" => EvidenceFolder.Gzip(EvidenceFolder.Tar(("C/u_ex1.log", Log), ("C/u_ex2.log", Log))),
        "tar" => EvidenceFolder.Tar(("C/u_ex1.log", Log)),
        "gz" => EvidenceFolder.Gzip(Log),
        _ => ArchiveSamples.Read(kind),
    };

    private SortedDictionary<string, byte[]> Read(byte[] archive, out IReadOnlyList<Diagnostic> diagnostics)
    {
        EvidenceTree tree = EvidenceTree.Open(
            [_folder.Write("evidence", archive)], new EvidenceLimits { MaxUnpackedBytes = 10_000_000 }, "infected", cancel: TestContext.Current.CancellationToken);
        SortedDictionary<string, byte[]> all = EvidenceFolder.ReadEverything(tree);
        diagnostics = tree.Diagnostics;
        return all;
    }
}
