using System.CommandLine;
using System.Globalization;
using Hindcast.Cli.Commands;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Timeline;

namespace Hindcast.Cli.Sharing;

/// <summary><c>hindcast timeline</c>.</summary>
internal static class TimelineCommand
{
    private const int MaxNames = 20;

    private static readonly (string Name, Func<IEnumerable<TimelineEntry>, string> Write)[] Formats =
    [
        ("csv", TimelineText.Csv), ("jsonl", TimelineText.JsonLines), ("timesketch", TimelineText.Timesketch), ("plaso-l2t", TimelineText.Log2Timeline),
    ];

    internal static Command Create()
    {
        Argument<DirectoryInfo> folder = new("case") { Description = "Case folder that 'assess --out' wrote." };
        Option<string> format = new("--format", "-f")
        {
            Description = "csv: for spreadsheets; jsonl: one JSON object a line; timesketch: CSV for Timesketch; plaso-l2t: CSV of log2timeline.",
            DefaultValueFactory = _ => "csv",
            HelpName = "name",
        };
        format.AcceptOnlyFromAmong([.. Formats.Select(f => f.Name)]);
        Option<FileInfo?> output = new("--out", "-o") { Description = "File to write; standard output without it.", HelpName = "file" };
        Option<string?> from = new("--from") { Description = "First day or moment, UTC: 2021-03-01, 2021-03-01T04:00:00Z.", HelpName = "time" };
        Option<string?> to = new("--to") { Description = "Last day, or the moment up to which, UTC.", HelpName = "time" };
        Option<string[]> kinds = new("--kind") { Description = "request, effect, artefact, use, mitigation, user-rule, build or sign; may be repeated.", HelpName = "kind" };
        kinds.AcceptOnlyFromAmong([.. Enum.GetNames<ObservationRole>().Select(n => n.ToLowerInvariant()), "user-rule", "build", "sign"]);
        Option<string[]> hosts = new("--host") { Description = "Name of the server that wrote the record; may be repeated.", HelpName = "name" };
        Option<string[]> actors = new("--actor") { Description = "Address of the client, or the id of an actor (A1) or an intrusion (I1); may be repeated.", HelpName = "address|id" };
        Option<string?> least = new("--min-outcome") { Description = "Leave out what shows less.", HelpName = "outcome" };
        least.AcceptOnlyFromAmong([.. Enum.GetNames<Outcome>().Select(n => n.ToLowerInvariant())]);
        Command command = new(
            "timeline",
            """
            Writes everything of a case that has a time, in order, with filters.

            Nothing is hidden here: the timeline quotes the evidence. To hand a case on, use 'hindcast export'.

            Exit code: 0 written; 2 wrong usage; 4 failure; 130 stopped.

            Examples:
              hindcast timeline case-ex01 --from 2021-03-03 --to 2021-03-03 --min-outcome reached
              hindcast timeline case-ex01 --format timesketch --out case-ex01.csv
            """)
        {
            folder, format, output, from, to, kinds, hosts, actors, least,
        };
        command.SetGuarded((parsed, _) => Run(
            parsed.GetRequiredValue(folder), parsed.GetRequiredValue(format), parsed.GetValue(output), parsed.GetValue(from), parsed.GetValue(to),
            new TimelineFilter
            {
                Kinds = parsed.GetValue(kinds) ?? [],
                Hosts = parsed.GetValue(hosts) ?? [],
                Actors = parsed.GetValue(actors) ?? [],
                MinOutcome = parsed.GetValue(least) is { } word ? Enum.Parse<Outcome>(word, ignoreCase: true) : null,
            }));
        return command;
    }

    private static int Run(DirectoryInfo folder, string format, FileInfo? output, string? from, string? to, TimelineFilter filter)
    {
        DateTime? first = Time(from, "--from", endOfDay: false), until = Time(to, "--to", endOfDay: true);
        if (first >= until)
        {
            throw new UsageException("--from is later than --to");
        }

        Assessment assessment = CaseOnDisk.Read(folder.FullName);
        filter = (filter with { From = first, Until = until }).WithClusters(assessment);
        IReadOnlyList<TimelineEntry> entries = TimelineEntries.Of(assessment);
        CheckKnown(filter.Hosts, "--host", entries.Select(e => e.Host));
        CheckKnown(filter.Actors, "--actor", entries.Select(e => e.Actor).Concat(assessment.Actors.Clusters.Select(c => c.Id)).Concat(assessment.Intrusions.Select(i => i.Id)));
        ExportCommand.Write(Formats.First(f => f.Name == format).Write(entries.Where(filter.Takes)), output);
        return ExitCodes.Clean;
    }

    /// <summary>A name of which the case knows nothing is wrong usage: an empty timeline would say that nothing happened.</summary>
    private static void CheckKnown(IReadOnlyCollection<string> wanted, string option, IEnumerable<string> known)
    {
        HashSet<string> names = known.Where(n => n.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (wanted.FirstOrDefault(w => !names.Contains(w)) is { } unknown)
        {
            string some = names.Count == 0 ? "none" : string.Join(", ", names.Order(StringComparer.Ordinal).Take(MaxNames)) + (names.Count > MaxNames ? ", ..." : "");
            throw new UsageException($"{option} '{unknown}' is not in this case; it has {some}");
        }
    }

    /// <summary>Reads a moment or a day; a last day is wanted whole.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    internal static DateTime? Time(string? text, string option, bool endOfDay)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime day))
        {
            return endOfDay && day < DateTime.MaxValue.Date ? day.AddDays(1) : day;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) && text.Contains('T', StringComparison.Ordinal)
            ? moment.UtcDateTime
            : throw new UsageException($"{option} takes 2021-03-01 or 2021-03-01T04:00:00Z, not '{text}'");
    }
}
