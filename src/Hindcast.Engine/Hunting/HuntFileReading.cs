using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Evtx;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Hunting;

/// <summary>Hunts in one file from start to end: on the thread of the first worker, and in an event log on all of them.</summary>
internal sealed class HuntFileReading(
    EvidenceItem item, bool isHashed, HuntPlan plan, IReadOnlyList<HuntWorker> workers, ReadProgress progress, CancellationToken cancellation)
{
    private const int BytesBetweenReports = 1 << 20;

    private readonly HuntTally _tally = plan.CreateTally();

    private HuntWorker Worker => workers[0];

    /// <summary>Reads the file.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="isWanted">When not null, asked by format before the file is read; null is returned when it says no.</param>
    internal HuntFileResult? Read(Stream stream, Func<DetectedFormat, bool>? isWanted = null)
    {
        byte[] head = new byte[(int)Math.Clamp(item.LengthBytes < 0 ? FormatDetector.HeadBytes : item.LengthBytes, 0, FormatDetector.HeadBytes)];
        int headLength = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        DetectedFormat format = item.IsContainer ? DetectedFormat.Unknown : FormatDetector.Detect(head.AsSpan(0, headLength));
        if (isWanted is not null && !isWanted(format))
        {
            return null;
        }

        StreamBytes bytes = new(head.AsMemory(0, headLength), stream);
        Worker.Tally = _tally;
        string path = item.OriginalPath ?? item.Path;
        IArtefactReader? artefact = item.IsContainer || format != DetectedFormat.Unknown ? null : ArtefactFormats.Find(head.AsSpan(0, headLength), path);
        return format.IsTextLog ? Hashed(bytes, b => TextLog(format, b))
            : format == DetectedFormat.Evtx ? Hashed(bytes, EventLog)
            : !item.IsContainer && LogLikeNames.IsInWebRoot(path) ? WebRootFile(bytes, artefact)
            : artefact is not null ? Artefact(artefact, bytes)
            : Other(format, headLength);
    }

    /// <summary>Reads a log, and hashes it on the way where it might be a copy.</summary>
    private HuntFileResult Hashed(StreamBytes bytes, Func<ITextBytes, HuntFileResult> read)
    {
        if (!isHashed)
        {
            return read(bytes);
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        HashingBytes hashing = new(bytes, hash);
        HuntFileResult result = read(hashing);
        while (hashing.Read(Worker.Buffer) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return result with { Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()), LengthBytes = hashing.Length };
    }

    private HuntFileResult TextLog(DetectedFormat format, ITextBytes bytes)
    {
        bool utf16 = format.Utf16 != Utf16Order.None;
        ITextBytes text = utf16 ? new Utf16Bytes(bytes, format.Utf16 == Utf16Order.BigEndian) : bytes;
        LogHeader header = new(format.Kind, format.Dialect!.Value, [], "", "");

        // In UTF-16 the byte order mark takes the first two bytes.
        TextUnit unit = new(item.Path, header, utf16 ? 2 : 0, long.MaxValue, StartsInLine: false, utf16);
        Worker.Rows.Begin(item.Path, LogNameOf(item, format.Kind));
        TextUnitResult read = Worker.Scanner.Scan(unit, text, new RowSearch(null, EveryRow: true), progress.Add, cancellation);

        // One unit needs no second reading; the merge counts its lines from the start of the file.
        TextFileMerge merge = new(item.Path, 0, _ => throw new InvalidOperationException("one unit needs no second reading"));
        merge.Add(unit, new TextFileMerge.UnitOutcome(read, [], []));
        return new HuntFileResult
        {
            IsLog = true,
            Records = merge.Records,
            BadRecords = merge.BadRecords,
            Diagnostics = [.. merge.Diagnostics],
            Tally = _tally,
        };
    }

    /// <summary>The name of a text log for people.</summary>
    internal static string LogNameOf(EvidenceItem item, string kind) =>
        new LogName(kind, kind == TextKinds.Iis ? LogLikeNames.Site(item.OriginalPath ?? item.Path) : "").ToString();

    private HuntFileResult EventLog(ITextBytes bytes)
    {
        using TextBytesStream stream = new(bytes);
        using EvtxSource source = EvtxSource.FromStream(stream, item.Path);
        EvtxSummary summary = workers.Count > 1 ? ScanEvents(source) : ReadEvents(source);
        return new HuntFileResult
        {
            IsLog = true,
            Records = summary.Records + summary.RecordsAfterBreak + summary.DamagedRecords,
            BadRecords = summary.LostRecords + summary.DamagedRecords,
            Diagnostics = summary.Diagnostics,
            Tally = _tally,
        };
    }

    private EvtxSummary ReadEvents(EvtxSource source)
    {
        long reported = 0;
        using EvtxReader reader = new(source);
        while (reader.Read())
        {
            Worker.Try(reader.Record);
            if (reader.Record.OffsetBytes - reported > BytesBetweenReports)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Add((int)Math.Min(reader.Record.OffsetBytes - reported, int.MaxValue));
                reported = reader.Record.OffsetBytes;
            }
        }

        progress.Add((int)Math.Clamp(item.LengthBytes - reported, 0, int.MaxValue));
        return reader.Summary;
    }

    private EvtxSummary ScanEvents(EvtxSource source)
    {
        using HuntEventBatches batches = new(plan, workers, _tally);
        EvtxSummary summary = EvtxScan.Run(source, batches, null, workers.Count, cancellation);
        progress.Add((int)Math.Clamp(item.LengthBytes, 0, int.MaxValue));
        return summary;
    }

    private HuntFileResult Artefact(IArtefactReader reader, StreamBytes bytes)
    {
        ArtefactInput input = new(item.Path, item.OriginalPath ?? item.Path, item.LengthBytes, bytes, Try, cancellation) { Written = item.ArchivedTime };
        reader.Read(input);
        progress.Add((int)Math.Clamp(item.LengthBytes, 0, int.MaxValue));
        return Result(input, 0);
    }

    private HuntFileResult Result(ArtefactInput input, long otherRecords) => new()
    {
        IsLog = true,
        Records = input.Records + otherRecords,
        BadRecords = input.BadRecords,
        Diagnostics = input.Diagnostics,
        Tally = _tally,
    };

    private void Try(ArtefactRecord record)
    {
        ArtefactSlots slots = Worker.Artefacts;
        SigmaShapePlan shape = slots.Bind(record);
        Take(Worker.Try(shape, ref slots), record, record.Shape.Event?.Channel ?? record.Shape.Kind, shape, slots);
        if (ArtefactSlots.AsWebRootFile(record, known: null) is { } listed)
        {
            shape = plan.Sigma.ForShape(WebRootSlots.Shape);
            Take(Worker.Try(shape, ref listed), record, LogKinds.WebRoot, shape, listed);
        }
    }

    private void Take(ReadOnlySpan<int> rules, ArtefactRecord record, string log, SigmaShapePlan shape, ISigmaSlots slots)
    {
        foreach (int rule in rules)
        {
            HuntMatch match = new()
            {
                Rule = plan.HeaderOf(rule),
                Time = record.Time,
                Log = log,
                EventId = record.Shape.Event?.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
                Computer = record.Shape.Event is null ? "" : record.Value("Computer"),
                Location = record.Location,
                Fields = ShownFields.Of(record),
            };
            Worker.Take(rule, match, shape.Shape, slots);
        }
    }

    private HuntFileResult WebRootFile(StreamBytes bytes, IArtefactReader? artefact)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PageContent content = Worker.Page;
        content.Clear();
        int read;
        while ((read = bytes.Read(Worker.Buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Add(read);
            hash.AppendData(Worker.Buffer.AsSpan(0, read));
            content.Add(Worker.Buffer.AsSpan(0, read));
        }

        string path = (item.OriginalPath ?? item.Path).Replace('/', '\\');
        string sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        string size = content.LengthBytes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        PageFields page = new(content.Scan(path));
        WebRootSlots slots = new(path, sha256, size, Encoding.UTF8.GetString(content.Head), page, owner: item.Owner);
        SigmaShapePlan shape = plan.Sigma.ForShape(WebRootSlots.Shape);
        foreach (int rule in Worker.Try(shape, ref slots))
        {
            HuntMatch match = new()
            {
                Rule = plan.HeaderOf(rule),

                // The time of a plain copy may be the copier's, and would put the file on a day on which nothing happened.
                Time = item.ArchivedTime,
                Log = LogKinds.WebRoot,
                Location = new SourceLocation(item.Path, 0, content.LengthBytes),
                Fields = [new("TargetFilename", path), new("Size", size), new("SHA256", sha256), .. page.Kept()],
            };
            Worker.Take(rule, match, shape.Shape, slots);
        }

        HuntFileResult own = new() { IsLog = true, Records = 1, Tally = _tally, Diagnostics = [.. PageFields.Diagnostics(page.Report, item.Path)] };
        if (artefact is null)
        {
            return own;
        }

        // A configuration in a web root is a file of the web root and a configuration.
        ArtefactInput input = new(
            item.Path, path, content.LengthBytes, new StreamBytes(content.Head.ToArray(), Stream.Null), Try, cancellation)
        { Written = item.ArchivedTime };
        artefact.Read(input);
        HuntFileResult both = Result(input, 1);
        return both with { Diagnostics = [.. own.Diagnostics, .. both.Diagnostics] };
    }

    private HuntFileResult Other(DetectedFormat format, int headLength)
    {
        progress.Add((int)Math.Clamp(item.LengthBytes, 0, int.MaxValue));
        if (item.IsContainer || !LogLikeNames.IsLogName(item.Path))
        {
            return HuntFileResult.Nothing;
        }

        SourceLocation location = new(item.Path, 0, Math.Max(item.LengthBytes, 0));
        return headLength == 0 ? new HuntFileResult { Diagnostics = [TextDiagnostics.Empty.At(location, "0 bytes", "log rows")] }
            : format == DetectedFormat.Unknown ? new HuntFileResult
            {
                Diagnostics = [TextDiagnostics.NotALog.At(
                    location, "no log header and no log row at the start", "#Fields or a log row", lostBytes: location.LengthBytes)],
            }
            : HuntFileResult.Nothing;
    }
}
