using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Chronologies;

/// <summary>Question 3: first sign, first success, last sign, dwell time, and how they lie to disclosure and fix.</summary>
internal static class ChronologyAnalysis
{
    internal static Chronology Run(
        IReadOnlyList<Chain> chains, IReadOnlyList<Campaign> campaigns, ExposureReport exposure, IReadOnlyList<ClockOffset> clocks)
    {
        ObservationFacts[] timed =
        [
            .. chains.SelectMany(c => c.Facts).Where(f => f.Ticks >= 0 && f.Meaning.Outcome >= Outcome.Scanned)
                .OrderBy(f => f.Ticks).ThenBy(f => f.Observation.Location).ThenBy(f => f.Observation.RuleId, StringComparer.Ordinal),
        ];
        Chain[] intrusions = [.. chains.Where(c => c.Outcome >= Outcome.Reached)];
        HashSet<ObservationFacts> inIntrusions = [.. intrusions.SelectMany(c => c.Facts)];
        HashSet<ObservationFacts> successes =
        [
            .. intrusions.SelectMany(c => c.Shown.Where(s => s.Key >= Rung.Succeeded).SelectMany(s => s.Value)).Where(f => f.Meaning.Role != ObservationRole.Request),
        ];
        ObservationFacts? reached = timed.FirstOrDefault(f => inIntrusions.Contains(f) && f.Meaning.Outcome >= Outcome.Reached)
            ?? timed.FirstOrDefault(inIntrusions.Contains);
        ObservationFacts? last = intrusions.Length > 0 ? timed.LastOrDefault(inIntrusions.Contains) : timed.LastOrDefault();
        return new Chronology(
            ToClaim(timed.FirstOrDefault()),
            ToClaim(reached),
            ToClaim(timed.FirstOrDefault(successes.Contains)),
            ToClaim(last),
            reached is not null && last is not null ? last.Ticks - reached.Ticks : null,
            reached is not null ? Relation(reached, timed.Where(inIntrusions.Contains), campaigns) : "",
            clocks)
        {
            PublicDays = PublicDayAnalysis.Run(timed, campaigns, exposure, reached?.Ticks, last?.Ticks),
        };
    }

    private static TimedClaim? ToClaim(ObservationFacts? fact) =>
        fact is null ? null : new TimedClaim(fact.Observation.Time!.Value, fact.Observation.Id);

    /// <summary>
    /// How the first sign lies to the disclosure of the campaign that the first telling fact of the intrusions is of; "" when none tells
    /// of one.
    /// </summary>
    private static string Relation(ObservationFacts reached, IEnumerable<ObservationFacts> intruded, IReadOnlyList<Campaign> campaigns)
    {
        DateOnly day = reached.Observation.Time!.Value.Day;
        ObservationFacts? fact = intruded.FirstOrDefault(f => f.Meaning.Outcome >= Outcome.Reached && campaigns.Any(c => c.Disclosed is not null && c.IsToldBy(f.Meaning)));
        return fact is null ? "" : string.Join("; ", campaigns.Where(c => c.Disclosed is not null && c.IsToldBy(fact.Meaning)).Select(c =>
        {
            string disclosed = Relative(day, c.Disclosed!.Value, "disclosure");
            DateOnly[] fixes = [.. c.Vulnerabilities.Where(v => v.Id == fact.Meaning.Subject).Select(v => v.FixPublished)];
            return fixes.Length > 0 && fixes[0] != c.Disclosed ? $"{disclosed}, {Relative(day, fixes[0], "the fix")}" : disclosed;
        }));
    }

    private static string Relative(DateOnly day, DateOnly other, string what)
    {
        int days = day.DayNumber - other.DayNumber;
        string date = other.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return days == 0 ? $"on the day of {what}"
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(days)} {(Math.Abs(days) == 1 ? "day" : "days")} {(days < 0 ? "before" : "after")} {what} ({date})");
    }
}
