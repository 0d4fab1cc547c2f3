using Hindcast.Engine.Detection;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>Scans units of text logs and turns what was merged into a file's result.</summary>
internal static class TextLogResult
{
    /// <summary>Scans a unit; its rows are counted by <paramref name="counts"/> where they are of a kind that is compared.</summary>
    internal static TextFileMerge.UnitOutcome Scan(
        TextUnit unit, ITextBytes bytes, DetectionPlan plan, Worker worker, ProfileWatcher? counts, ReadProgress progress, CancellationToken cancellation)
    {
        DetectionPlan.KindPlan kind = plan.For(unit.Header.Kind);
        worker.Sink.Begin(unit.IsUtf16);
        worker.Scanner.Watcher = ProfileWatcher.Wants(unit.Header.Kind) ? counts : null;
        TextUnitResult result = worker.Scanner.Scan(unit, bytes, kind.Search, progress.Add, cancellation);
        (IReadOnlyList<RawObservation> observations, MatchTally?[] matches) = worker.Sink.End();
        bool isByItself = worker.Scanner.Watcher is not null && counts!.File.Length == 0;
        return new TextFileMerge.UnitOutcome(result, observations, matches, isByItself ? counts!.Tally.End() : null);
    }

    internal static FileResult From(EvidenceItem item, EvidenceFile file, TextFileMerge merge, DetectionPlan plan, bool utf16)
    {
        string part = file.Format switch
        {
            TextKinds.HttpProxy => merge.Protocol,
            TextKinds.Iis => LogLikeNames.Site(item.OriginalPath ?? item.Path),
            _ => "",
        };
        LogName log = new(file.Format, Clean(part));
        List<Diagnostic> diagnostics = [.. merge.Diagnostics];
        if (utf16)
        {
            diagnostics.Add(TextDiagnostics.Utf16.At(new SourceLocation(item.Path, 0, 2), "byte order mark", "UTF-8"));
        }

        if (merge.HasLocalTimes)
        {
            diagnostics.Add(DnsDiagnostics.LocalTime.At(new SourceLocation(item.Path), "no offset in the times", "an offset from UTC"));
        }

        if (merge.HasOpenDates && !merge.HasTellingDates)
        {
            diagnostics.Add(DnsDiagnostics.DateOrder.At(
                new SourceLocation(item.Path), "no date with a number over 12", "a date that shows which number is the day"));
        }

        return new FileResult
        {
            File = file with
            {
                Log = log,
                Records = merge.Records,
                BadRecords = merge.BadRecords,
                LostBytes = merge.LostBytes,
                First = merge.First,
                Last = merge.Last,
                ReadWhole = file.ReadWhole && merge.LostBytes == 0,
            },
            Hours = [.. merge.Hours.OrderBy(h => h.Key).Select(h => new CoverageHour(log, h.Key, h.Value))],
            Builds = merge.Builds,
            Diagnostics = diagnostics,
            Observations = [.. merge.Observations.Select(o => (o.Rule, ToObservation(o, item.Path, log, plan)))],
            Matches = merge.Matches,
            Profile = merge.Profile,
        };
    }

    private static Observation ToObservation(RawObservation raw, string path, LogName log, DetectionPlan plan) => new()
    {
        RuleId = plan.Rules[raw.Rule].Id,
        Time = raw.Time,
        Location = new SourceLocation(path, raw.OffsetBytes, raw.LengthBytes, raw.LineInUnit + 1),
        RecordSha256 = raw.Sha256,
        Log = log,
        Fields = raw.Fields,
    };

    /// <summary>The protocol comes out of the log: keep it only when it is a plain word.</summary>
    private static string Clean(string part) =>
        part.Length is > 0 and <= 32 && part.All(char.IsAsciiLetterOrDigit) ? part : "";
}
