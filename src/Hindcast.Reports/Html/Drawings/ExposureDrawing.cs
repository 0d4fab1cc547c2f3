using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>
/// One time axis: covered days and gaps, builds as bars, disclosure of campaigns, intrusions by actor, observations as ticks by outcome, and for each
/// vulnerability the stretches in which it was open (before and after the fix was published, told apart by pattern and word).
/// </summary>
internal sealed class ExposureDrawing
{
    private const double Width = 1000;
    private const double Gutter = 190;
    private const double Chart = Width - Gutter - 10;
    private const double Top = 34;
    private const double CharacterWidth = 6.2;
    private const double FlawHeight = 34;
    private const double FixHeight = 14;
    private const double DisclosureHeight = 20;
    private const int MaxRows = 30;

    private readonly ReportContext context;
    private readonly Assessment assessment;
    private readonly TimeScale scale;
    private readonly Drawing drawing;
    private readonly BuildSpan[] builds;
    private readonly PublicDay[] disclosed;
    private readonly ActorCluster[] actors;
    private readonly Outcome[] lanes;
    private readonly IGrouping<DateOnly, IGrouping<string, ExposureWindow>>[] fixes;
    private readonly bool gaps;
    private readonly double height;
    private double y = Top;

    private ExposureDrawing(ReportContext context, TimeScale scale)
    {
        this.context = context;
        assessment = context.Assessment;
        this.scale = scale;
        builds = [.. assessment.Exposure.Builds.Take(MaxRows)];
        IGrouping<string, ExposureWindow>[] flaws = [.. assessment.Exposure.Windows.Take(ReportLimits.Windows).GroupBy(w => w.Vulnerability, StringComparer.Ordinal)];
        HashSet<string> met = assessment.Findings.Select(f => f.Subject).ToHashSet(StringComparer.Ordinal);
        IGrouping<string, ExposureWindow>[] drawn =
        [
            .. flaws.Where(f => met.Contains(f.Key) || (context.KnownThen(f.First()) && scale.Holds(ExposureScale.Ticks(f.First().FixPublished))))
                .OrderByDescending(f => met.Contains(f.Key)).Take(MaxRows),
        ];
        FlawsLeftOut = flaws.Length - drawn.Length;
        Outside = assessment.Observations.Count(o => o.Time is not { } time || !scale.Holds(time.UtcTicks));
        fixes = [.. drawn.GroupBy(flaw => flaw.First().FixPublished)];
        lanes =
        [
            .. Enum.GetValues<Outcome>().Where(lane => lane != Outcome.None && assessment.Observations.Any(
                o => context.Detection(o)?.Outcome == lane && o.Time is { } t && scale.Holds(t.UtcTicks))),
        ];
        actors = [.. assessment.Actors.Clusters.Take(MaxRows).Where(a => Intrusions(a).Any())];
        disclosed = [.. assessment.Chronology.PublicDays.Where(d => d.Kind == PublicDayKind.Disclosure).Take(MaxRows)];
        gaps = assessment.Coverage.Logs.Any(l => l.Gaps.Count > 0);
        height = Top + Block(gaps ? 2 : 1, 22) + Block(builds.Length, 24) + Block(disclosed.Length, DisclosureHeight) + Block(fixes.Sum(f => f.Count()), FlawHeight)
            + (fixes.Length * FixHeight) + Block(actors.Length, 22) + Block(lanes.Length, 20) + 4;
        drawing = new Drawing(
            "exposure-drawing", Width, height, "Builds, open vulnerabilities, disclosure, intrusions and observations on one time axis",
            $"From {ReportWords.Day(Day(scale.From))} to {ReportWords.Day(Day(scale.To - 1))}. The tables below hold the same in text.");
    }

    /// <summary>The drawing.</summary>
    internal Drawing Drawing => drawing;

    /// <summary>How many observations lie outside of the axis or have no time.</summary>
    internal int Outside { get; }

    /// <summary>How many vulnerabilities have no row.</summary>
    internal int FlawsLeftOut { get; }

    /// <summary>Draws; null when nothing has a time.</summary>
    internal static ExposureDrawing? Draw(ReportContext context)
    {
        if (ExposureScale.Choose(context, Gutter, Chart) is not { } scale)
        {
            return null;
        }

        ExposureDrawing exposure = new(context, scale);
        exposure.Draw();
        return exposure;
    }

