using Hindcast.Evidence;

namespace Hindcast.Engine.PageUse;

/// <summary>Who asked for one page, from all rows of the web server's logs. Adding is commutative. Not thread-safe.</summary>
internal sealed class UsedPage
{
    /// <summary>Clients that are told apart.</summary>
    internal const int MaxClients = 10_000;

    private readonly HashSet<string> _clients = new(StringComparer.Ordinal);

    /// <summary>Requests, answered or not.</summary>
    internal long Requests { get; private set; }

    /// <summary>Requests with a status below 400.</summary>
    internal long Answered { get; private set; }

    /// <summary>Answered requests with the method POST.</summary>
    internal long Posts { get; private set; }

    /// <summary>Requests that came from a link on another page.</summary>
    internal long Linked { get; private set; }

    /// <summary>True when the logs tell where requests came from.</summary>
    internal bool TellsReferers { get; private set; }

    /// <summary>Different clients.</summary>
    internal int Clients => _clients.Count;

    /// <summary>The first request that was answered, or null.</summary>
    internal PageRequest? First { get; private set; }

    /// <summary>The time of the last one.</summary>
    internal EvidenceTime? Last { get; private set; }

    /// <summary>Counts a request.</summary>
    /// <param name="client">Its address.</param>
    /// <param name="isPost">True for POST.</param>
    /// <param name="isAnswered">True for a status below 400.</param>
    /// <param name="referer">The page that the client says it came from: null when the log has no such column, "" when it came from none
    /// or from the page itself.</param>
    /// <param name="time">Its time.</param>
    internal void Add(string client, bool isPost, bool isAnswered, string? referer, EvidenceTime? time)
    {
        Requests++;
        TellsReferers |= referer is not null;
        Linked += referer is { Length: > 0 } ? 1 : 0;
        if (client.Length > 0 && _clients.Count < MaxClients)
        {
            _clients.Add(client);
        }

        if (isAnswered)
        {
            Answered++;
            Posts += isPost ? 1 : 0;
            Last = Last is null || time > Last ? time ?? Last : Last;
        }
    }

    /// <summary>True when a request at this time and place would be the first.</summary>
    internal bool WouldBeFirst(EvidenceTime time, SourceLocation place) =>
        First is null || time < First.Time || (time == First.Time && place < First.Location);

    /// <summary>Takes a request as the first.</summary>
    internal void TakeFirst(PageRequest request) => First = request;

    /// <summary>Adds what another thread counted.</summary>
    internal void Add(UsedPage other)
    {
        Requests += other.Requests;
        Answered += other.Answered;
        Posts += other.Posts;
        Linked += other.Linked;
        TellsReferers |= other.TellsReferers;
        Last = Last is null || other.Last > Last ? other.Last ?? Last : Last;
        if (other.First is { } first && WouldBeFirst(first.Time, first.Location))
        {
            First = first;
        }

        foreach (string client in other._clients.Order(StringComparer.Ordinal).TakeWhile(_ => _clients.Count < MaxClients))
        {
            _clients.Add(client);
        }
    }
}
