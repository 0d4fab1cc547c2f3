using System.Security.Cryptography;
using Hindcast.Engine.Detection;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Text;
using Microsoft.Win32.SafeHandles;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// A large text log, cut in units that several threads read. The hash runs as one more piece of work beside them. The last
/// piece to finish hands in the result and closes the file.
/// </summary>
internal sealed class LargeFile
{
    private const long UnitBytes = 64 << 20;

    private readonly EvidenceItem _item;
    private readonly SafeFileHandle _handle;
    private readonly DetectedFormat _format;
    private readonly DetectionPlan _plan;
    private readonly bool _hashes;
    private readonly bool _countsTogether;
    private readonly ReadProgress _progress;
    private readonly CancellationToken _cancellation;
    private readonly TextUnit[] _units;
    private readonly TextFileMerge.UnitOutcome?[] _outcomes;
    private readonly TextFileMerge _merge;
    private readonly Lock _lock = new();
    private Worker? _merger;
    private int _nextToMerge;
    private string? _sha256;
    private bool _hashed;
    private bool _handedIn;
    private long _length;

    private LargeFile(
        EvidenceItem item, SafeFileHandle handle, DetectedFormat format, IEnumerable<TextUnit> units, DetectionPlan plan,
        bool hashes, bool isSingle, ReadProgress progress, CancellationToken cancellation)
    {
        _item = item;
        _handle = handle;
        _format = format;
        _plan = plan;
        _hashes = hashes;
        _hashed = !hashes;
        _progress = progress;
        _cancellation = cancellation;
        _length = item.LengthBytes;
        _merge = new TextFileMerge(item.Path, plan.Rules.Count, Rescan);
        _units = [.. units];

        // Lines of a unit in the middle are counted from its start.
        _countsTogether = isSingle && _units.Length == 1;
        _outcomes = new TextFileMerge.UnitOutcome?[_units.Length];
    }

    /// <summary>Opens a file for reading in units; null when it is not a text log that can be cut, or can't be opened.</summary>
    internal static LargeFile? TryOpen(
        EvidenceItem item, string fullPath, DetectionPlan plan, bool hashes, bool isSingle, ReadProgress progress, CancellationToken cancellation)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = DiskPath.Open(fullPath);
            byte[] head = new byte[FormatDetector.HeadBytes];
            int length = RandomAccess.Read(handle, head, 0);
            DetectedFormat format = FormatDetector.Detect(head.AsSpan(0, length));
            if (format.IsTextLog && format.Utf16 == Utf16Order.None)
            {
                return new LargeFile(item, handle, format, Units(item, format, head.AsSpan(0, length)), plan, hashes, isSingle, progress, cancellation);
            }

            handle.Dispose();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The ordinary way reports it by name.
            handle?.Dispose();
            return null;
        }
    }

    /// <summary>The pieces of work, in the order in which they are best done.</summary>
    internal List<Action<Worker>> Work(Action<FileResult> done)
    {
        List<Action<Worker>> work = _hashes ? [worker => Hash(worker, done)] : [];
        for (int i = 0; i < _units.Length; i++)
        {
            int unit = i;
            work.Add(worker => Scan(unit, worker, done));
        }

        return work;
    }

    /// <summary>Cuts a text log in units.</summary>
    /// <param name="item">The file.</param>
    /// <param name="format">What it was detected as.</param>
    /// <param name="head">Its first bytes.</param>
    internal static IReadOnlyList<TextUnit> Units(EvidenceItem item, DetectedFormat format, ReadOnlySpan<byte> head)
    {
        LogHeader header = HeadHeader(format, head);
        LogHeader none = new(header.Kind, header.Dialect, [], "", "");
        List<TextUnit> units = [];
        for (long start = 0; start < item.LengthBytes; start += UnitBytes)
        {
            long stop = start + UnitBytes >= item.LengthBytes ? long.MaxValue : start + UnitBytes;
            units.Add(new TextUnit(item.Path, start == 0 ? none : header, start, stop, start > 0, IsUtf16: false));
        }

        return units;
    }

    /// <summary>The header at the top of the file: a good guess for units in its middle.</summary>
    private static LogHeader HeadHeader(DetectedFormat format, ReadOnlySpan<byte> head)
    {
        LogHeader header = new(format.Kind, format.Dialect!.Value, [], "", "");
        head = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        while (!head.IsEmpty)
        {
            int end = head.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
            if (line.StartsWith("#"u8))
            {
                header = header.With(line);
            }
            else if (header.HasFields)
            {
                break;
            }
            else if (line is not ([] or [(byte)'\r']))
            {
                header = HeaderlessLog.ListedBy(header, line) ?? HeaderlessLog.Usual(header);
            }

            head = end < 0 ? [] : head[(end + 1)..];
        }

        return header;
    }

    private void Scan(int unit, Worker worker, Action<FileResult> done)
    {
        FileBytes bytes = new(_handle, _units[unit].StartBytes);
        TextFileMerge.UnitOutcome outcome = TextLogResult.Scan(_units[unit], bytes, _plan, worker, worker.Counts(_item, _countsTogether), _progress, _cancellation);
        lock (_lock)
        {
            if (bytes.Failure is { } failure)
            {
                outcome.Result.Diagnostics.Add(SourceDiagnostics.FileUnreadable.At(
                    new SourceLocation(_item.Path, bytes.Position), failure.Message, "bytes up to the end of the file"));
                _sha256 = _hashes ? _sha256 : "";
            }

            _outcomes[unit] = outcome;
            _merger = worker;
            while (_nextToMerge < _units.Length && _outcomes[_nextToMerge] is { } ready)
            {
                _merge.Add(_units[_nextToMerge], ready);
                _outcomes[_nextToMerge++] = null;
            }
        }

        Finish(done);
    }

    private TextFileMerge.UnitOutcome Rescan(TextUnit unit) => TextLogResult.Scan(
        unit, new FileBytes(_handle, unit.StartBytes), _plan, _merger!, _merger!.Counts(_item, together: false), new ReadProgress(), _cancellation);

    private void Hash(Worker worker, Action<FileResult> done)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileBytes bytes = new(_handle, 0);
        int read;
        while ((read = bytes.Read(worker.Buffer)) > 0)
        {
            hash.AppendData(worker.Buffer.AsSpan(0, read));
            _cancellation.ThrowIfCancellationRequested();
        }

        lock (_lock)
        {
            _length = bytes.Position;
            _sha256 = bytes.Failure is null ? Convert.ToHexStringLower(hash.GetHashAndReset()) : "";
            _hashed = true;
        }

        Finish(done);
    }

    private void Finish(Action<FileResult> done)
    {
        lock (_lock)
        {
            if (_handedIn || !_hashed || _nextToMerge < _units.Length)
            {
                return;
            }

            _handedIn = true;
        }

        EvidenceFile file = FileReading.Describe(_item, _format.Kind, _length, _sha256, isContainer: false);
        _handle.Dispose();
        done(TextLogResult.From(_item, file, _merge, _plan, utf16: false));
    }
}