    private void Draw()
    {
        drawing.Axis(scale, 12, height, Width);
        foreach (DateOnly day in disclosed.Select(d => d.Day).Distinct().Where(d => scale.Holds(ExposureScale.Ticks(d))))
        {
            double x = scale.X(ExposureScale.Ticks(day));
            drawing.Line(x, Top - 8, x, height, "disclosure");
        }

        Group("Covered", gaps ? 2 : 1, () => Covered());
        Group("Builds", builds.Length, () => Array.ForEach(builds, Build));
        Group("Disclosure", disclosed.Length, () => Array.ForEach(disclosed, Disclosure));
        Group("Intrusions", actors.Length, () => Array.ForEach(actors, Actor));
        Group("Observations", lanes.Length, () => Array.ForEach(lanes, Lane));
        Group("Vulnerabilities", fixes.Length, () => Array.ForEach(fixes, flaws => Fix(flaws.Key, [.. flaws])));
    }

    private static double Block(int rows, double rowHeight) => rows == 0 ? 0 : 24 + (rows * rowHeight);

    private static DateOnly Day(long ticks) => DateOnly.FromDateTime(new DateTime(ticks));

    private void Group(string title, int rows, Action draw)
    {
        if (rows > 0)
        {
            drawing.Line(0, y, Width, y, "rule");
            drawing.Text(0, y + 15, title, "group");
            y += 22;
            draw();
            y += 2;
        }
    }

    private void Covered()
    {
        drawing.Text(12, y + 9, "days with any log");
        StringBuilder path = new();
        double from = -1, to = -1;
        foreach (DateOnly day in assessment.Coverage.Logs.SelectMany(l => l.Days).Select(d => d.Day).Distinct().Order())
        {
            long ticks = ExposureScale.Ticks(day);
            double x = scale.X(ticks), end = scale.X(Math.Min(ticks + TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks));
            if (x > to + 0.5)
            {
                Run(path, from, to);
                from = x;
            }

            to = end;
        }

        Run(path, from, to);
        drawing.Path(path.ToString(), "covered");
        y += 22;
        if (gaps)
        {
            Gaps();
        }
    }

    /// <summary>Days on which at least one log has a gap, each once.</summary>
    private void Gaps()
    {
        drawing.Text(12, y + 9, "a log has a gap");
        StringBuilder path = new();
        double from = -1, to = -1;
        foreach (CoverageGap gap in assessment.Coverage.Logs.SelectMany(l => l.Gaps).OrderBy(g => g.From).ThenBy(g => g.To))
        {
            double x = scale.X(ExposureScale.Ticks(gap.From)), end = scale.X(Math.Min(ExposureScale.Ticks(gap.To) + TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks));
            if (x > to)
            {
                Run(path, from, to);
                from = x;
            }

            to = Math.Max(to, end);
        }

        Run(path, from, to);
        drawing.Path(path.ToString(), "gap");
        y += 22;
    }

    private IEnumerable<Intrusion> Intrusions(ActorCluster actor) => assessment.Intrusions.Where(
        i => i.Actor == actor.Id && i is { First: { } first, Last: not null } && scale.Holds(first.UtcTicks));

    /// <summary>An actor's intrusions as bars from first to last sign, with a line where success is shown first.</summary>
    private void Actor(ActorCluster actor)
    {
        Intrusion[] intrusions = [.. Intrusions(actor)];
        drawing.Text(12, y + 12, $"{actor.Id} ({ReportWords.Count(intrusions.Length, "intrusion", "intrusions")})", limit: 28);
        foreach (Intrusion intrusion in intrusions.Take(ReportLimits.Intrusions))
        {
            double x = scale.X(intrusion.First!.Value.UtcTicks), end = Math.Max(scale.X(intrusion.Last!.Value.UtcTicks), x + 3);
            drawing.Bar(x, y + 2, end - x, 13, "intrusion " + ReportWords.Style(intrusion.Outcome));
            if (intrusion.FirstSuccess is { } success)
            {
                drawing.Line(scale.X(success.UtcTicks), y - 1, scale.X(success.UtcTicks), y + 18, "success");
            }
        }

        y += 22;
    }

    private void Run(StringBuilder path, double from, double to)
    {
        if (to > from)
        {
            path.Append(CultureInfo.InvariantCulture, $"M{from:0.#} {y:0.#}H{to:0.#}v11H{from:0.#}z");
        }
    }

    private void Build(BuildSpan build)
    {
        double x = scale.X(build.First.UtcTicks), end = Math.Max(scale.X(build.Last.UtcTicks), x + 3);
        drawing.Text(12, y + 12, $"{build.Id} {build.Build}{(build.Precision == BuildPrecision.CumulativeUpdate ? " (CU only)" : "")}", limit: 30);
        drawing.Bar(x, y + 2, end - x, 13, build.Precision == BuildPrecision.SecurityUpdate ? "build exact" : "build rough");
        Beside(x, end, y + 12.5, build.Name);
        y += 24;
    }

