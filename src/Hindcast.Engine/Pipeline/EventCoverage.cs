using Hindcast.Engine.Detection;
using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Counts the events of a file by channel and hour: exports and logs of forwarded events often hold several channels. Serves one thread.
/// </summary>
internal sealed class EventCoverage
{
    private const int MaxChannels = 500;
    private const int MaxChannelLength = 128;
    private const string Unnamed = "unnamed";

    private readonly Dictionary<string, Channel> _channels = new(StringComparer.Ordinal);
    private Channel? _last;

    /// <summary>The channel of the first event; null when there was none.</summary>
    internal LogName? MainLog { get; private set; }

    /// <summary>First time of all.</summary>
    internal EvidenceTime? First => _channels.Values.Min(c => c.First);

    /// <summary>Last time of all.</summary>
    internal EvidenceTime? Last => _channels.Values.Max(c => c.Last);

    /// <summary>Events by channel and hour.</summary>
    internal IReadOnlyList<CoverageHour> Hours =>
        [.. _channels.Values.OrderBy(c => c.Log).SelectMany(c => c.Hours.OrderBy(h => h.Key).Select(h => new CoverageHour(c.Log, h.Key, h.Value)))];

    /// <summary>The file once for each channel in it, for coverage; empty when it holds one.</summary>
    internal IReadOnlyList<EvidenceFile> Logs(EvidenceFile file) => _channels.Count < 2 ? [] :
    [
        .. _channels.Values.OrderBy(c => c.Log).Select(c => file with
        {
            Log = c.Log,
            Records = c.Records,
            BadRecords = c.Log == MainLog ? file.BadRecords : 0,
            LostBytes = c.Log == MainLog ? file.LostBytes : 0,
            First = c.First,
            Last = c.Last,
        }),
    ];

    /// <summary>The channel comes out of the evidence: it names a log only when it looks like a channel.</summary>
    internal static string NameOf(string channel) => channel.Length is > 0 and <= MaxChannelLength
        && channel.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or ' ' or '_' or '(' or ')' or '.')
            ? channel
            : Unnamed;

    /// <summary>Counts an event.</summary>
    /// <returns>The log that it is of.</returns>
    internal LogName Count(ReadOnlySpan<char> channel, EvidenceTime? time)
    {
        if (_last is null || !channel.SequenceEqual(_last.Name))
        {
            _last = Find(channel.ToString());
        }

        _last.Add(time);
        return _last.Log;
    }

    private Channel Find(string name)
    {
        if (_channels.TryGetValue(name, out Channel? known))
        {
            return known;
        }

        // Whoever made the file may have made up any number of channels.
        string log = _channels.Count < MaxChannels ? NameOf(name) : Unnamed;
        if (!_channels.TryGetValue(log, out known))
        {
            known = new Channel(name, new LogName(LogKinds.Evtx, log));
            _channels.Add(log, known);
        }

        MainLog ??= known.Log;
        return known;
    }

    private sealed class Channel(string name, LogName log)
    {
        internal string Name { get; } = name;

        internal LogName Log { get; } = log;

        internal Dictionary<long, long> Hours { get; } = [];

        internal long Records { get; private set; }

        internal EvidenceTime? First { get; private set; }

        internal EvidenceTime? Last { get; private set; }

        internal void Add(EvidenceTime? time)
        {
            Records++;
            if (time is { } at)
            {
                long hour = at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour);
                Hours[hour] = Hours.GetValueOrDefault(hour) + 1;
                First = First is null || at < First ? at : First;
                Last = Last is null || at > Last ? at : Last;
            }
        }
    }
}
