using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Chronologies;

/// <summary>
/// The days on which campaigns were disclosed and their flaws mended: of campaigns that observations speak of, and of those that
/// the server was still open to when they were disclosed. Each splits the dwell time where something of the campaign was reached.
/// </summary>
internal static class PublicDayAnalysis
{
    /// <summary>Works the days out.</summary>
    /// <param name="seen">Dated observations of all chains.</param>
    /// <param name="campaigns">The campaigns.</param>
    /// <param name="exposure">Builds and windows.</param>
    /// <param name="from">Start of the dwell time in ticks, or null.</param>
    /// <param name="to">Its end, or null.</param>
    internal static IReadOnlyList<PublicDay> Run(
        IReadOnlyList<ObservationFacts> seen, IReadOnlyList<Campaign> campaigns, ExposureReport exposure, long? from, long? to)
    {
        List<PublicDay> days = [];
        foreach (Campaign campaign in campaigns)
        {
            ObservationFacts[] own = [.. seen.Where(f => campaign.IsToldBy(f.Meaning))];
            if (campaign.Disclosed is not { } disclosed)
            {
                continue;
            }

            HashSet<string> open = [.. exposure.Windows.Where(w => w.State == ExposureState.Vulnerable && w.To.Day >= disclosed).Select(w => w.Vulnerability)];
            Vulnerability[] flaws = [.. campaign.Vulnerabilities.Where(v => open.Contains(v.Id) || own.Any(f => f.Meaning.Subject == v.Id))];
            if (own.Length == 0 && flaws.Length == 0)
            {
                continue;
            }

            bool reached = own.Any(f => f.Meaning.Outcome >= Outcome.Reached);
            PublicDay Day(PublicDayKind kind, DateOnly day, IEnumerable<Vulnerability> about)
            {
                (long Before, long After)? split = reached && from is { } start && to is { } end ? Split(start, end, day) : null;
                return new PublicDay(kind, day, campaign.Name, [.. about.Select(v => v.Id).Order(StringComparer.Ordinal)], split?.Before, split?.After);
            }

            days.Add(Day(PublicDayKind.Disclosure, disclosed, campaign.Vulnerabilities));
            days.AddRange(flaws.GroupBy(v => v.FixPublished).Select(fix => Day(PublicDayKind.Fix, fix.Key, fix)));
        }

        return [.. days.OrderBy(d => d.Day).ThenBy(d => d.Kind).ThenBy(d => d.Subject, StringComparer.Ordinal)];
    }

    private static (long Before, long After) Split(long from, long to, DateOnly day)
    {
        long border = Math.Clamp(day.DayNumber * TimeSpan.TicksPerDay, from, to);
        return (border - from, to - border);
    }
}
