namespace Hindcast.Analysis.Surprise;

/// <summary>Rows of a day in which one account reaches one mailbox.</summary>
/// <param name="caller">The account that is authenticated.</param>
/// <param name="mailbox">The mailbox as the log names it.</param>
/// <param name="isService">In the log of the web services, which names whom a call acts for; otherwise in HttpProxy.</param>
internal sealed class ReachTrace(string caller, string mailbox, bool isService)
{
    internal string Caller { get; } = caller;

    internal string Mailbox { get; } = mailbox;

    internal bool IsService { get; } = isService;

    internal bool IsOwn => IsService && Caller.Equals(Mailbox, StringComparison.OrdinalIgnoreCase);

    internal long Count { get; set; }

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    internal SmallHashes Clients;

    internal void Add(ReachTrace other, string file, long lines)
    {
        Count += other.Count;
        RowSpot first = other.First.In(file, lines);
        First = First.Ticks == 0 || first < First ? first : First;
        LastTicks = Math.Max(LastTicks, other.LastTicks);
        Clients.Add(other.Clients);
    }
}
