using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Evtx;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Hunting;

/// <summary>Hunts in one file, from start to end on one thread.</summary>
internal sealed class HuntFileReading(
    EvidenceItem item, HuntPlan plan, HuntWorker worker, ReadProgress progress, CancellationToken cancellation)
{
    private const int MaxContentBytes = 1 << 20;
    private const int BytesBetweenReports = 1 << 20;

    /// <summary>Reads the file.</summary>
    internal HuntFileResult Read(Stream stream)
    {
        byte[] head = new byte[(int)Math.Clamp(item.LengthBytes < 0 ? FormatDetector.HeadBytes : item.LengthBytes, 0, FormatDetector.HeadBytes)];
        int headLength = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        DetectedFormat format = item.IsContainer ? DetectedFormat.Unknown : FormatDetector.Detect(head.AsSpan(0, headLength));
        StreamBytes bytes = new(head.AsMemory(0, headLength), stream);
        HuntFileResult result = format.IsTextLog ? TextLog(format, bytes)
            : format == DetectedFormat.Evtx ? EventLog(bytes)
            : !item.IsContainer && LogLikeNames.IsInWebRoot(item.OriginalPath ?? item.Path) ? WebRootFile(bytes)
            : Other(format, headLength);
        var (shown, correlated, uncorrelated) = worker.Collector.Take();
        return result with { Shown = shown, Correlated = correlated, Uncorrelated = uncorrelated };
    }

    private HuntFileResult TextLog(DetectedFormat format, StreamBytes bytes)
    {
        bool utf16 = format.Utf16 != Utf16Order.None;
        ITextBytes text = utf16 ? new Utf16Bytes(bytes, format.Utf16 == Utf16Order.BigEndian) : bytes;
        LogHeader header = new(format.Kind, format.Dialect!.Value, [], "", "");

        // In UTF-16 the byte order mark takes the first two bytes.
        TextUnit unit = new(item.Path, header, utf16 ? 2 : 0, long.MaxValue, StartsInLine: false, utf16);
        string site = format.Kind == TextKinds.Iis ? LogLikeNames.Site(item.OriginalPath ?? item.Path) : "";
        worker.Rows.Begin(item.Path, new LogName(format.Kind, site).ToString());
        TextUnitResult read = worker.Scanner.Scan(unit, text, new RowSearch(null, EveryRow: true), progress.Add, cancellation);

        // One unit needs no second reading; the merge counts its lines from the start of the file.
        TextFileMerge merge = new(item.Path, 0, _ => throw new InvalidOperationException("one unit needs no second reading"));
        merge.Add(unit, new TextFileMerge.UnitOutcome(read, [], []));
        return new HuntFileResult { IsLog = true, Records = merge.Records, BadRecords = merge.BadRecords, Diagnostics = [.. merge.Diagnostics] };
    }

    private HuntFileResult EventLog(StreamBytes bytes)
    {
        long records = 0, reported = 0;
        using TextBytesStream stream = new(bytes);
        using EvtxSource source = EvtxSource.FromStream(stream, item.Path);
        using EvtxReader reader = new(source);
        while (reader.Read())
        {
            EvtxRecord record = reader.Record;
            records++;
            Match(record);
            if (record.OffsetBytes - reported > BytesBetweenReports)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Add((int)Math.Min(record.OffsetBytes - reported, int.MaxValue));
                reported = record.OffsetBytes;
            }
        }

        EvtxSummary summary = reader.Summary;
        progress.Add((int)Math.Clamp(item.LengthBytes - reported, 0, int.MaxValue));
        return new HuntFileResult
        {
            IsLog = true,
            Records = records,
            BadRecords = summary.LostRecords + summary.DamagedRecords,
            Diagnostics = summary.Diagnostics,
        };
    }

    private void Match(EvtxRecord record)
    {
        EvtxSlots slots = worker.Events;
        SigmaShapePlan shape = slots.Bind(record);
        worker.Met(shape);
        if (shape.RuleCount == 0)
        {
            return;
        }

        HuntMatch? match = null;
        foreach (int rule in worker.Matcher.Match(shape, ref slots))
        {
            match ??= new HuntMatch
            {
                Rule = plan.Sigma.Rules[rule].Header,
                Time = record.Time,
                Log = record.GetValue(EvtxSystemField.Channel).ToString(),
                EventId = record.GetValue(EvtxSystemField.EventId).ToString(),
                Computer = record.GetValue(EvtxSystemField.Computer).ToString(),
                Location = record.Location,
                Fields = EvtxFileReading.Fields(record),
            };
            worker.Collector.Add(rule, match with { Rule = plan.Sigma.Rules[rule].Header }, shape.Shape, slots);
        }
    }

    private HuntFileResult WebRootFile(StreamBytes bytes)
    {
        SigmaShapePlan shape = plan.Sigma.ForShape(WebRootSlots.Shape);
        worker.Met(shape);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using MemoryStream content = new();
        long length = 0;
        int read;
        while ((read = bytes.Read(worker.Buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Add(read);
            hash.AppendData(worker.Buffer.AsSpan(0, read));
            content.Write(worker.Buffer.AsSpan(0, (int)Math.Min(read, MaxContentBytes - content.Length)));
            length += read;
        }

        string path = (item.OriginalPath ?? item.Path).Replace('/', '\\');
        string sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        string size = length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        WebRootSlots slots = new(path, sha256, size, Encoding.UTF8.GetString(content.GetBuffer().AsSpan(0, (int)content.Length)));
        foreach (int rule in worker.Matcher.Match(shape, ref slots))
        {
            HuntMatch match = new()
            {
                Rule = plan.Sigma.Rules[rule].Header,
                Log = LogKinds.WebRoot,
                Location = new SourceLocation(item.Path, 0, length),
                Fields = [new("TargetFilename", path), new("Size", size), new("SHA256", sha256)],
            };
            worker.Collector.Add(rule, match, shape.Shape, slots);
        }

        return new HuntFileResult { IsLog = true, Records = 1 };
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
