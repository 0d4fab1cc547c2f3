using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Coverage;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Exposure;

/// <summary>
/// Days on which the server was open to a flaw whose use logs would show, and of which no log that is searched holds a record: what
/// happened then is not known. Counted from the first known use of the flaw on.
/// </summary>
/// <param name="Open">Stretches between two sightings of open builds.</param>
/// <param name="Perhaps">Stretches between the last open build and the first that holds the fix: it was open on some of these days.</param>
/// <param name="Vulnerabilities">What it was open to.</param>
public sealed record OpenDays(IReadOnlyList<CoverageGap> Open, IReadOnlyList<CoverageGap> Perhaps, IReadOnlyList<string> Vulnerabilities)
{
    /// <summary>How many days it was open.</summary>
    public int OpenCount => Open.Sum(g => g.Days);

    /// <summary>How many more it may have been.</summary>
    public int PerhapsCount => Perhaps.Sum(g => g.Days);

    /// <summary>Works them out.</summary>
    /// <param name="exposure">Builds and windows.</param>
    /// <param name="campaigns">The campaigns that were looked for.</param>
    /// <param name="seen">Days that logs hold.</param>
    public static OpenDays Of(ExposureReport exposure, IReadOnlyList<Campaign> campaigns, SeenDays seen)
    {
        List<(DateOnly From, DateOnly To)> open = [], perhaps = [];
        (DateOnly, DateOnly)[] days = [.. DayStretches.Single(seen.Days)];
        SortedSet<string> flaws = new(StringComparer.Ordinal);
        foreach (Campaign campaign in campaigns.Where(c => c.Detections.Count > 0))
        {
            foreach (ExposureWindow window in exposure.Windows.Where(
                w => w.State == ExposureState.Vulnerable && campaign.Vulnerabilities.Any(v => v.Id == w.Vulnerability && v.NotAssessable.Length == 0)))
            {
                DateOnly from = campaign.KnownSince is { } since && since > window.From.Day ? since : window.From.Day;
                (DateOnly From, DateOnly To) certain = (from, window.To.Day), uncertain = certain;
                open.Add(certain);
                if (window.NextSeen is { } next && next.Day > window.To.Day)
                {
                    // The day of the next sighting is no longer open; that of the last one is certain.
                    DateOnly after = window.To.Day.AddDays(1);
                    perhaps.Add(uncertain = (from > after ? from : after, next.Day.AddDays(-1)));
                }

                if (DayStretches.Left([certain, uncertain], days).Count > 0)
                {
                    flaws.Add(window.Vulnerability);
                }
            }
        }

        return new OpenDays(DayStretches.Left(open, days), DayStretches.Left(perhaps, [.. days, .. open]), [.. flaws]);
    }
}
