using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Signs in who is authenticated against whose mailbox is reached: an account that kept to its own mailboxes at one of others, and
/// a call of the web services for somebody else by an account that never made one.
/// </summary>
internal static class ReachSigns
{
    private const int MinDays = 3;

    internal static IEnumerable<Sign> Of(DayProfile day, ServerPast past)
    {
        Dictionary<(bool, string), Sign> signs = [];
        IEnumerable<ReachTrace> all = past.Reaches.IsCut || day.AreReachesCut ? [] : day.Reaches.OrderBy(r => r.Key).Select(r => r.Value);
        foreach (ReachTrace reach in all)
        {
            string? normal = reach.IsService ? NormalOfActing(reach, past) : NormalOfReaching(reach, past);
            if (normal is null)
            {
                continue;
            }

            if (!signs.TryGetValue((reach.IsService, reach.Caller), out Sign? sign))
            {
                PastLog log = reach.IsService ? PastLog.Services : PastLog.Proxy;
                string name = reach.IsService ? "acts-for" : "others-mailbox";
                signs.Add((reach.IsService, reach.Caller), sign = new Sign
                {
                    Family = UnusualFamily.Identity,
                    Class = name,
                    Log = log,
                    What = reach.IsService ? $"{reach.Caller} calls web services for {reach.Mailbox}" : $"{reach.Caller} reaches the mailbox {reach.Mailbox}, which others use (HttpProxy)",
                    Normal = string.Create(CultureInfo.InvariantCulture, $"In {past.DaysOf(log)} days before {normal}; {past.Often(name, log)}"),
                });
            }

            sign.Clients.Add(reach.Clients);
            sign.With(reach.First, reach.LastTicks, reach.Count);
        }

        return signs.Values;
    }

    private static string? NormalOfReaching(ReachTrace reach, ServerPast past)
    {
        SmallHashes visitors = past.Reaches.Visitors(reach);
        return past.Reaches.Account(reach) is { Days: >= MinDays, Mailboxes.HasMore: false } account && visitors.Count > 0
            && !visitors.HasMore && !account.Mailboxes.Contains(KeyHash.Of("P" + reach.Mailbox.ToUpperInvariant()))
            ? string.Create(CultureInfo.InvariantCulture, $"it was seen on {account.Days} days and reached {account.Mailboxes.Count} others, never this one")
            : null;
    }

    private static string? NormalOfActing(ReachTrace reach, ServerPast past) =>
        reach.IsOwn ? null
        : past.Reaches.Account(reach) is not { } account ? "this account called no web service"
        : account.ActsForOthers ? null
        : string.Create(CultureInfo.InvariantCulture, $"it called them on {account.Days} days, for itself alone");
}
