using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Exposure;

/// <summary>
/// Question 1: from when until when was the server open to what? Joins the builds that its own logs carry with the
/// build table. Says nothing about times between two sightings.
/// </summary>
public static class ExposureAnalysis
{
    /// <summary>Works out build history and exposure windows.</summary>
    /// <param name="sightings">Builds as read out of the logs, in any order.</param>
    /// <param name="table">The build table.</param>
    /// <param name="vulnerabilities">The vulnerabilities to judge, in the order in which they are to be shown.</param>
    public static ExposureReport Run(
        IEnumerable<BuildSighting> sightings, BuildTable table, IReadOnlyList<Vulnerability> vulnerabilities)
    {
        List<BuildSpan> builds = Spans(sightings, table);
        List<ExposureWindow> windows = [];
        foreach (Vulnerability vulnerability in vulnerabilities)
        {
            AddWindows(vulnerability, builds, table, windows);
        }

        return new ExposureReport(builds, windows);
    }

    private static List<BuildSpan> Spans(IEnumerable<BuildSighting> sightings, BuildTable table)
    {
        List<BuildSpan> spans = [];
        foreach (var group in sightings.GroupBy(s => (s.Build, s.Precision)))
        {
            BuildSighting first = group.OrderBy(s => s.First).ThenBy(s => s.FirstLocation).First();
            BuildSighting last = group.OrderBy(s => s.Last).ThenBy(s => s.LastLocation).Last();
            BuildEntry? entry = table.Find(group.Key.Build);
            BuildEntry? near = entry ?? table.FindNearest(group.Key.Build);
            string name = entry is not null ? entry.Name : near is not null ? $"{near.Name} or later" : "";
            spans.Add(new BuildSpan(
                "", group.Key.Build, name, entry?.Released, group.Key.Precision, first.First, last.Last,
                first.FirstLocation, last.LastLocation, group.Sum(s => s.Records),
                [.. group.Select(s => s.Source).Distinct().Order(StringComparer.Ordinal)]));
        }

        spans.Sort((a, b) => (a.First.UtcTicks, a.Precision, a.Build).CompareTo((b.First.UtcTicks, b.Precision, b.Build)));
        return [.. spans.Select((span, i) => span with { Id = $"B{i + 1}" })];
    }

    private static void AddWindows(
        Vulnerability vulnerability, List<BuildSpan> builds, BuildTable table, List<ExposureWindow> windows)
    {
        // Fields that name the cumulative update only say less than the exact ones, so they count where nothing else is.
        bool exact = builds.Any(b => b.Precision == BuildPrecision.SecurityUpdate);
        List<ExposureWindow> own = [];
        foreach (BuildSpan span in builds)
        {
            if (exact && span.Precision == BuildPrecision.CumulativeUpdate)
            {
                continue;
            }

            (ExposureState state, string reason) = table.Judge(span.Build, span.Precision, vulnerability);
            ExposureWindow? before = own.Count > 0 ? own[^1] : null;
            if (before is not null && before.State == state)
            {
                own[^1] = before with
                {
                    To = span.Last > before.To ? span.Last : before.To,
                    Builds = [.. before.Builds, span.Id],
                };
                continue;
            }

            if (before is not null)
            {
                own[^1] = before with { NextSeen = span.First };
            }

            own.Add(new ExposureWindow
            {
                Id = "",
                Vulnerability = vulnerability.Id,
                State = state,
                From = span.First,
                To = span.Last,
                FixPublished = vulnerability.FixPublished,
                Reason = reason,
                Builds = [span.Id],
            });
        }

        foreach (ExposureWindow window in own)
        {
            windows.Add(Split(window) with { Id = $"X{windows.Count + 1}" });
        }
    }

    private static ExposureWindow Split(ExposureWindow window)
    {
        if (window.State != ExposureState.Vulnerable)
        {
            return window;
        }

        EvidenceTime published = EvidenceTime.FromUtc(
            window.FixPublished.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), TimePrecision.Day);
        return window with
        {
            ZeroDayUntil = window.From >= published ? null : window.To < published ? window.To : published,
            NDayFrom = window.To < published ? null : window.From > published ? window.From : published,
        };
    }
}