    /// <summary>A label after a bar, else before it, else on it.</summary>
    private void Beside(double x, double end, double baseline, string text)
    {
        double length = Math.Min(text.Length, 40) * CharacterWidth;
        if (end + length + 6 < Width)
        {
            drawing.Text(end + 5, baseline, text, limit: 40);
        }
        else if (x - length - 6 > Gutter)
        {
            drawing.Text(x - 5, baseline, text, anchor: "end", limit: 40);
        }
        else
        {
            drawing.Text(x + 5, baseline, text, "on-bar", limit: 40);
        }
    }

    private void Disclosure(PublicDay disclosed)
    {
        drawing.Text(12, y + 12, disclosed.Subject, limit: 30);
        Dated("disclosed", disclosed.Day, y + 12, "disclosure-label");
        y += DisclosureHeight;
    }

    /// <summary>A word and its day beside the day's place; an arrow when the day lies beyond the axis.</summary>
    private void Dated(string word, DateOnly day, double baseline, string style)
    {
        long ticks = ExposureScale.Ticks(day);
        double x = scale.X(ticks);
        string label = $"{word} {ReportWords.Day(day)}";
        label = scale.Holds(ticks) ? label : ticks < scale.From ? "◂ " + label : label + " ▸";
        bool fits = x + 4 + (label.Length * CharacterWidth) < Width;
        drawing.Text(fits ? x + 4 : x - 4, baseline, label, style, fits ? null : "end");
    }

    /// <summary>The vulnerabilities that were fixed on one day, with a line through them at that day.</summary>
    private void Fix(DateOnly published, IReadOnlyList<IGrouping<string, ExposureWindow>> flaws)
    {
        double x = scale.X(ExposureScale.Ticks(published)), top = y - 12;
        Dated("fix published", published, y - 1, "fix-label");
        y += FixHeight - 10;
        foreach (IGrouping<string, ExposureWindow> flaw in flaws)
        {
            Flaw(flaw);
        }

        y += 10;
        drawing.Line(x, top, x, y - 20, "fix");
    }

    private void Flaw(IGrouping<string, ExposureWindow> windows)
    {
        drawing.Text(12, y + 13, windows.Key, limit: 28);
        double free = Gutter;
        foreach (ExposureWindow window in windows)
        {
            if (window.NextSeen is { } next)
            {
                drawing.Line(scale.X(window.To.UtcTicks), y + 9, scale.X(next.UtcTicks), y + 9, "change");
            }

            if (window.State != ExposureState.Vulnerable || (window.ZeroDayUntil is null && window.NDayFrom is null))
            {
                free = Part(window.From, window.To, State(window.State), ReportWords.Of(window.State).ToLowerInvariant(), ReportWords.Of(window.State).ToLowerInvariant(), free);
                continue;
            }

            if (window.ZeroDayUntil is { } until)
            {
                free = Part(window.From, until, "zero-day", "open, no fix yet (zero-day)", "zero-day", free);
            }

            if (window.NDayFrom is { } start)
            {
                free = Part(start, window.To, "n-day", "open, fix was out (n-day)", "n-day", free);
            }
        }

        y += FlawHeight;
    }

    private static string State(ExposureState state) => state switch
    {
        ExposureState.Vulnerable => "n-day",
        ExposureState.Fixed => "fixed",
        ExposureState.NotAffected => "not-affected",
        _ => "unknown",
    };

    /// <summary>A stretch with its label under it: the short one where the stretch is narrow, none where it is full.</summary>
    private double Part(EvidenceTime from, EvidenceTime to, string style, string wide, string narrow, double free)
    {
        double x = scale.X(from.UtcTicks), end = Math.Max(scale.X(to.UtcTicks), x + 3);
        drawing.Bar(x, y + 2, end - x, 14, style);
        string label = wide.Length * CharacterWidth <= end - x ? wide : narrow;
        double length = label.Length * CharacterWidth;
        double place = Math.Max(Math.Min(x + 4, Width - length), free);
        if (place > end || place + length > Width + 4)
        {
            return free;
        }

        drawing.Text(place, y + 27, label, "part-label");
        return place + length + 8;
    }

    private void Lane(Outcome lane)
    {
        SortedSet<int> columns = [];
        int count = 0;
        foreach (Observation observation in assessment.Observations)
        {
            if (observation.Time is { } time && scale.Holds(time.UtcTicks) && context.Detection(observation)?.Outcome == lane)
            {
                columns.Add((int)scale.X(time.UtcTicks));
                count++;
            }
        }

        drawing.Text(12, y + 11, $"{ReportWords.Of(lane).ToLowerInvariant()} ({ReportWords.Number(count)})");

        StringBuilder path = new();
        foreach (int column in columns)
        {
            path.Append(CultureInfo.InvariantCulture, $"M{column + 1}.5 {y + 1:0.#}v13");
        }

        drawing.Path(path.ToString(), "tick " + ReportWords.Style(lane));
        y += 20;
    }
}
