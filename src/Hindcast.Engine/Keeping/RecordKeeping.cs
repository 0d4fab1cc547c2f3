using System.IO.Compression;
using System.Security.Cryptography;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Store;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Evtx;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Keeping;

/// <summary>
/// Stores every record of the evidence, after it was assessed: a copy of each recognised file, and its records as Parquet.
/// Files that are kept already are left as they are. Each file is read on one thread, and counts only when its bytes are
/// those that were assessed. Trouble in reading was reported by the assessment and is not reported again.
/// </summary>
internal sealed class RecordKeeping(EvidenceTree tree, IReadOnlyList<EvidenceFile> files, KeptFiles kept, ReadProgress progress, CancellationToken cancellation)
{
    private static readonly RowSearch EveryRow = new(null, EveryRow: true);

    /// <summary>Stores what is not stored yet.</summary>
    internal void Run(int threads)
    {
        Dictionary<EvidenceItem, EvidenceFile> wanted = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < tree.Items.Count; i++)
        {
            if (IsWanted(tree.Items[i], files[i]) && kept.Find(tree.Items[i]) is null)
            {
                wanted.Add(tree.Items[i], files[i]);
                progress.AddTotal(files[i].SizeBytes);
            }
        }

        List<Action<KeepingWorker>> work = [];
        foreach (EvidenceItem item in wanted.Keys.Where(i => i.Access != EvidenceAccess.Sequential))
        {
            work.Add(worker =>
            {
                using Stream stream = tree.OpenRead(item);
                Keep(item, wanted[item], stream, worker);
            });
        }

        foreach (EvidenceItem archive in tree.SequentialArchives.Where(a => wanted.Keys.Any(i => ReferenceEquals(i.SequentialIn, a))))
        {
            work.Add(worker => tree.Visit(archive, wanted.ContainsKey, (item, stream) => Keep(item, wanted[item], stream, worker), cancellation));
        }

        if (work.Count == 0)
        {
            return;
        }

        KeepingWorker[] workers = [.. Enumerable.Range(0, Math.Min(threads, work.Count)).Select(_ => new KeepingWorker(kept.Records))];
        try
        {
            using WorkQueue<KeepingWorker> queue = new(work);
            queue.Run(workers, cancellation);
        }
        finally
        {
            Array.ForEach(workers, w => w.Dispose());
        }
    }

    private static bool IsWanted(EvidenceItem item, EvidenceFile file) =>
        !item.IsContainer && file.Sha256.Length > 0 && (file.Log is not null || file.Format is not "unknown");

    private void Keep(EvidenceItem item, EvidenceFile file, Stream stream, KeepingWorker worker)
    {
        // Two files may have one content: each writes a copy of its own, and the last one there stays.
        string copy = kept.CopyPath(file.Sha256), partial = $"{copy}.{Environment.CurrentManagedThreadId}.partial";
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        worker.Segments.Begin(file.Path, file.Sha256);
        long passed;
        using (GZipStream compressed = new(File.Create(partial), CompressionLevel.Fastest))
        {
            CopyingStream bytes = new(stream, compressed, hash);
            Records(item, file, bytes, worker);
            byte[] rest = new byte[1 << 16];
            while (bytes.Read(rest) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            passed = bytes.Passed;
        }

        IReadOnlyList<string> segments = worker.Segments.End();
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256)
        {
            File.Move(partial, copy, overwrite: true);
            kept.Add(item, passed, file.Sha256, worker.Segments.Records, segments);
        }
        else
        {
            // Changed since it was assessed: nothing of it is kept; the segments go when the run ends.
            File.Delete(partial);
        }
    }

    private void Records(EvidenceItem item, EvidenceFile file, Stream bytes, KeepingWorker worker)
    {
        if (file.Log is not { } log || log.Kind == LogKinds.WebRoot)
        {
            progress.Add((int)Math.Min(file.SizeBytes, int.MaxValue));
            return;
        }

        if (log.Kind == LogKinds.Evtx)
        {
            Events(item, file, log, bytes, worker.Segments);
            progress.Add((int)Math.Min(file.SizeBytes, int.MaxValue));
            return;
        }

        byte[] head = new byte[(int)Math.Clamp(file.SizeBytes, 0, FormatDetector.HeadBytes)];
        int length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        StreamBytes text = new(head.AsMemory(0, length), bytes);
        DetectedFormat format = FormatDetector.Detect(head.AsSpan(0, length));
        if (format.IsTextLog)
        {
            bool utf16 = format.Utf16 != Utf16Order.None;
            worker.Sink.File = item.Path;
            worker.Sink.Log = log;
            worker.Scanner.Scan(
                new TextUnit(item.Path, new LogHeader(format.Kind, format.Dialect!.Value, [], "", ""), utf16 ? 2 : 0, long.MaxValue, StartsInLine: false, utf16),
                utf16 ? new Utf16Bytes(text, format.Utf16 == Utf16Order.BigEndian) : text, EveryRow, progress.Add, cancellation);
        }
        else if (ArtefactFormats.Find(head.AsSpan(0, length), item.OriginalPath ?? item.Path) is { } artefact)
        {
            artefact.Read(new ArtefactInput(item.Path, item.OriginalPath ?? item.Path, item.LengthBytes, text, r => Artefact(r, worker.Segments), cancellation) { Written = item.ArchivedTime });
            progress.Add((int)Math.Min(file.SizeBytes, int.MaxValue));
        }
    }

    private void Events(EvidenceItem item, EvidenceFile file, LogName log, Stream bytes, RecordSegments segments)
    {
        using EvtxSource source = EvtxSource.FromStream(bytes, item.Path);
        using EvtxReader reader = new(source);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            EvtxRecord record = reader.Record;
            RecordAppender stored = segments.Next();
            stored.Begin(record.Location, record.Time, log);
            for (int i = 0; i < record.Layout.Fields.Length; i++)
            {
                EvtxField field = record.Layout.Fields[i];
                string name = field.Position >= 0 ? FormattableString.Invariant($"Data[{field.Position}]") : field.Name;

                // An event's own data may be named like a part of its head.
                RecordColumn column = field.Section == EvtxFieldSection.System ? RecordColumns.Of(name) : RecordColumn.Fields;
                stored.Set(column, name, record.GetValue(i).ToString());
            }

            stored.End();
        }
    }

    private static void Artefact(ArtefactRecord record, RecordSegments segments)
    {
        RecordAppender stored = segments.Next();
        stored.Begin(record.Location, record.Time, new LogName(record.Shape.Kind, ""));
        stored.Set(RecordColumn.Fields, "Item", record.Shape.Item);
        for (int i = 0; i < record.Values.Count; i++)
        {
            stored.Set(RecordColumn.Fields, record.Shape.Fields[i], record.Values[i]);
        }

        stored.End();
    }
}
