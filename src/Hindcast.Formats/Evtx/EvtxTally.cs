using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>Counts, signs and trouble of a stretch of chunks; stretches are put together in file order.</summary>
internal sealed class EvtxTally
{
    private const int MostSigns = 10_000;

    public readonly EvtxDiagnosticLog Log = new();
    public readonly List<LogSign> Signs = [];
    /// <summary>48 bytes a chunk, so 8 MB for 10 GB of log: all that grows with the file.</summary>
    public readonly List<EvtxChunkSpan> Spans = new(256);
    public long Records;
    public long DamagedRecords;
    public long LostRecords;
    public long DoubtfulRecords;
    public long CarvedRecords;
    public long RecordsAfterBreak;
    public long RefusedRecords;
    public int Chunks;
    public int EmptyChunks;
    public int BrokenChunks;
    public long SignsLeftOut;

    /// <summary>False when further signs are only counted.</summary>
    public bool HasRoomForSigns => Signs.Count < MostSigns;

    public void AddSign(LogSign sign)
    {
        if (HasRoomForSigns)
        {
            Signs.Add(sign);
        }
        else
        {
            SignsLeftOut++;
        }
    }

    /// <summary>Adds the tally of the stretch after this one.</summary>
    public void Add(EvtxTally next)
    {
        Log.AddAll(next.Log);
        foreach (LogSign sign in next.Signs)
        {
            AddSign(sign);
        }

        Spans.AddRange(next.Spans);
        Records += next.Records;
        DamagedRecords += next.DamagedRecords;
        LostRecords += next.LostRecords;
        DoubtfulRecords += next.DoubtfulRecords;
        CarvedRecords += next.CarvedRecords;
        RecordsAfterBreak += next.RecordsAfterBreak;
        RefusedRecords += next.RefusedRecords;
        Chunks += next.Chunks;
        EmptyChunks += next.EmptyChunks;
        BrokenChunks += next.BrokenChunks;
        SignsLeftOut += next.SignsLeftOut;
    }

    public void Clear()
    {
        Log.Clear();
        Signs.Clear();
        Spans.Clear();
        Records = DamagedRecords = LostRecords = DoubtfulRecords = CarvedRecords = RefusedRecords = 0;
        RecordsAfterBreak = 0;
        Chunks = EmptyChunks = BrokenChunks = 0;
        SignsLeftOut = 0;
    }

    /// <summary>Looks for breaks between chunks; call once, on the whole file.</summary>
    public void CheckOrder(string file)
    {
        // A full log is a ring: its oldest chunk may stand anywhere, so chunks are followed by their ids.
        EvtxChunkSpan[] spans = [.. Spans];
        Array.Sort(spans, static (a, b) =>
            a.FirstRecordId != b.FirstRecordId ? a.FirstRecordId.CompareTo(b.FirstRecordId) : a.ChunkIndex.CompareTo(b.ChunkIndex));
        for (int i = 1; i < spans.Length; i++)
        {
            EvtxChunkSpan before = spans[i - 1];
            EvtxChunkSpan after = spans[i];
            SourceLocation at = new(
                file, EvtxFormat.FileHeaderBytes + ((long)after.ChunkIndex * EvtxFormat.ChunkBytes), 0, 0, after.FirstRecordId);
            if (after.FirstRecordId != before.LastRecordId + 1)
            {
                LogSignKind kind = after.FirstRecordId > before.LastRecordId
                    ? LogSignKind.RecordIdGap : LogSignKind.RecordIdRepeated;
                AddSign(Break(kind, at, before, after));
            }

            if (after.FirstTicks > 0 && after.FirstTicks < before.LastTicks - EvtxChunkReader.TimeJitter)
            {
                AddSign(Break(LogSignKind.TimeBackwards, at, before, after));
            }
        }
    }

    private static LogSign Break(LogSignKind kind, SourceLocation at, EvtxChunkSpan before, EvtxChunkSpan after) => new()
    {
        Kind = kind,
        Location = at,
        RecordIdBefore = before.LastRecordId,
        RecordIdAfter = after.FirstRecordId,
        TimeBefore = EvtxChunkReader.ToTime(before.LastTicks),
        Time = EvtxChunkReader.ToTime(after.FirstTicks),
    };
}
