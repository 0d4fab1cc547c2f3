using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine.Detection;
using Hindcast.Engine.KnownGood;
using Hindcast.Engine.PageOwners;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;
using Hindcast.WebShells;

namespace Hindcast.Engine.Pipeline;

/// <summary>Reads one file from start to end on one thread.</summary>
/// <param name="item">The file.</param>
/// <param name="plan">What is looked for.</param>
/// <param name="worker">What the thread works with.</param>
/// <param name="countsTogether">True when what its rows were like needs no profile of its own: the file is sure to be taken.</param>
/// <param name="progress">Is told of bytes read.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class FileReading(
    EvidenceItem item, DetectionPlan plan, Worker worker, bool countsTogether, ReadProgress progress, CancellationToken cancellation)
{
    /// <summary>True to hash the file; pages of web roots are hashed in any case, since their hash is looked up.</summary>
    internal bool Hashes { get; init; } = true;

    /// <summary>Reads the file.</summary>
    internal FileResult Read(Stream stream)
    {
        Memory<byte> head = worker.Head.AsMemory(0, (int)Math.Clamp(item.LengthBytes < 0 ? FormatDetector.HeadBytes : item.LengthBytes, 0, FormatDetector.HeadBytes));
        int headLength = stream.ReadAtLeast(head.Span, head.Length, throwOnEndOfStream: false);
        head = head[..headLength];
        DetectedFormat format = item.IsContainer ? DetectedFormat.Unknown : FormatDetector.Detect(head.Span);
        string path = item.OriginalPath ?? item.Path;
        bool isLog = format.IsTextLog || format == DetectedFormat.Evtx;
        bool isOfWebRoot = !isLog && !item.IsContainer && LogLikeNames.IsInWebRoot(path);
        using IncrementalHash? hash = Hashes || isOfWebRoot ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        HashingBytes bytes = new(new StreamBytes(head, stream), hash);
        if (isLog)
        {
            return format.IsTextLog ? TextLog(format, bytes) : EventLog(bytes);
        }

        IArtefactReader? artefact = item.IsContainer ? null : ArtefactFormats.Find(head.Span, path);
        return isOfWebRoot ? WebRootFile(path, artefact, bytes)
            : artefact is not null ? Artefact(artefact, bytes)
            : Other(format, bytes, headLength);
    }

    /// <summary>The line of a file in the list of evidence.</summary>
    /// <param name="item">The file.</param>
    /// <param name="format">What it was detected as.</param>
    /// <param name="sizeBytes">Bytes read.</param>
    /// <param name="sha256">Its hash; "" when it could not be read to the end, null when it was not to be hashed.</param>
    /// <param name="isContainer">True for archives.</param>
    internal static EvidenceFile Describe(EvidenceItem item, string format, long sizeBytes, string? sha256, bool isContainer) => new()
    {
        Path = item.Path,
        OriginalPath = item.OriginalPath,
        SizeBytes = sizeBytes,
        Sha256 = sha256 ?? "",
        Format = isContainer ? "archive" : format,
        ReadWhole = sha256 is not "" && (item.LengthBytes < 0 || item.LengthBytes == sizeBytes),
    };

    private FileResult TextLog(DetectedFormat format, HashingBytes bytes)
    {
        bool utf16 = format.Utf16 != Utf16Order.None;
        ITextBytes text = utf16 ? new Utf16Bytes(bytes, format.Utf16 == Utf16Order.BigEndian) : bytes;
        LogHeader header = new(format.Kind, format.Dialect!.Value, [], "", "");

        // In UTF-16 the byte order mark takes the first two bytes.
        TextUnit unit = new(item.Path, header, utf16 ? 2 : 0, long.MaxValue, StartsInLine: false, utf16);
        TextFileMerge merge = new(item.Path, plan.Rules.Count, _ => throw new InvalidOperationException("one unit needs no second reading"));
        merge.Add(unit, TextLogResult.Scan(unit, text, plan, worker, worker.Counts(item, countsTogether), progress, cancellation));
        Drain(bytes);
        EvidenceFile file = Describe(item, format.Kind, bytes.Length, bytes.Sha256(), isContainer: false);
        return TextLogResult.From(item, file, merge, plan, utf16);
    }

    private FileResult EventLog(HashingBytes bytes)
    {
        using TextBytesStream stream = new(bytes);
        return new EvtxFileReading(item.Path, plan, worker, progress, cancellation).Read(stream, () =>
        {
            Drain(bytes);
            return Describe(item, LogKinds.Evtx, bytes.Length, bytes.Sha256(), isContainer: false);
        }).Result;
    }

    private FileResult Artefact(IArtefactReader reader, HashingBytes bytes) =>
        new ArtefactFileReading(item, plan, worker, cancellation).Read(reader, bytes, () =>
        {
            Drain(bytes);
            progress.Add((int)Math.Min(bytes.Length, int.MaxValue));
            return Describe(item, reader.Kind, bytes.Length, bytes.Sha256(), isContainer: false);
        });

    private FileResult WebRootFile(string path, IArtefactReader? artefact, HashingBytes bytes)
    {
        PageContent content = worker.Page;
        content.Clear();
        int read;
        while ((read = bytes.Read(worker.Buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            content.Add(worker.Buffer.AsSpan(0, read));
        }

        progress.Add((int)Math.Min(bytes.Length, int.MaxValue));
        string sha256 = bytes.Sha256()!;
        string size = bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        EvidenceFile file = Describe(item, "webroot-file", bytes.Length, sha256, isContainer: false) with
        {
            Log = new LogName(LogKinds.WebRoot, ""),
            Records = 1,

            // The time of a copy is the copier's unless the collector kept it, so it is shown and never reasoned with.
            Modified = item.ModifiedIsLocal ? null : item.Modified,
        };
        string windowsPath = path.Replace('/', '\\');
        KnownVerdict? known = plan.KnownGood?.Judge(windowsPath, sha256);
        PageFields page = new(content.Scan(path));
        WebRootSlots slots = new(windowsPath, sha256, size, Encoding.UTF8.GetString(content.Head), page, known, item.Owner);
        SigmaShapePlan shape = plan.Sigma.ForShape(WebRootSlots.Shape);
        MatchTally?[] matches = new MatchTally?[plan.Rules.Count];
        List<(int, Observation)> observations = [];
        foreach (int rule in worker.Matcher.Match(shape, ref slots))
        {
            (matches[rule] ??= new MatchTally()).Add(null, "");
            observations.Add((rule, new Observation
            {
                RuleId = plan.Rules[rule].Id,
                Location = new SourceLocation(item.Path, 0, bytes.Length),
                RecordSha256 = sha256,
                Log = file.Log!.Value,
                Fields = known is { } verdict
                    ? [new("TargetFilename", windowsPath), new("Size", size), new("SHA256", sha256), new("KnownGood", verdict.Word), new("KnownName", verdict.Name), .. page.Kept()]
                    : [new("TargetFilename", windowsPath), new("Size", size), new("SHA256", sha256), .. page.Kept()],
            }));
        }

        FileResult result = new()
        {
            WebFile = plan.ProfilesRows ? SurpriseReading.Page(item.Path, path, bytes.Length, known, content.Head) : null,
            Judged = page.Report.Verdict > PageVerdict.Benign ? new JudgedPage(windowsPath, size, sha256, new SourceLocation(item.Path, 0, bytes.Length), page) : null,
            File = file,
            Diagnostics = [.. PageFields.Diagnostics(page.Report, item.Path)],
            Observations = observations,
            Matches = matches,
            IsOfItsPlace = true,
        };
        return artefact is null ? result : WithArtefact(result, artefact, content.Head.ToArray());
    }

    /// <summary>A configuration in a web root stays a file of the web root, and its records are tried too.</summary>
    private FileResult WithArtefact(FileResult webRoot, IArtefactReader reader, ReadOnlyMemory<byte> content)
    {
        FileResult own = new ArtefactFileReading(item, plan, worker, cancellation).Read(reader, new StreamBytes(content, Stream.Null), () => webRoot.File);
        return new FileResult
        {
            File = webRoot.File with { BadRecords = own.File.BadRecords },
            Builds = own.Builds,
            Diagnostics = [.. webRoot.Diagnostics, .. own.Diagnostics],
            Observations = [.. webRoot.Observations, .. own.Observations],
            Matches = [.. webRoot.Matches.Zip(own.Matches, Sum)],
            WebFile = webRoot.WebFile,
            Judged = webRoot.Judged,
            Owners = own.Owners,
            IsOfItsPlace = true,
        };
    }

    private static MatchTally? Sum(MatchTally? first, MatchTally? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        first.Add(second);
        return first;
    }

    private FileResult Other(DetectedFormat format, HashingBytes bytes, int headLength)
    {
        // There is nothing to learn from such a file but its hash.
        if (Hashes)
        {
            Drain(bytes);
        }

        long length = Hashes ? bytes.Length : item.LengthBytes;
        progress.Add((int)Math.Min(length, int.MaxValue));
        List<Diagnostic> diagnostics = [];
        bool logName = !item.IsContainer && LogLikeNames.IsLogName(item.Path);
        SourceLocation location = new(item.Path, 0, length);
        if (headLength == 0 && logName && item.LengthBytes <= 0)
        {
            diagnostics.Add(TextDiagnostics.Empty.At(location, "0 bytes", "log rows"));
        }
        else if (headLength > 0 && logName && format == DetectedFormat.Unknown)
        {
            diagnostics.Add(TextDiagnostics.NotALog.At(location, "no log header and no log row at the start", "#Fields or a log row", lostBytes: length));
        }

        EvidenceFile file = Describe(item, format.Kind, length, bytes.Sha256(), item.IsContainer);
        return new FileResult
        {
            File = diagnostics.Any(d => d.Descriptor.Severity == DiagnosticSeverity.Loss) ? file with { ReadWhole = false, LostBytes = length } : file,
            Diagnostics = diagnostics,
        };
    }

    private void Drain(HashingBytes bytes)
    {
        while (bytes.Read(worker.Buffer) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
