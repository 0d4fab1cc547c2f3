using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Signs in DNS: within some days of its first name, a domain nobody had asked for gathers names that look like data.</summary>
internal static class NameSigns
{
    private const int MinNames = 6;
    private const int WindowDays = 7;

    internal static IEnumerable<Sign> Of(int number, DayProfile day, ServerPast past, int minHistoryDays)
    {
        const string Class = "names of a new domain";
        foreach (DomainTrace domain in day.Domains.OrderBy(d => d.Key).Select(d => d.Value).Where(d => !d.OddNames.IsEmpty))
        {
            DomainPast? known = past.Domain(domain.Domain);
            int daysBefore = known?.DaysBefore ?? past.DaysOf(PastLog.Names);
            int before = known?.OddNames.Count ?? 0;
            HashSet<ulong> names = [.. domain.OddNames, .. known?.OddNames ?? []];
            if (before < MinNames && names.Count >= MinNames && number - (known?.FirstDay ?? number) < WindowDays && daysBefore >= minHistoryDays)
            {
                yield return new Sign
                {
                    Family = UnusualFamily.Dns,
                    Class = Class,
                    Log = PastLog.Names,
                    What = string.Create(CultureInfo.InvariantCulture, $"{names.Count} names below {domain.Domain} whose first label looks like data, such as {domain.Sample}"),
                    Normal = string.Create(CultureInfo.InvariantCulture, $"In {daysBefore} days before its first name nobody asked for this domain; {past.Often(Class, PastLog.Names)}"),
                    Thing = domain.Domain,
                }.With(domain.First, domain.LastTicks, domain.Queries);
            }
        }
    }
}
