using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// The template definitions that a chunk's records have named so far, by their offset. Reused from chunk to chunk.
/// One thread at a time.
/// </summary>
internal sealed class ChunkTemplates
{
    private readonly EvtxTemplateCache _cache;
    private readonly ShapeBuffer _shape = new();
    private readonly List<SkeletonMark> _marks = [];
    private Entry[] _entries = new Entry[256];
    private int _used;
    private int _stamp;

    public ChunkTemplates(EvtxTemplateCache cache) => _cache = cache;

    /// <summary>Forgets the definitions of the chunk before.</summary>
    public void StartChunk()
    {
        _stamp++;
        _used = 0;
    }

    /// <summary>The definition at an offset of the chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Entry Get(ReadOnlySpan<byte> chunk, uint offset)
    {
        ref readonly Entry entry = ref _entries[Slot(offset, _entries.Length)];
        if (entry.Stamp == _stamp && entry.Offset == offset)
        {
            return ref entry;
        }

        return ref Find(chunk, offset);
    }

    private static int Slot(uint offset, int size) => (int)((offset * 0x9E3779B1u) >> 16) & (size - 1);

    private ref readonly Entry Find(ReadOnlySpan<byte> chunk, uint offset)
    {
        for (int i = Slot(offset, _entries.Length); ; i = (i + 1) & (_entries.Length - 1))
        {
            ref Entry entry = ref _entries[i];
            if (entry.Stamp != _stamp)
            {
                if (_used * 2 >= _entries.Length)
                {
                    Grow();
                    return ref Find(chunk, offset);
                }

                _used++;
                entry = Read(chunk, offset);
                return ref entry;
            }

            if (entry.Offset == offset)
            {
                return ref entry;
            }
        }
    }

    private void Grow()
    {
        Entry[] old = _entries;
        _entries = new Entry[old.Length * 2];
        foreach (Entry entry in old)
        {
            if (entry.Stamp == _stamp)
            {
                int i = Slot(entry.Offset, _entries.Length);
                while (_entries[i].Stamp == _stamp)
                {
                    i = (i + 1) & (_entries.Length - 1);
                }

                _entries[i] = entry;
            }
        }
    }

    private Entry Read(ReadOnlySpan<byte> chunk, uint offset)
    {
        Entry entry = new() { Stamp = _stamp, Offset = offset, BadNameOffset = -1, DoubtfulNameOffset = -1 };
        if (offset < EvtxFormat.ChunkHeaderBytes || offset + EvtxFormat.TemplateHeaderBytes > chunk.Length)
        {
            entry.Fault = new(BinXmlFaultKind.DefinitionOutOfRange, (int)Math.Min(offset, int.MaxValue), offset);
            return entry;
        }

        int start = (int)offset + EvtxFormat.TemplateHeaderBytes;
        Guid id = new(chunk.Slice((int)offset + 4, 16));
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[((int)offset + 20)..]);
        bool fits = size <= chunk.Length - start;
        int end = fits ? start + (int)size : chunk.Length;
        entry.Template = _cache.Find(id, chunk, start, end);
        if (entry.Template is not null)
        {
            return entry;
        }

        _shape.Clear();
        _marks.Clear();
        BinXmlShapeReader reader = new(chunk, _shape, _marks);
        reader.Read(start, end);
        entry.Fault = reader.Fault.IsNone && !fits
            ? new(BinXmlFaultKind.Truncated, (int)offset + 20, size)
            : reader.Fault;
        entry.BadNameOffset = reader.UnreadableNameOffset;
        entry.BadNames = reader.UnreadableNames;
        entry.DoubtfulNameOffset = reader.DoubtfulNameOffset;
        if (_shape.Length == 0)
        {
            if (entry.Fault.IsNone)
            {
                entry.Fault = new(BinXmlFaultKind.Truncated, start, size);
            }

            return entry;
        }

        entry.Template = _cache.ByShape(_shape.Written);
        if (entry.Fault.IsNone && entry.BadNameOffset < 0 && entry.DoubtfulNameOffset < 0)
        {
            _cache.Remember(id, new(chunk, start, end, _marks, _shape.Written), entry.Template);
        }

        return entry;
    }

    /// <summary>A definition as it stands in the chunk.</summary>
    public struct Entry
    {
        public int Stamp;
        public uint Offset;

        /// <summary>Null when nothing of the definition can be read.</summary>
        public EvtxTemplate? Template;
        public BinXmlFault Fault;
        public int BadNameOffset;
        public int BadNames;
        public int DoubtfulNameOffset;
    }
}
