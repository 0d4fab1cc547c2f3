namespace Hindcast.Analysis.Surprise;

/// <summary>Rows of a day in which one account reaches one mailbox.</summary>
/// <param name="caller">The account that is authenticated.</param>
/// <param name="mailbox">The mailbox as the log names it.</param>
/// <param name="isService">In the log of the web services, which names whom a call acts for; otherwise in HttpProxy.</param>
internal sealed class ReachTrace(string caller, string mailbox, bool isService)
{
    // What is looked at for each row lies side by side; the rest of the place and the clients are further away.
    private long _firstTicks = long.MaxValue;
    private ulong _lastClient;
    private RowSpot _first;

    internal string Caller { get; } = caller;

    internal string Mailbox { get; } = mailbox;

    internal bool IsService { get; } = isService;

    internal bool IsOwn => IsService && Caller.Equals(Mailbox, StringComparison.OrdinalIgnoreCase);

    internal long Count { get; set; }

    internal RowSpot First
    {
        get => _first;
        set => (_first, _firstTicks) = (value, value.Ticks);
    }

    internal long LastTicks { get; set; }

    internal SmallHashes Clients;

    /// <summary>Takes a row.</summary>
    internal void Add(in RequestFact fact, ulong client)
    {
        Count++;
        LastTicks = Math.Max(LastTicks, fact.Ticks);
        if (fact.Ticks <= _firstTicks && (Count == 1 || fact.Spot < _first))
        {
            First = fact.Spot;
        }

        if (client != _lastClient || Count == 1)
        {
            _lastClient = client;
            Clients.Add(client);
        }
    }

    internal void Add(ReachTrace other, string file, long lines)
    {
        Count += other.Count;
        RowSpot first = other.First.In(file, lines);
        First = First.Ticks == 0 || first < First ? first : First;
        LastTicks = Math.Max(LastTicks, other.LastTicks);
        Clients.Add(other.Clients);
    }
}
