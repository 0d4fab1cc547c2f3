using System.Buffers;
using Hindcast.Engine.Keeping;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Reads text logs of the evidence once more for rows that hold certain texts. Each file is read on one thread. Trouble in reading was
/// reported by the first reading and is not reported again.
/// </summary>
/// <typeparam name="TSink">What takes the rows.</typeparam>
internal sealed class SecondReading<TSink>(
    EvidenceTree tree, KeptFiles? kept, IReadOnlyList<EvidenceFile> files, RowSearch search, ReadProgress progress, CancellationToken cancellation)
    where TSink : class, ISecondReader
{
    /// <summary>Reads all logs of some kinds, with one thread for each sink.</summary>
    internal void Run(Func<string, bool> kinds, IReadOnlyList<TSink> sinks)
    {
        Dictionary<EvidenceItem, EvidenceFile> wanted = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < tree.Items.Count; i++)
        {
            if (files[i].Log is { } log && kinds(log.Kind))
            {
                wanted.Add(tree.Items[i], files[i]);
                progress.AddTotal(files[i].SizeBytes);
            }
        }

        List<Action<TSink>> work = [];
        Dictionary<EvidenceItem, KeptFile> known = new(ReferenceEqualityComparer.Instance);
        foreach (EvidenceItem item in wanted.Keys)
        {
            if (kept?.Find(item) is { } copy)
            {
                known.Add(item, copy);
            }
        }

        // Large files first: one that is begun last would be read by one thread while the others wait.
        foreach (EvidenceItem item in wanted.Keys.Where(i => i.Access != EvidenceAccess.Sequential || known.ContainsKey(i)).OrderByDescending(i => wanted[i].SizeBytes))
        {
            work.Add(sink =>
            {
                using Stream stream = known.TryGetValue(item, out KeptFile? copy) ? kept!.Read(copy) : tree.OpenRead(item);
                Scan(item, wanted[item], stream, sink);
            });
        }

        foreach (EvidenceItem archive in tree.SequentialArchives.Where(a => wanted.Keys.Any(i => ReferenceEquals(i.SequentialIn, a) && !known.ContainsKey(i))))
        {
            work.Add(sink => tree.Visit(archive, i => wanted.ContainsKey(i) && !known.ContainsKey(i), (item, stream) => Scan(item, wanted[item], stream, sink), cancellation));
        }

        using WorkQueue<TSink> queue = new(work);
        queue.Run(sinks, cancellation);
    }

    private void Scan(EvidenceItem item, EvidenceFile file, Stream stream, TSink sink)
    {
        byte[] head = ArrayPool<byte>.Shared.Rent(FormatDetector.HeadBytes);
        try
        {
            int length = stream.ReadAtLeast(head.AsSpan(0, FormatDetector.HeadBytes), FormatDetector.HeadBytes, throwOnEndOfStream: false);
            Scan(item, file, head.AsMemory(0, length), stream, sink);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    private void Scan(EvidenceItem item, EvidenceFile file, ReadOnlyMemory<byte> head, Stream stream, TSink sink)
    {
        DetectedFormat format = FormatDetector.Detect(head.Span);
        if (!format.IsTextLog)
        {
            return;
        }

        bool utf16 = format.Utf16 != Utf16Order.None;
        ITextBytes bytes = new StreamBytes(head, stream);
        sink.Begin(file.Log!.Value, item.Path, utf16);
        LogHeader header = new(format.Kind, format.Dialect!.Value, [], "", "");
        sink.Scanner.Scan(
            new TextUnit(item.Path, header, utf16 ? 2 : 0, long.MaxValue, StartsInLine: false, utf16),
            utf16 ? new Utf16Bytes(bytes, format.Utf16 == Utf16Order.BigEndian) : bytes, search, progress.Add, cancellation);
    }
}
