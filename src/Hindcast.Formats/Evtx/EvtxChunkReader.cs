using System.Buffers.Binary;
using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Walks the records of one chunk at a time. Every step moves forward by at least a record's smallest size, so any bytes
/// are done with in bounded time. Reused from chunk to chunk. One thread at a time.
/// </summary>
internal sealed class EvtxChunkReader
{
    /// <summary>
    /// Records written at the same time by several threads may stand in another order; 100 ns units.
    /// </summary>
    public const long TimeJitter = 2 * TimeSpan.TicksPerSecond;

    private readonly EvtxReadOptions _options;
    private readonly EvtxTally _tally;
    private readonly EvtxRecordDecoder _decoder;
    private readonly string _file;
    private readonly bool _hasNoChecksums;
    private int _index;
    private long _offset;
    private int _length;
    private int _position;
    private int _end;
    private EvtxRecordDoubts _chunkDoubts;
    private EvtxChunkHeader _header;
    private long _previousId;
    private long _previousTicks;
    private EvtxChunkSpan _span;
    private bool _isFirst;
    private int _carveFrom;

    /// <param name="file">Name for locations.</param>
    /// <param name="options">How to read.</param>
    /// <param name="hasNoChecksums">The file header says that checksums are not kept.</param>
    /// <param name="tally">Where counts and trouble go.</param>
    public EvtxChunkReader(string file, EvtxReadOptions options, bool hasNoChecksums, EvtxTally tally)
    {
        _file = file;
        _options = options;
        _hasNoChecksums = hasNoChecksums;
        _tally = tally;
        _decoder = new(options.Templates, tally.Log);
    }

    /// <summary>The chunk's bytes; filled by the caller before <see cref="Start"/>.</summary>
    public byte[] Buffer { get; } = ChunkBuffers.Rent();

    /// <summary>Gives the buffer back; neither this nor a record that it filled may be used any more.</summary>
    public void Release() => ChunkBuffers.Return(Buffer);

    private ReadOnlySpan<byte> Chunk => Buffer.AsSpan(0, _length);

    /// <summary>Ticks as evidence time; null for 0, which stands for no time.</summary>
    public static EvidenceTime? ToTime(long utcTicks) => utcTicks == 0 ? null : new(utcTicks, TimePrecision.Tick);

    /// <summary>Checks the chunk in <see cref="Buffer"/> and makes ready to read its records.</summary>
    /// <param name="index">Its place in the file.</param>
    /// <param name="offset">Its offset in the file, in bytes.</param>
    /// <param name="length">Its bytes in the buffer; less than a chunk at the end of a cut file.</param>
    public void Start(int index, long offset, int length)
    {
        _index = index;
        _offset = offset;
        _length = length;
        _position = EvtxFormat.ChunkHeaderBytes;
        _end = 0;
        _carveFrom = 0;
        _isFirst = true;
        _chunkDoubts = EvtxRecordDoubts.None;
        _decoder.StartChunk();
        ReadOnlySpan<byte> chunk = Chunk;
        _header = EvtxChunkHeader.Parse(chunk);
        if (!_header.IsSignatureValid)
        {
            SkipChunk(chunk);
            return;
        }

        _tally.Chunks++;
        if (length < EvtxFormat.ChunkBytes)
        {
            _tally.BrokenChunks++;
            _tally.Log.Add(EvtxDiagnostics.ChunkTruncated.At(
                At(0), $"{length} bytes", $"{EvtxFormat.ChunkBytes} bytes", 1,
                Math.Max(0, Math.Min(_header.FreeSpaceOffset, EvtxFormat.ChunkBytes) - (long)length)));
        }

        bool isFreeSpaceValid = _header.FreeSpaceOffset is >= EvtxFormat.ChunkHeaderBytes and <= EvtxFormat.ChunkBytes;
        if (!isFreeSpaceValid)
        {
            _chunkDoubts |= EvtxRecordDoubts.Doubtful;
            _tally.Log.Add(EvtxDiagnostics.ChunkHeaderContradicted.At(
                At(48), $"free space at {_header.FreeSpaceOffset}",
                $"an offset from {EvtxFormat.ChunkHeaderBytes} to {EvtxFormat.ChunkBytes}"));
        }

        _end = isFreeSpaceValid ? (int)Math.Min(_header.FreeSpaceOffset, (uint)length) : length;
        if (_options.VerifyChecksums && !_hasNoChecksums && (_header.Flags & 4) == 0)
        {
            VerifyChecksums(chunk);
        }

        if (_options.Policy == EvtxReadPolicy.Strict && _chunkDoubts != EvtxRecordDoubts.None)
        {
            _tally.BrokenChunks++;
            _tally.Log.Add(EvtxDiagnostics.Refused.At(
                At(0), "a chunk that fails a check", "a sound chunk", 1, Math.Max(0, _end - EvtxFormat.ChunkHeaderBytes)));
            _end = 0;
        }
    }

