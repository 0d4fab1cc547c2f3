using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// What is known of all matches of one rule, however few of them are kept as observations: how many, the first and last
/// time, and the client addresses. Adding the parts of a file, in any cut, gives what one reading gives.
/// </summary>
internal sealed class MatchTally
{
    /// <summary>Addresses that are told apart; records of further ones are counted together.</summary>
    internal const int MaxClients = 10_000;

    private readonly Dictionary<string, ClientSighting> _clients = new(StringComparer.Ordinal);

    internal long Count { get; private set; }

    internal EvidenceTime? First { get; private set; }

    internal EvidenceTime? Last { get; private set; }

    /// <summary>Records whose address is beyond <see cref="MaxClients"/>.</summary>
    internal long ClientsLeftOut { get; private set; }

    /// <summary>The addresses, most records first.</summary>
    internal IReadOnlyList<ClientSighting> Clients =>
        [.. _clients.Values.OrderByDescending(c => c.Records).ThenBy(c => c.Address, StringComparer.Ordinal)];

    /// <summary>Counts one match.</summary>
    /// <param name="time">Its time, when it has one.</param>
    /// <param name="client">The address that the record names, or "".</param>
    internal void Add(EvidenceTime? time, string client)
    {
        Count++;
        Widen(time, time);
        if (client.Length > 0)
        {
            Add(new ClientSighting(client, 1, time, time));
        }
    }

    /// <summary>Adds the matches of a further stretch.</summary>
    internal void Add(MatchTally other)
    {
        Count += other.Count;
        ClientsLeftOut += other.ClientsLeftOut;
        Widen(other.First, other.Last);
        foreach (ClientSighting client in other._clients.Values)
        {
            Add(client);
        }
    }

    private void Add(ClientSighting client)
    {
        if (_clients.TryGetValue(client.Address, out ClientSighting? known))
        {
            _clients[client.Address] = new(
                client.Address, known.Records + client.Records, Earlier(known.First, client.First), Later(known.Last, client.Last));
        }
        else if (_clients.Count < MaxClients)
        {
            _clients.Add(client.Address, client);
        }
        else
        {
            ClientsLeftOut += client.Records;
        }
    }

    private void Widen(EvidenceTime? first, EvidenceTime? last)
    {
        First = Earlier(First, first);
        Last = Later(Last, last);
    }

    private static EvidenceTime? Earlier(EvidenceTime? a, EvidenceTime? b) => a is null || (b is not null && b < a) ? b : a;

    private static EvidenceTime? Later(EvidenceTime? a, EvidenceTime? b) => a is null || (b is not null && b > a) ? b : a;
}
