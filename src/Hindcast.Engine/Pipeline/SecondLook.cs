using Hindcast.Engine.Keeping;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Matching;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Goes through web server, HttpProxy and web service logs once more for the addresses and pages of intrusions: rules keep what they
/// met, while bytes out, mailboxes, the last answer of a page and the first 404 stand in rows that no rule meets. Only taken when
/// something was reached. Each file is read on one thread.
/// Trouble in reading was reported by the first look and is not reported again.
/// </summary>
internal sealed class SecondLook(
    EvidenceTree tree, KeptFiles? kept, IReadOnlyList<EvidenceFile> files, IReadOnlyList<string> addresses, IReadOnlyList<string> pages, ReadProgress progress)
{
    /// <summary>Addresses, and pages, that are looked for; further ones are left out, the first in text order are kept.</summary>
    internal const int MaxSought = 1000;

    private readonly HashSet<string> _addresses = [.. addresses.Take(MaxSought)];
    private readonly HashSet<string> _pages = [.. pages.Take(MaxSought)];

    /// <summary>Takes the look.</summary>
    internal TrafficTally Run(int threads, CancellationToken cancellation)
    {
        TrafficTally tally = new();
        if (_addresses.Count + _pages.Count == 0)
        {
            return tally;
        }

        RowSearch search = new(LiteralSet.Compile(_addresses.Concat(_pages).Order(StringComparer.Ordinal)), EveryRow: false);
        Dictionary<EvidenceItem, EvidenceFile> wanted = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < tree.Items.Count; i++)
        {
            if (files[i].Log?.Kind is TextKinds.Iis or TextKinds.HttpProxy or TextKinds.WebServices)
            {
                wanted.Add(tree.Items[i], files[i]);
                progress.AddTotal(files[i].SizeBytes);
            }
        }

        List<Action<TrafficSink>> work = [];
        Dictionary<EvidenceItem, KeptFile> known = new(ReferenceEqualityComparer.Instance);
        foreach (EvidenceItem item in wanted.Keys)
        {
            if (kept?.Find(item) is { } copy)
            {
                known.Add(item, copy);
            }
        }

        foreach (EvidenceItem item in wanted.Keys.Where(i => i.Access != EvidenceAccess.Sequential || known.ContainsKey(i)))
        {
            work.Add(sink =>
            {
                using Stream stream = known.TryGetValue(item, out KeptFile? copy) ? kept!.Read(copy) : tree.OpenRead(item);
                Scan(item, wanted[item], stream, sink, search, cancellation);
            });
        }

        foreach (EvidenceItem archive in tree.SequentialArchives.Where(a => wanted.Keys.Any(i => ReferenceEquals(i.SequentialIn, a) && !known.ContainsKey(i))))
        {
            work.Add(sink => tree.Visit(archive, i => wanted.ContainsKey(i) && !known.ContainsKey(i), (item, stream) => Scan(item, wanted[item], stream, sink, search, cancellation), cancellation));
        }

        TrafficSink[] sinks = [.. Enumerable.Range(0, threads).Select(_ => new TrafficSink(_addresses, _pages))];
        using (WorkQueue<TrafficSink> queue = new(work))
        {
            queue.Run(sinks, cancellation);
        }

        foreach (TrafficSink sink in sinks)
        {
            tally.Add(sink.Tally);
        }

        return tally;
    }

    private void Scan(
        EvidenceItem item, EvidenceFile file, Stream stream, TrafficSink sink, RowSearch search, CancellationToken cancellation)
    {
        byte[] head = new byte[FormatDetector.HeadBytes];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        DetectedFormat format = FormatDetector.Detect(head.AsSpan(0, length));
        if (!format.IsTextLog)
        {
            return;
        }

        bool utf16 = format.Utf16 != Utf16Order.None;
        ITextBytes bytes = new StreamBytes(head.AsMemory(0, length), stream);
        sink.Log = file.Log!.Value;
        sink.File = item.Path;
        LogHeader header = new(format.Kind, format.Dialect!.Value, [], "", "");
        sink.Scanner.Scan(
            new TextUnit(item.Path, header, utf16 ? 2 : 0, long.MaxValue, StartsInLine: false, utf16),
            utf16 ? new Utf16Bytes(bytes, format.Utf16 == Utf16Order.BigEndian) : bytes, search, progress.Add, cancellation);
    }
}
