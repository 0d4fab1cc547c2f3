using Hindcast.Analysis.Impact;
using Hindcast.Analysis.Persistence;
using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>What the second look counts. Adding is commutative, so the result does not depend on the order of the files.</summary>
internal sealed class TrafficTally
{
    private const int MaxClientsPerPage = 10_000;
    private const int MaxMailboxes = 100_000;
    private const int MaxRows = 5;

    private readonly Dictionary<(string Address, LogName Log), Line> _addresses = [];
    private readonly Dictionary<(string Address, string Mailbox), Line> _mailboxes = [];
    private readonly Dictionary<string, Line> _pages = new(StringComparer.Ordinal);

    internal IReadOnlyList<AddressTraffic> Addresses =>
    [
        .. _addresses.OrderBy(a => a.Key.Address, StringComparer.Ordinal).ThenBy(a => a.Key.Log)
            .Select(a => new AddressTraffic(a.Key.Address, a.Key.Log, a.Value.Requests, a.Value.BytesOut, a.Value.Uncounted, a.Value.First, a.Value.Last)),
    ];

    internal IReadOnlyList<PageTraffic> Pages =>
    [
        .. _pages.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new PageTraffic(p.Key, p.Value.Requests, p.Value.Clients.Count, p.Value.First, p.Value.LastAnswered, p.Value.LastRefused)),
    ];

    internal IReadOnlyList<MailboxTraffic> Mailboxes =>
    [
        .. _mailboxes.OrderBy(m => m.Key.Address, StringComparer.Ordinal).ThenBy(m => m.Key.Mailbox, StringComparer.Ordinal)
            .Select(m => new MailboxTraffic(
                m.Key.Address, m.Key.Mailbox, m.Value.Requests, m.Value.BytesOut > 0 ? m.Value.BytesOut : null, m.Value.First, m.Value.Last, [.. m.Value.Rows])),
    ];

    internal void AddAddress(string address, LogName log, EvidenceTime? time, long? bytesOut) =>
        Get(_addresses, (address, log)).Add(time, bytesOut);

    internal void AddMailbox(string address, string mailbox, EvidenceTime? time, long? bytesOut, SourceLocation row)
    {
        if (_mailboxes.Count < MaxMailboxes || _mailboxes.ContainsKey((address, mailbox)))
        {
            Line line = Get(_mailboxes, (address, mailbox));
            line.Add(time, bytesOut);
            line.AddRow(row);
        }
    }

    internal void AddPage(string page, string client, EvidenceTime? time, int status)
    {
        Line line = Get(_pages, page);
        line.Add(time, null);
        if (client.Length > 0 && line.Clients.Count < MaxClientsPerPage)
        {
            line.Clients.Add(client);
        }

        if (status is >= 200 and < 400)
        {
            line.LastAnswered = Later(line.LastAnswered, time);
        }
        else if (status is 404 or 410)
        {
            line.LastRefused = Later(line.LastRefused, time);
        }
    }

    internal void Add(TrafficTally other)
    {
        foreach (((string, LogName) key, Line line) in other._addresses)
        {
            Get(_addresses, key).Add(line);
        }

        foreach (((string, string) key, Line line) in other._mailboxes)
        {
            Get(_mailboxes, key).Add(line);
        }

        foreach ((string key, Line line) in other._pages)
        {
            Get(_pages, key).Add(line);
        }
    }

    private static Line Get<TKey>(Dictionary<TKey, Line> lines, TKey key)
        where TKey : notnull
    {
        if (!lines.TryGetValue(key, out Line? line))
        {
            lines.Add(key, line = new Line());
        }

        return line;
    }

    private static EvidenceTime? Later(EvidenceTime? a, EvidenceTime? b) => a is null ? b : b is null ? a : b > a ? b : a;

    private sealed class Line
    {
        internal long Requests { get; private set; }

        internal long BytesOut { get; private set; }

        internal long Uncounted { get; private set; }

        internal EvidenceTime? First { get; private set; }

        internal EvidenceTime? Last { get; private set; }

        internal EvidenceTime? LastAnswered { get; set; }

        internal EvidenceTime? LastRefused { get; set; }

        internal HashSet<string> Clients { get; } = new(StringComparer.Ordinal);

        /// <summary>The first rows in the order of place, whatever the order in which they were added.</summary>
        internal SortedSet<SourceLocation> Rows { get; } = [];

        internal void AddRow(SourceLocation row)
        {
            Rows.Add(row);
            if (Rows.Count > MaxRows)
            {
                Rows.Remove(Rows.Max);
            }
        }

        internal void Add(EvidenceTime? time, long? bytesOut)
        {
            Requests++;
            BytesOut = ByteCount.Add(BytesOut, bytesOut ?? 0);
            Uncounted += bytesOut is null ? 1 : 0;
            First = First is null || (time is { } t && t < First) ? time ?? First : First;
            Last = Later(Last, time);
        }

        internal void Add(Line other)
        {
            Requests += other.Requests;
            BytesOut = ByteCount.Add(BytesOut, other.BytesOut);
            Uncounted += other.Uncounted;
            First = First is null || (other.First is { } t && t < First) ? other.First ?? First : First;
            Last = Later(Last, other.Last);
            LastAnswered = Later(LastAnswered, other.LastAnswered);
            LastRefused = Later(LastRefused, other.LastRefused);
            foreach (SourceLocation row in other.Rows)
            {
                AddRow(row);
            }

            foreach (string client in other.Clients.Order(StringComparer.Ordinal).TakeWhile(_ => Clients.Count < MaxClientsPerPage))
            {
                Clients.Add(client);
            }
        }
    }
}
