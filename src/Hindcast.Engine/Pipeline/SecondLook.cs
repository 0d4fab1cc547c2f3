using Hindcast.Engine.Keeping;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Matching;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Goes through web server, HttpProxy and web service logs once more for the addresses and pages of intrusions: rules keep what they
/// met, while bytes out, mailboxes, the last answer of a page and the first 404 stand in rows that no rule meets. Only taken when
/// something was reached.
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

        RowSearch search = new(LiteralSet.Compile(_addresses.Concat(_pages).Order(StringComparer.Ordinal)), EveryRow: false) { HitsAlone = true };
        TrafficSink[] sinks = [.. Enumerable.Range(0, threads).Select(_ => new TrafficSink(_addresses, _pages))];
        new SecondReading<TrafficSink>(tree, kept, files, search, progress, cancellation)
            .Run(kind => kind is TextKinds.Iis or TextKinds.HttpProxy or TextKinds.WebServices, sinks);
        foreach (TrafficSink sink in sinks)
        {
            tally.Add(sink.Tally);
        }

        return tally;
    }
}