    /// <summary>Reads the next record into <paramref name="record"/>.</summary>
    /// <returns>False at the end of the chunk.</returns>
    public bool Next(EvtxRecord record)
    {
        while (_position < _end)
        {
            ReadOnlySpan<byte> chunk = Chunk;
            int start = _position;
            int size = RecordSizeAt(chunk, start, _end);
            if (size == 0)
            {
                if (!Resynchronise(chunk))
                {
                    break;
                }

                continue;
            }

            _position = start + size;
            Fill(record, chunk, start, size);
            if (Count(record, chunk, start, size))
            {
                return true;
            }
        }

        Finish();
        return _options.Carve && Carve(record);
    }

    /// <summary>Size of the record at an offset; 0 when there is none that fits.</summary>
    public static int RecordSizeAt(ReadOnlySpan<byte> chunk, int start, int end)
    {
        if (end - start < EvtxFormat.SmallestRecordBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(chunk[start..]) != EvtxFormat.RecordMagic)
        {
            return 0;
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(start + 4)..]);
        return size >= EvtxFormat.SmallestRecordBytes && size <= (uint)(end - start) ? (int)size : 0;
    }

    /// <summary>Reads the next record outside the records in use.</summary>
    private bool Carve(EvtxRecord record)
    {
        ReadOnlySpan<byte> chunk = Chunk;
        int start = FindRecord(chunk, _carveFrom, _length);
        if (start < 0)
        {
            _carveFrom = _length;
            return false;
        }

        int size = RecordSizeAt(chunk, start, _length);
        _carveFrom = start + size;
        Fill(record, chunk, start, size);
        record.Doubts |= EvtxRecordDoubts.Carved | EvtxRecordDoubts.Doubtful;
        _tally.CarvedRecords++;
        _tally.Log.Add(EvtxDiagnostics.RecordsCarved.At(record.Location, $"a record of {size} bytes", "unused room"));
        return true;
    }

    private void Fill(EvtxRecord record, ReadOnlySpan<byte> chunk, int start, int size)
    {
        record.Reset();
        record.Bytes = Buffer;
        record.Doubts = _chunkDoubts;
        record.File = _file;
        record.ChunkIndex = _index;
        record.ChunkOffsetBytes = _offset;
        record.OffsetBytes = _offset + start;
        record.LengthBytes = size;
        record.RecordId = BinaryPrimitives.ReadInt64LittleEndian(chunk[(start + 8)..]);
        record.WrittenFileTime = BinaryPrimitives.ReadInt64LittleEndian(chunk[(start + 16)..]);
        _decoder.Decode(record, chunk, start + EvtxFormat.RecordHeaderBytes, start + size - 4);
    }

    /// <summary>Counts the record and checks its order.</summary>
    /// <returns>False when the policy refuses it.</returns>
    private bool Count(EvtxRecord record, ReadOnlySpan<byte> chunk, int start, int size)
    {
        uint copy = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(start + size - 4)..]);
        if (copy != (uint)size)
        {
            record.Doubts |= EvtxRecordDoubts.Doubtful;
            _tally.Log.Add(EvtxDiagnostics.RecordSizeCopy.At(record.Location, $"{copy} at the end", $"{size}"));
        }

        if (record.Layout.IsLogCleared)
        {
            AddSign(LogSignKind.LogCleared, record);
        }

        long id = record.RecordId;
        long ticks = record.Time?.UtcTicks ?? 0;
        if (_isFirst)
        {
            _isFirst = false;
            _previousTicks = 0;
            _span = new(_index, id, id, ticks, ticks, 1);
        }
        else
        {
            if (id != _previousId + 1)
            {
                AddSign(id > _previousId ? LogSignKind.RecordIdGap : LogSignKind.RecordIdRepeated, record);
            }

            if (ticks > 0 && ticks < _previousTicks - TimeJitter)
            {
                AddSign(LogSignKind.TimeBackwards, record);
            }

            _span = new(
                _index, _span.FirstRecordId, id, _span.FirstTicks == 0 ? ticks : _span.FirstTicks, ticks > 0 ? ticks : _span.LastTicks,
                _span.Records + 1);
        }

        _previousId = id;
        _previousTicks = ticks > 0 ? ticks : _previousTicks;
        if (record.Doubts == EvtxRecordDoubts.None)
        {
            _tally.Records++;
            return true;
        }

        return CountTroubled(record);
    }

    private bool CountTroubled(EvtxRecord record)
    {
        if (_options.Policy == EvtxReadPolicy.Strict)
        {
            _tally.RefusedRecords++;
            _tally.LostRecords++;
            _tally.Log.Add(EvtxDiagnostics.Refused.At(
                record.Location, $"a record that is {record.Doubts}", "a sound record", 1, record.LengthBytes));
            return false;
        }

        bool isDamaged = (record.Doubts & EvtxRecordDoubts.Damaged) != 0;
        bool isAfterBreak = (record.Doubts & EvtxRecordDoubts.AfterBreak) != 0;
        _tally.Records += isDamaged || isAfterBreak ? 0 : 1;
        _tally.RecordsAfterBreak += isAfterBreak && !isDamaged ? 1 : 0;
        _tally.DamagedRecords += isDamaged ? 1 : 0;
        _tally.DoubtfulRecords += (record.Doubts & EvtxRecordDoubts.Doubtful) != 0 ? 1 : 0;
        return true;
    }

    private void AddSign(LogSignKind kind, EvtxRecord record) => _tally.AddSign(new()
    {
        Kind = kind,
        Location = record.Location,
        RecordIdBefore = _isFirst ? 0 : _previousId,
        RecordIdAfter = record.RecordId,
        TimeBefore = _isFirst ? null : ToTime(_previousTicks),
        Time = record.Time,
        Detail = kind == LogSignKind.LogCleared && _tally.HasRoomForSigns ? ClearedLog.Describe(record) : "",
    });

    /// <summary>Goes to the next record after bytes that are none.</summary>
    /// <returns>False when there is none; then the position is at the end.</returns>
    private bool Resynchronise(ReadOnlySpan<byte> chunk)
    {
        int start = _position;
        int next = FindRecord(chunk, start + 1, _end);
        int stop = next < 0 ? _end : next;
        _position = stop;
        _chunkDoubts |= EvtxRecordDoubts.Doubtful | EvtxRecordDoubts.AfterBreak;
        ReadOnlySpan<byte> skipped = chunk[start..stop];
        if (skipped.IndexOfAnyExcept((byte)0) < 0)
        {
            // Unused room that the header counts as used.
            return next >= 0;
        }

        _tally.LostRecords++;
        _tally.Log.Add(EvtxDiagnostics.RecordHeaderDamaged.At(
            At(start), skipped.Length >= 8
                ? $"0x{BinaryPrimitives.ReadUInt32LittleEndian(skipped):X8}, size {BinaryPrimitives.ReadUInt32LittleEndian(skipped[4..])}"
                : $"{skipped.Length} bytes",
            "0x00002A2A and a size within the chunk", 1, skipped.Length));
        return next >= 0;
    }

    /// <summary>The first offset at or after one where a record with two equal sizes stands; -1 when there is none.</summary>
    public static int FindRecord(ReadOnlySpan<byte> chunk, int from, int end)
    {
        ReadOnlySpan<byte> magic = [0x2A, 0x2A, 0, 0];
        while (from < end)
        {
            int found = chunk[from..end].IndexOf(magic);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            int size = RecordSizeAt(chunk, from, end);
            if (size > 0 && BinaryPrimitives.ReadUInt32LittleEndian(chunk[(from + size - 4)..]) == (uint)size)
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    private void VerifyChecksums(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < EvtxFormat.ChunkHeaderBytes)
        {
            return;
        }

        uint header = Crc32.Compute(chunk[..120], chunk[128..EvtxFormat.ChunkHeaderBytes]);
        if (header != _header.HeaderChecksum)
        {
            Doubt(EvtxDiagnostics.ChunkHeaderChecksum, 124, header, _header.HeaderChecksum);
        }

        if (_header.FreeSpaceOffset <= chunk.Length && _end >= EvtxFormat.ChunkHeaderBytes)
        {
            uint data = Crc32.Compute(chunk[EvtxFormat.ChunkHeaderBytes.._end]);
            if (data != _header.DataChecksum)
            {
                Doubt(EvtxDiagnostics.ChunkDataChecksum, 52, data, _header.DataChecksum);
            }
        }
    }

    private void Doubt(DiagnosticDescriptor descriptor, int at, uint computed, uint stored)
    {
        _chunkDoubts |= EvtxRecordDoubts.Doubtful;
        _tally.Log.Add(descriptor.At(At(at), $"0x{stored:X8}", $"0x{computed:X8}"));
        _tally.AddSign(new()
        {
            Kind = LogSignKind.ChecksumMismatch,
            Location = new SourceLocation(_file, _offset, _length),
            RecordIdAfter = (long)_header.FirstRecordId,
        });
    }

    private void SkipChunk(ReadOnlySpan<byte> chunk)
    {
        if (chunk.IndexOfAnyExcept((byte)0) < 0)
        {
            _tally.EmptyChunks++;
            return;
        }

        _tally.Chunks++;
        _tally.BrokenChunks++;
        _tally.Log.Add(EvtxDiagnostics.ChunkSignature.At(
            At(0), Convert.ToHexString(chunk[..Math.Min(8, chunk.Length)]), "ElfChnk", 1, chunk.Length));
    }

    private void Finish()
    {
        if (_end == 0)
        {
            return;
        }

        _carveFrom = _end;
        _end = 0;
        if (!_isFirst)
        {
            _tally.Spans.Add(_span);
            CheckHeader();
        }

        if (!_options.Carve && FindRecord(Chunk, _carveFrom, _length) is int slack and >= 0)
        {
            _tally.Log.Add(EvtxDiagnostics.RecordsInSlack.At(
                At(slack), $"a record's header after the records in use, at chunk offset {slack}", "unused room"));
        }
    }

    private void CheckHeader()
    {
        long first = (long)_header.FirstRecordId;
        long last = (long)_header.LastRecordId;
        if (first != _span.FirstRecordId || last != _span.LastRecordId)
        {
            _tally.Log.Add(EvtxDiagnostics.ChunkHeaderContradicted.At(
                At(24), $"records {first} to {last} in the header", $"records {_span.FirstRecordId} to {_span.LastRecordId}"));
        }
    }

    private SourceLocation At(int chunkOffset) => new(_file, _offset + chunkOffset);
}
