using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

/// <summary>A temporary folder of evidence for one test, and the ways to fill it.</summary>
internal sealed class EvidenceFolder : IDisposable
{
    public EvidenceFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "hindcast-" + Guid.NewGuid().ToString("N"));

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public string Write(string relative, byte[] bytes)
    {
        string path = Path(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    public EvidenceTree Open(EvidenceLimits? limits = null, string? password = null) =>
        EvidenceTree.Open([Root], limits, password, cancel: TestContext.Current.CancellationToken);

    public static EvidenceTree Of(params IReadOnlyList<string> roots) =>
        EvidenceTree.Open(roots, cancel: TestContext.Current.CancellationToken);

    public static byte[] Zip(params (string Name, string Text)[] members) =>
        Zip(CompressionLevel.Optimal, [.. members.Select(m => (m.Name, Encoding.UTF8.GetBytes(m.Text)))]);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = new DateTimeOffset(2021, 3, 3, 4, 23, 22, TimeSpan.Zero);
                using Stream body = entry.Open();
                body.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Tar(params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream stream = new();
        using (TarWriter tar = new(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(bytes),
                    ModificationTime = new DateTimeOffset(2021, 3, 3, 4, 23, 22, 500, TimeSpan.Zero),
                });
            }
        }

        return stream.ToArray();
    }

    public static byte[] TarOf(params TarEntry[] entries)
    {
        using MemoryStream stream = new();
        using (TarWriter tar = new(stream, leaveOpen: true))
        {
            foreach (TarEntry entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Bytes that hardly pack, the same for the same seed.</summary>
    public static byte[] Noise(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        uint state = (uint)seed;
        for (int i = 0; i < length; i++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[i] = (byte)((state >> 24) & 0x3F);
        }

        return bytes;
    }

    public static byte[] ReadAll(EvidenceTree tree, string path)
    {
        using Stream stream = tree.OpenRead(tree.Items.Single(item => item.Path == path));
        return ReadAll(stream);
    }

    public static byte[] ReadAll(Stream stream)
    {
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>Every member's bytes that can be read, by path, whatever the access.</summary>
    public static SortedDictionary<string, byte[]> ReadEverything(EvidenceTree tree)
    {
        SortedDictionary<string, byte[]> all = new(StringComparer.Ordinal);
        foreach (EvidenceItem item in tree.Items.Where(item => item.Access != EvidenceAccess.Sequential))
        {
            using Stream stream = tree.OpenRead(item);
            all.Add(item.Path, ReadAll(stream));
        }

        tree.Visit(_ => true, (item, stream) => all.Add(item.Path, ReadAll(stream)), TestContext.Current.CancellationToken);
        return all;
    }

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    public static IEnumerable<string> Codes(EvidenceTree tree) => tree.Diagnostics.Select(d => d.Code).Distinct();

    public static Diagnostic Only(EvidenceTree tree, DiagnosticDescriptor descriptor) =>
        Assert.Single(tree.Diagnostics, d => d.Descriptor == descriptor);

    public void Dispose()
    {
        // Paths of the tests may be longer than .NET's own recursive delete likes.
        Directory.Delete(Root, recursive: true);
    }
}
