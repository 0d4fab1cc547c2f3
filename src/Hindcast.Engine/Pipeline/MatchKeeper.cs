using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Chooses which matches of one rule are kept: the first so many, the first of each further client address, and of all
/// others the earliest and the latest. So what is kept shows the true first and last time, and who took part.
/// </summary>
/// <param name="most">How many of the first are kept; as many addresses are kept beyond them.</param>
internal sealed class MatchKeeper<T>(int most)
{
    private readonly List<T> _kept = [];
    private readonly HashSet<string> _clients = new(StringComparer.Ordinal);
    private (T Match, EvidenceTime Time)? _earliest, _latest;
    private EvidenceTime? _first, _last;

    /// <summary>What was kept.</summary>
    internal IEnumerable<T> Kept
    {
        get
        {
            foreach (T match in _kept)
            {
                yield return match;
            }

            if (_earliest is { } earliest)
            {
                yield return earliest.Match;
            }

            if (_latest is { } latest)
            {
                yield return latest.Match;
            }
        }
    }

    /// <summary>True when <see cref="Offer"/> would keep it. Asking first saves making it.</summary>
    internal bool Wants(EvidenceTime? time, string client) =>
        _kept.Count < most || IsNewClient(client) || (time is { } t && (_first is null || t < _first || t > _last));

    /// <summary>Keeps a match when it is one of those to be kept.</summary>
    internal void Offer(T match, EvidenceTime? time, string client)
    {
        if (_kept.Count < most || IsNewClient(client))
        {
            _kept.Add(match);
            _clients.Add(client);
        }
        else if (time is { } t)
        {
            _earliest = _first is null || t < _first ? (match, t) : _earliest;
            _latest = _last is not null && t > _last ? (match, t) : _latest;
        }

        _first = _first is null || time < _first ? time ?? _first : _first;
        _last = _last is null || time > _last ? time ?? _last : _last;
    }

    private bool IsNewClient(string client) => client.Length > 0 && _kept.Count < 2 * most && !_clients.Contains(client);
}
