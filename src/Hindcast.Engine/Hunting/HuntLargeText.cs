using System.Security.Cryptography;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Text;
using Microsoft.Win32.SafeHandles;

namespace Hindcast.Engine.Hunting;

/// <summary>Hunts in one large text log on all threads: units are scanned in any order and put together in that of the file.</summary>
internal sealed class HuntLargeText
{
    private readonly EvidenceItem _item;
    private readonly SafeFileHandle _handle;
    private readonly string _log;
    private readonly HuntPlan _plan;
    private readonly ReadProgress _progress;
    private readonly CancellationToken _cancellation;
    private readonly HuntTally _tally;
    private readonly TextUnit[] _units;
    private readonly UnitOutcome?[] _outcomes;
    private readonly TextFileMerge _merge;
    private readonly Lock _lock = new();
    private readonly string _sha256;
    private readonly List<Diagnostic> _failures = [];
    private HuntWorker? _merger;
    private int _nextToMerge;

    private HuntLargeText(
        EvidenceItem item, bool isHashed, SafeFileHandle handle, DetectedFormat format, ReadOnlySpan<byte> head, HuntPlan plan,
        ReadProgress progress, CancellationToken cancellation)
    {
        _item = item;
        _handle = handle;
        _log = HuntFileReading.LogNameOf(item, format.Kind);
        _plan = plan;
        _progress = progress;
        _cancellation = cancellation;
        _tally = plan.CreateTally();
        _units = [.. LargeFile.Units(item, format, head)];
        _outcomes = new UnitOutcome?[_units.Length];
        _merge = new TextFileMerge(item.Path, 0, Rescan);
        _sha256 = isHashed ? Hash() : "";
    }

    /// <summary>Opens a file for reading in units; null when it is not a text log that can be cut, or can't be opened.</summary>
    internal static HuntLargeText? TryOpen(
        EvidenceItem item, string fullPath, bool isHashed, HuntPlan plan, ReadProgress progress, CancellationToken cancellation)
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
                return new HuntLargeText(item, isHashed, handle, format, head.AsSpan(0, length), plan, progress, cancellation);
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

    /// <summary>The pieces of work.</summary>
    internal IReadOnlyList<Action<HuntWorker>> Work(Action<HuntFileResult> done) =>
        [.. Enumerable.Range(0, _units.Length).Select(unit => (Action<HuntWorker>)(worker => Scan(unit, worker, done)))];

    private void Scan(int unit, HuntWorker worker, Action<HuntFileResult> done)
    {
        FileBytes bytes = new(_handle, _units[unit].StartBytes);
        UnitOutcome outcome = Scan(_units[unit], bytes, worker);
        lock (_lock)
        {
            if (bytes.Failure is { } failure)
            {
                _failures.Add(SourceDiagnostics.FileUnreadable.At(
                    new SourceLocation(_item.Path, bytes.Position), failure.Message, "bytes up to the end of the file"));
            }

            _outcomes[unit] = outcome;
            _merger = worker;
            while (_nextToMerge < _units.Length && _outcomes[_nextToMerge] is { } ready)
            {
                long linesBefore = _merge.Lines;
                if (_merge.Add(_units[_nextToMerge], ready) is UnitOutcome taken)
                {
                    _tally.AddAll(taken.Tally, linesBefore);
                }

                _outcomes[_nextToMerge++] = null;
            }

            if (_nextToMerge < _units.Length)
            {
                return;
            }

            // The last unit to be merged ends the file; no other thread comes here again.
            _nextToMerge = int.MaxValue;
        }

        _handle.Dispose();
        done(new HuntFileResult
        {
            IsLog = true,
            Sha256 = _sha256,
            LengthBytes = _item.LengthBytes,
            Records = _merge.Records,
            BadRecords = _merge.BadRecords,
            Diagnostics = [.. _merge.Diagnostics, .. _failures],
            Tally = _tally,
        });
    }

    private UnitOutcome Scan(TextUnit unit, FileBytes bytes, HuntWorker worker)
    {
        HuntTally tally = _plan.CreateTally();
        worker.Tally = tally;
        worker.Rows.Begin(_item.Path, _log);
        return new UnitOutcome(
            worker.Scanner.Scan(unit, bytes, new RowSearch(null, EveryRow: true), _progress.Add, _cancellation), tally);
    }

    private UnitOutcome Rescan(TextUnit unit) => Scan(unit, new FileBytes(_handle, unit.StartBytes), _merger!);

    private string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileBytes bytes = new(_handle, 0);
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = bytes.Read(buffer)) > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return bytes.Failure is null ? Convert.ToHexStringLower(hash.GetHashAndReset()) : "";
    }

    /// <summary>A unit's rows and what they gave.</summary>
    private sealed record UnitOutcome(TextUnitResult Result, HuntTally Tally) : TextFileMerge.UnitOutcome(Result, [], []);
}
