using System.Globalization;
using System.Security.Cryptography;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;

namespace Hindcast.Engine.Pipeline;

/// <summary>Reads one Windows event log on one thread: counts records by hour, tries the rules, keeps what they met.</summary>
internal sealed class EvtxFileReading(string path, DetectionPlan plan, Worker worker, ReadProgress progress, CancellationToken cancellation)
{
    private const int MaxFieldChars = 2000;
    private const int MaxFields = 40;
    private const int BytesBetweenReports = 1 << 20;

    private readonly EventCoverage _events = new();
    private readonly MachineTally _machines = new();
    private readonly MatchKeeper<Observation>?[] _kept = new MatchKeeper<Observation>?[plan.Rules.Count];
    private readonly MatchTally?[] _matches = new MatchTally?[plan.Rules.Count];
    private readonly ProfileEvents? _profile = worker.Profile is { } watcher ? new ProfileEvents(watcher.Tally) : null;

    /// <summary>Reads the file; <paramref name="stream"/> is read to its end.</summary>
    internal (FileResult Result, EvtxSummary Summary) Read(Stream stream, Func<EvidenceFile> describe)
    {
        long records = 0, reported = 0;
        using EvtxSource source = EvtxSource.FromStream(stream, path);
        using EvtxReader reader = new(source);
        while (reader.Read())
        {
            EvtxRecord record = reader.Record;
            records++;
            Match(record);
            _profile?.Add(record);
            if (record.OffsetBytes - reported > BytesBetweenReports)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Add((int)Math.Min(record.OffsetBytes - reported, int.MaxValue));
                reported = record.OffsetBytes;
            }
        }

        EvtxSummary summary = reader.Summary;
        LogName log = _events.MainLog ?? new LogName(LogKinds.Evtx, "");
        EvidenceFile described = describe();
        progress.Add((int)Math.Clamp(described.SizeBytes - reported, 0, int.MaxValue));
        EvidenceFile file = described with
        {
            Log = log,
            Records = records,
            BadRecords = summary.LostRecords + summary.DamagedRecords,
            LostBytes = summary.LostBytes,
            First = _events.First,
            Last = _events.Last,
            ReadWhole = described.ReadWhole && summary.LostRecords == 0 && summary.LostBytes == 0,
        };
        return (
            new FileResult
            {
                File = file,
                Logs = _events.Logs(file),
                Hours = _events.Hours,
                Diagnostics = summary.Diagnostics,
                Observations =
                [
                    .. Enumerable.Range(0, _kept.Length).Where(rule => _kept[rule] is not null)
                        .SelectMany(rule => _kept[rule]!.Kept.Select(o => (rule, o))),
                ],
                Signs = [.. summary.Signs.Select(s => s with { Log = log })],
                SignsLeftOut = summary.SignsLeftOut,
                Machines = _machines.Machines,
                Matches = _matches,
                Profile = worker.Profile?.Tally.End(),
            },
            summary);
    }

    private void Match(EvtxRecord record)
    {
        EvtxSlots slots = worker.Events;
        var shape = slots.Bind(record);
        EvtxValue channel = record.GetValue(EvtxSystemField.Channel), computer = record.GetValue(EvtxSystemField.Computer);
        LogName log = _events.Count(channel.IsText ? channel.Text : channel.ToString(), record.Time);
        _machines.Add(computer.IsText ? computer.Text : computer.ToString(), record.Time);
        if (shape.RuleCount == 0)
        {
            return;
        }

        IReadOnlyList<KeyValuePair<string, string>>? fields = null;
        string? sha256 = null;
        foreach (int rule in worker.Matcher.Match(shape, ref slots))
        {
            (_matches[rule] ??= new MatchTally()).Add(record.Time, "");
            MatchKeeper<Observation> kept = _kept[rule] ??= new MatchKeeper<Observation>(RuleRowSink.MaxKept(plan, rule));
            if (!kept.Wants(record.Time, ""))
            {
                continue;
            }

            fields ??= Fields(record);
            Observation observation = new()
            {
                RuleId = plan.Rules[rule].Id,
                Time = record.Time,
                Location = record.Location,
                RecordSha256 = sha256 ??= Convert.ToHexStringLower(SHA256.HashData(record.RawBytes)),
                Log = log,
                Fields = plan.WithCorrelated(rule, fields, shape, slots),
            };
            kept.Offer(observation, record.Time, "");
        }
    }

    /// <summary>The fields of a record that are worth showing.</summary>
    internal static List<KeyValuePair<string, string>> Fields(EvtxRecord record)
    {
        List<KeyValuePair<string, string>> fields = [];
        for (int i = 0; i < record.Layout.Fields.Length && fields.Count < MaxFields; i++)
        {
            EvtxField field = record.Layout.Fields[i];
            string value = record.GetValue(i).ToString();
            if (value.Length == 0 || (field.Section == EvtxFieldSection.System && field.Name is not ("Provider_Name" or "EventID" or "Channel" or "Computer")))
            {
                continue;
            }

            string name = field.Position >= 0 ? string.Create(CultureInfo.InvariantCulture, $"Data[{field.Position}]") : field.Name;
            fields.Add(new(name, value.Length <= MaxFieldChars ? value : $"{value[..MaxFieldChars]}..."));
        }

        return fields;
    }
}
