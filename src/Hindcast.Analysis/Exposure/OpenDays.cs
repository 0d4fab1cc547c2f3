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
        HashSet<DateOnly> open = [], perhaps = [];
        SortedSet<string> flaws = new(StringComparer.Ordinal);
        foreach (Campaign campaign in campaigns.Where(c => c.Detections.Count > 0))
        {
            foreach (ExposureWindow window in exposure.Windows.Where(
                w => w.State == ExposureState.Vulnerable && campaign.Vulnerabilities.Any(v => v.Id == w.Vulnerability && v.NotAssessable.Length == 0)))
            {
                DateOnly from = campaign.KnownSince is { } since && since > window.From.Day ? since : window.From.Day;
                DateOnly[] certain = [.. Days(from, window.To.Day).Where(d => !seen.Contains(d))];
                DateOnly after = window.To.Day.AddDays(1);
                DateOnly[] uncertain = window.NextSeen is { } next
                    ? [.. Days(from > after ? from : after, next.Day.AddDays(-1)).Where(d => !seen.Contains(d))] : [];
                open.UnionWith(certain);
                perhaps.UnionWith(uncertain);
                if (certain.Length + uncertain.Length > 0)
                {
                    flaws.Add(window.Vulnerability);
                }
            }
        }

        return new OpenDays(Stretches(open), Stretches(perhaps.Except(open)), [.. flaws]);
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) =>
        Enumerable.Range(0, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(from.AddDays);

    private static List<CoverageGap> Stretches(IEnumerable<DateOnly> days)
    {
        List<CoverageGap> stretches = [];
        foreach (DateOnly day in days.Order())
        {
            if (stretches.Count > 0 && stretches[^1].To.AddDays(1) == day)
            {
                stretches[^1] = stretches[^1] with { To = day, Days = stretches[^1].Days + 1 };
            }
            else
            {
                stretches.Add(new CoverageGap(day, day, 1));
            }
        }

        return stretches;
    }
}
