namespace Hindcast.Analysis.Surprise;

/// <summary>Which account reached which mailbox on the days before, for a bounded number of each.</summary>
internal sealed class ReachPast
{
    private const int MaxKept = 1 << 17;

    private readonly Dictionary<string, AccountPast> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SmallHashes> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Something was left out on some day: what looks new may be old, so nothing is said from then on.</summary>
    internal bool IsCut { get; private set; }

    internal AccountPast? Account(ReachTrace reach) => _accounts.GetValueOrDefault(Key(reach.IsService, reach.Caller));

    /// <summary>Accounts that reached a mailbox, by hash.</summary>
    internal SmallHashes Visitors(ReachTrace reach) => _mailboxes.GetValueOrDefault(Key(reach.IsService, reach.Mailbox));

    internal void Take(DayProfile day, int number)
    {
        IsCut |= day.AreReachesCut || _accounts.Count > MaxKept || _mailboxes.Count > MaxKept;
        if (IsCut)
        {
            return;
        }

        foreach (ReachTrace reach in day.Reaches.Values)
        {
            string caller = Key(reach.IsService, reach.Caller), mailbox = Key(reach.IsService, reach.Mailbox);
            if (!_accounts.TryGetValue(caller, out AccountPast? account))
            {
                _accounts.Add(caller, account = new AccountPast());
            }

            account.On(number);
            account.Mailboxes.Add(KeyHash.Of(mailbox.ToUpperInvariant()));
            account.ActsForOthers |= reach is { IsService: true, IsOwn: false };
            SmallHashes visitors = _mailboxes.GetValueOrDefault(mailbox);
            visitors.Add(KeyHash.Of(caller.ToUpperInvariant()));
            _mailboxes[mailbox] = visitors;
        }
    }

    private static string Key(bool isService, string name) => (isService ? "S" : "P") + name;

    /// <summary>What is known of an account.</summary>
    internal sealed class AccountPast
    {
        private int _lastDay = -1;

        internal int Days { get; private set; }

        internal SmallHashes Mailboxes;

        /// <summary>It acted for somebody else in the log of the web services.</summary>
        internal bool ActsForOthers { get; set; }

        internal void On(int day)
        {
            Days += day != _lastDay ? 1 : 0;
            _lastDay = day;
        }
    }
}
