using System.IO.Compression;
using System.Text.Json;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Keeping;

/// <summary>
/// What a case keeps with <c>--keep all</c>, below <c>kept/</c>: a compressed copy of each evidence file that was recognised
/// (<c>files/SHA-256.gz</c>), its records (<c>records/*.parquet</c>), and the index that ties them to the evidence. A file is
/// in the index only when both are whole, so a run that was killed leaves what it had finished. Thread-safe.
/// </summary>
internal sealed class KeptFiles
{
    private readonly Lock _lock = new();
    private readonly string _root;
    private readonly string _index;
    private readonly Dictionary<string, KeptFile> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EvidenceItem> _onDisk = new(StringComparer.Ordinal);

    private KeptFiles(string caseFolder)
    {
        _root = Path.Combine(Path.GetFullPath(caseFolder), "kept");
        _index = Path.Combine(_root, "index.jsonl");
        Copies = Path.Combine(_root, "files");
        Records = RecordFolder(Path.GetFullPath(caseFolder));
    }

    /// <summary>Files whose copy was read.</summary>
    internal int FilesRead { get; private set; }

    /// <summary>Bytes of these files.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>Folder of the copies.</summary>
    internal string Copies { get; }

    /// <summary>Folder of the records.</summary>
    internal string Records { get; }

    /// <summary>The folder of a case that holds kept records.</summary>
    internal static string RecordFolder(string caseFolder) => Path.Combine(caseFolder, "kept", "records");

    /// <summary>True when a case keeps all, whole or not.</summary>
    internal static bool AreIn(string caseFolder) => File.Exists(Path.Combine(caseFolder, "kept", "index.jsonl"));

    /// <summary>Takes away all that a case keeps.</summary>
    internal static void Remove(string caseFolder)
    {
        string root = Path.Combine(caseFolder, "kept");
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Opens what a case keeps, or begins it. Lines of the index that cannot be read are files that are not kept.</summary>
    internal static KeptFiles Open(string caseFolder)
    {
        KeptFiles files = new(caseFolder);
        Directory.CreateDirectory(files.Copies);
        Directory.CreateDirectory(files.Records);
        foreach (string line in File.Exists(files._index) ? File.ReadLines(files._index) : [])
        {
            if (Parse(line) is { } kept && IsName(kept.Sha256) && kept.Segments.All(IsName))
            {
                files._kept[kept.Path] = kept;
            }
        }

        return files;
    }

    /// <summary>Says which evidence is in question; before anything is asked for.</summary>
    internal void Bind(EvidenceTree tree)
    {
        foreach (EvidenceItem item in tree.Items.Where(i => i.FullPath is not null))
        {
            _onDisk.Add(item.Path, item);
        }
    }

    /// <summary>What is kept of an evidence file whose path, size and time are those of then; null when it has to be read.</summary>
    internal KeptFile? Find(EvidenceItem item)
    {
        KeptFile? kept;
        lock (_lock)
        {
            kept = _kept.GetValueOrDefault(item.Path);
        }

        return kept is not null && DiskFile(item) is { } disk && kept.Disk == DiskName.Shown(disk.FullPath!) && kept.DiskBytes == disk.LengthBytes
            && kept.DiskModified == disk.Modified?.UtcTicks && (item.LengthBytes < 0 || item.LengthBytes == kept.Bytes) && File.Exists(CopyPath(kept.Sha256))
            ? kept
            : null;
    }

    /// <summary>The bytes of a kept file.</summary>
    internal Stream Read(KeptFile kept) => new GZipStream(
        new FileStream(CopyPath(kept.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), CompressionMode.Decompress);

    /// <summary>Notes that a copy was read and is what it should be.</summary>
    internal void CountRead(KeptFile kept)
    {
        lock (_lock)
        {
            FilesRead++;
            BytesRead += kept.Bytes;
        }
    }

    /// <summary>Takes a file for not kept: its copy is damaged.</summary>
    internal void Forget(EvidenceItem item)
    {
        lock (_lock)
        {
            _kept.Remove(item.Path);
        }
    }

    /// <summary>Where a copy lies.</summary>
    internal string CopyPath(string sha256) => Path.Combine(Copies, sha256 + ".gz");

    /// <summary>Notes a file whose copy and records are whole.</summary>
    internal void Add(EvidenceItem item, long bytes, string sha256, long records, IReadOnlyList<string> segments)
    {
        if (DiskFile(item) is not { } disk)
        {
            return;
        }

        KeptFile kept = new(item.Path, DiskName.Shown(disk.FullPath!), disk.LengthBytes, disk.Modified?.UtcTicks ?? 0, bytes, sha256, records, segments);
        lock (_lock)
        {
            _kept[item.Path] = kept;
            File.AppendAllText(_index, JsonSerializer.Serialize(kept) + "\n");
        }
    }

    /// <summary>Ends a run: what is no longer of the evidence goes, and the index is in the order of the evidence.</summary>
    /// <returns>The segments below the case folder, in the order of the evidence.</returns>
    internal IReadOnlyList<string> Finish(EvidenceTree tree)
    {
        KeptFile[] kept = [.. tree.Items.Select(Find).OfType<KeptFile>()];
        string partial = _index + ".partial";
        File.WriteAllLines(partial, kept.Select(k => JsonSerializer.Serialize(k)));
        File.Move(partial, _index, overwrite: true);
        HashSet<string> wanted = [.. kept.SelectMany(k => k.Segments), .. kept.Select(k => k.Sha256 + ".gz")];
        foreach (string file in Directory.GetFiles(Copies).Concat(Directory.GetFiles(Records)).Where(f => !wanted.Contains(Path.GetFileName(f))))
        {
            File.Delete(file);
        }

        return [.. kept.SelectMany(k => k.Segments).Select(s => $"kept/records/{s}")];
    }

    /// <summary>The file on disk that an item is or lies in.</summary>
    private EvidenceItem? DiskFile(EvidenceItem item)
    {
        int inner = item.Path.IndexOf("!/", StringComparison.Ordinal);
        return item.FullPath is not null ? item : inner > 0 ? _onDisk.GetValueOrDefault(item.Path[..inner]) : null;
    }

    private static KeptFile? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptFile>(line);
        }
        catch (JsonException)
        {
            // The line that was being written when a run was killed.
            return null;
        }
    }

    /// <summary>A name as this program makes it: no path leads out of the folder.</summary>
    private static bool IsName(string name) => name.Length is > 0 and < 128 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && name[0] != '.';
}
