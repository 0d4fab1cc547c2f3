using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>Counts which account reaches which mailbox in a stretch.</summary>
internal sealed class ReachTally(TallyStretch stretch)
{
    /// <summary>Pairs found by one look instead of a search; a power of two. A server has more mailboxes than kinds of requests.</summary>
    private const int LastReaches = 1 << 13;

    private readonly RecentTable<ReachTrace> _last = new(LastReaches);
    private readonly TextMemory<ReachForm> _forms = new();

    /// <summary>Takes a row of HttpProxy that is routed to a mailbox.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ReachTrace AddRouted(DayProfile day, ulong client, in RequestFact fact)
    {
        ulong key = PairKey(KeyHash.Quick(fact[fact.User]), KeyHash.Quick(fact[fact.Routing]), isService: false);
        ReachTrace trace = _last.Find(key) ?? Reach(day, key, fact[fact.User], fact[fact.Routing], isService: false);
        trace.Add(fact, client);
        return trace;
    }

    /// <summary>Takes a call of the web services that names a mailbox.</summary>
    internal void AddService(DayProfile day, RowSpot spot, ReadOnlySpan<byte> caller, ReadOnlySpan<byte> mailbox, ReadOnlySpan<byte> client)
    {
        ulong key = PairKey(KeyHash.Quick(caller), KeyHash.Quick(mailbox), isService: true);
        ReachTrace trace = _last.Find(key) ?? Reach(day, key, caller, mailbox, isService: true);
        trace.First = trace.Count++ == 0 || spot < trace.First ? spot : trace.First;
        trace.LastTicks = Math.Max(trace.LastTicks, spot.Ticks);
        trace.Clients.Add(KeyHash.Of(client));
    }

    internal void Forget() => _last.Clear();

    /// <summary>The pair in the present day; its texts are made once in the life of this tally.</summary>
    private ReachTrace Reach(DayProfile day, ulong key, ReadOnlySpan<byte> caller, ReadOnlySpan<byte> mailbox, bool isService)
    {
        ReachForm form = _forms.Find(key) ?? _forms.Keep(key, Make(caller, mailbox, isService));
        if (!day.Reaches.TryGetValue(form.Key, out ReachTrace? trace))
        {
            day.Reaches.Add(form.Key, trace = new ReachTrace(form.Caller, form.Mailbox, isService));
            _last.Put(key, trace);
            stretch.Trim(day);
            return trace;
        }

        _last.Put(key, trace);
        return trace;
    }

    private static ReachForm Make(ReadOnlySpan<byte> caller, ReadOnlySpan<byte> mailbox, bool isService)
    {
        string account = TallyText.Of(caller), box = TallyText.Of(mailbox);
        return new ReachForm(account, box, PairKey(KeyHash.OfUpper(account), KeyHash.OfUpper(box), isService));
    }

    /// <summary>Mixed in one after the other: two equal hashes mixed with one another would give one key to all accounts at their own mailbox.</summary>
    private static ulong PairKey(ulong account, ulong mailbox, bool isService) => KeyHash.Mix(KeyHash.Mix(isService ? 1u : 2, account), mailbox);
}
