using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>Reads the file header and, at the end, puts the counts of all chunks together.</summary>
internal sealed class EvtxFileCheck
{
    private readonly string _file;
    private readonly EvtxReadOptions _options;
    private readonly int _headerBytes;

    public EvtxFileCheck(EvtxSource source, EvtxReadOptions options)
    {
        _file = source.Name;
        _options = options;
        byte[] block = new byte[EvtxFormat.FileHeaderBytes];
        _headerBytes = source.Read(0, block);
        Header = EvtxFileHeader.Parse(block.AsSpan(0, _headerBytes));
        HasNoChecksums = Header.IsSignatureValid && Header.HasNoChecksums;
    }

    public EvtxFileHeader Header { get; }

    public bool HasNoChecksums { get; }

    /// <summary>Notes what the header says; before any chunk.</summary>
    public void Start(EvtxTally tally)
    {
        if (!Header.IsSignatureValid)
        {
            return;
        }

        if (_options.VerifyChecksums && !Header.HasNoChecksums && !Header.IsChecksumValid)
        {
            tally.Log.Add(EvtxDiagnostics.FileHeaderChecksum.At(At(124), $"0x{Header.Checksum:X8}", "the checksum of its bytes"));
            tally.AddSign(new() { Kind = LogSignKind.ChecksumMismatch, Location = At(124) });
        }

        if (Header.IsDirty)
        {
            tally.Log.Add(EvtxDiagnostics.FileDirty.At(At(120), $"flags 0x{Header.Flags:X}", "flags without the dirty bit"));
            tally.AddSign(new() { Kind = LogSignKind.NotClosed, Location = At(120) });
        }
    }

    /// <summary>Checks the whole and makes the summary; after all chunks.</summary>
    public EvtxSummary Finish(EvtxTally tally)
    {
        CheckHeader(tally);
        tally.CheckOrder(_file);
        long first = 0;
        long last = 0;
        foreach (EvtxChunkSpan span in tally.Spans)
        {
            first = first == 0 ? span.FirstRecordId : Math.Min(first, span.FirstRecordId);
            last = Math.Max(last, span.LastRecordId);
        }

        return new()
        {
            File = _file,
            Header = Header,
            Records = tally.Records,
            DamagedRecords = tally.DamagedRecords,
            LostRecords = tally.LostRecords,
            DoubtfulRecords = tally.DoubtfulRecords,
            RecordsAfterBreak = tally.RecordsAfterBreak,
            CarvedRecords = tally.CarvedRecords,
            Chunks = tally.Chunks,
            EmptyChunks = tally.EmptyChunks,
            BrokenChunks = tally.BrokenChunks,
            LostBytes = tally.Log.LostBytes,
            FirstRecordId = first,
            LastRecordId = last,
            Diagnostics = [.. tally.Log.Entries],
            Signs = [.. tally.Signs],
            SignsLeftOut = tally.SignsLeftOut,
        };
    }

    private void CheckHeader(EvtxTally tally)
    {
        int soundChunks = tally.Spans.Count;
        if (!Header.IsSignatureValid)
        {
            bool isLog = tally.Chunks > tally.BrokenChunks || soundChunks > 0;
            tally.Log.Add((isLog ? EvtxDiagnostics.FileHeaderDamaged : EvtxDiagnostics.NotAnEventLog).At(
                At(0), _headerBytes == 0 ? "an empty file" : "another signature", "ElfFile"));
            return;
        }

        int room = tally.Chunks + tally.EmptyChunks;
        if (Header.ChunkCount > room)
        {
            tally.Log.Add(EvtxDiagnostics.FileTruncated.At(
                At(EvtxFormat.FileHeaderBytes + ((long)room * EvtxFormat.ChunkBytes)), $"{room} chunks",
                $"{Header.ChunkCount} chunks", 1, (Header.ChunkCount - room) * (long)EvtxFormat.ChunkBytes));
        }

        // The header counts chunks in use; preallocated chunks behind them may be empty.
        if (Header.ChunkCount != (ushort)tally.Chunks)
        {
            tally.Log.Add(EvtxDiagnostics.ChunkCount.At(At(42), $"{Header.ChunkCount}", $"{tally.Chunks} chunks with content"));
            if (Header.ChunkCount > tally.Chunks || !Header.IsDirty)
            {
                tally.AddSign(new() { Kind = LogSignKind.HeaderContradicted, Location = At(42) });
            }
        }
    }

    private SourceLocation At(long offset) => new(_file, offset);
}
