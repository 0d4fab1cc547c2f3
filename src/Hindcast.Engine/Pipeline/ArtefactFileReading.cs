using System.Security.Cryptography;
using Hindcast.Engine.Detection;
using Hindcast.Engine.PageOwners;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Reads one artefact on one thread, tries the rules on each record and keeps what they met. Artefacts tell states, not
/// what went on hour by hour: they count as records of their log and cover no days, but for exports of event logs.
/// </summary>
internal sealed class ArtefactFileReading(EvidenceItem item, DetectionPlan plan, Worker worker, CancellationToken cancellation)
{
    private readonly MatchKeeper<Observation>?[] _kept = new MatchKeeper<Observation>?[plan.Rules.Count];
    private readonly MatchTally?[] _matches = new MatchTally?[plan.Rules.Count];
    private readonly EventCoverage _events = new();
    private readonly MachineTally _machines = new();
    private readonly List<ListedOwner> _owners = [];
    private readonly SigmaShapePlan _webRoot = plan.Sigma.ForShape(WebRootSlots.Shape);

    /// <summary>Reads the file's records; what is behind them is left to the caller.</summary>
    internal FileResult Read(IArtefactReader reader, ITextBytes bytes, Func<EvidenceFile> describe)
    {
        ArtefactInput input = new(item.Path, item.OriginalPath ?? item.Path, item.LengthBytes, bytes, Take, cancellation)
        {
            Written = item.ArchivedTime,
        };
        reader.Read(input);
        EvidenceFile described = describe();
        EvidenceFile file = described with
        {
            Format = reader.Kind,
            Log = _events.MainLog ?? new LogName(reader.Kind, ""),
            Records = input.Records,
            BadRecords = input.BadRecords,
            LostBytes = input.LostBytes,
            First = _events.First,
            Last = _events.Last,
            ReadWhole = described.ReadWhole && input.LostBytes == 0,
        };
        return new FileResult
        {
            File = file,
            Logs = _events.Logs(file),
            Hours = _events.Hours,
            Builds = input.Builds,
            Diagnostics = input.Diagnostics,
            Observations =
            [
                .. Enumerable.Range(0, _kept.Length).Where(rule => _kept[rule] is not null).SelectMany(rule => _kept[rule]!.Kept.Select(o => (rule, o))),
            ],
            Matches = _matches,
            IsOfItsPlace = _events.MainLog is null,
            Owners = _owners,
            Machines = _machines.Machines,
        };
    }

    private void Take(ArtefactRecord record)
    {
        LogName log = record.Shape.Event is { } source ? _events.Count(source.Channel, record.Time) : new LogName(record.Shape.Kind, "");
        if (record.Shape.Event is not null)
        {
            _machines.Add(record.Value("Computer"), record.Time);
        }

        ArtefactSlots slots = worker.Artefacts;
        SigmaShapePlan shape = slots.Bind(record);
        if (shape.RuleCount > 0)
        {
            Keep(worker.Matcher.Match(shape, ref slots), record, log, shape, slots);
        }

        if (ArtefactSlots.AsWebRootFile(record, plan.KnownGood) is { } listed)
        {
            Keep(worker.Matcher.Match(_webRoot, ref listed), record, new LogName(LogKinds.WebRoot, ""), _webRoot, listed);
            if (_owners.Count < PageOwnerRecords.MaxListed && PageOwnerRecords.Owner(record) is { } owner)
            {
                _owners.Add(owner);
            }
        }
    }

    private void Keep(ReadOnlySpan<int> rules, ArtefactRecord record, LogName log, SigmaShapePlan shape, ISigmaSlots slots)
    {
        foreach (int rule in rules)
        {
            (_matches[rule] ??= new MatchTally()).Add(record.Time, "");
            MatchKeeper<Observation> kept = _kept[rule] ??= new MatchKeeper<Observation>(RuleRowSink.MaxKept(plan, rule));
            if (!kept.Wants(record.Time, ""))
            {
                continue;
            }

            Observation observation = new()
            {
                RuleId = plan.Rules[rule].Id,
                Time = record.Time,
                Location = record.Location,
                RecordSha256 = record.Raw.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(record.Raw.Span)),
                Log = log,
                Fields = plan.WithCorrelated(rule, ShownFields.Of(record), shape, slots),
            };
            kept.Offer(observation, record.Time, "");
        }
    }
}
