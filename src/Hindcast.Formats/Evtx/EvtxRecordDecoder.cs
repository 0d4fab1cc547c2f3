using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Turns a record's binary XML into values and a layout. The usual record, one template instance with at most one nested
/// in it, takes one pass over its value table; everything else takes the same steps through
/// <see cref="BinXmlShapeReader"/>. One thread at a time.
/// </summary>
internal sealed class EvtxRecordDecoder
{
    private const uint FragmentHeader = 0x0001010F;

    private readonly EvtxTemplateCache _cache;
    private readonly ChunkTemplates _templates;
    private readonly EvtxDiagnosticLog _log;
    private readonly ShapeBuffer _shape = new();

    public EvtxRecordDecoder(EvtxTemplateCache cache, EvtxDiagnosticLog log)
    {
        _cache = cache;
        _templates = new(cache);
        _log = log;
    }

    /// <summary>Makes ready for the records of another chunk.</summary>
    public void StartChunk() => _templates.StartChunk();

    /// <summary>Decodes the body between two offsets of the chunk into the record.</summary>
    public void Decode(EvtxRecord record, ReadOnlySpan<byte> chunk, int start, int end)
    {
        EvtxLayoutNode? node = null;
        if (IsInstance(chunk, start, end))
        {
            node = ReadInstance(record, chunk, start + 4, end, null, 0, 0, out int next);
            if (next < end && chunk[next] != BinXmlToken.EndOfFragment)
            {
                // More than the one instance: read it as what it is.
                record.Slots.Count = 0;
                node = null;
            }
        }

        node ??= ReadFragment(record, chunk, start, end, null, 0, 0);
        EvtxLayout layout = node.Layout;
        record.Layout = layout;
        if (layout.MissingValues > 0 || layout.IsCut)
        {
            ReportLayout(record, layout);
        }
    }

    private static bool IsInstance(ReadOnlySpan<byte> chunk, int start, int end) =>
        end - start >= 4 + EvtxFormat.InstanceHeaderBytes + 4
        && BinaryPrimitives.ReadUInt32LittleEndian(chunk[start..]) == FragmentHeader
        && chunk[start + 4] == BinXmlToken.TemplateInstance;

    /// <summary>
    /// Reads the template instance whose token is at <paramref name="start"/>; <paramref name="parent"/> is the instance
    /// whose value <paramref name="parentSlot"/> it stands in. What follows its values is at <paramref name="next"/>.
    /// </summary>
    private EvtxLayoutNode ReadInstance(
        EvtxRecord record,
        ReadOnlySpan<byte> chunk,
        int start,
        int end,
        EvtxLayoutNode? parent,
        int parentSlot,
        int depth,
        out int next)
    {
        uint definition = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(start + 6)..]);
        long table = start + EvtxFormat.InstanceHeaderBytes;
        if (definition == table)
        {
            table += EvtxFormat.TemplateHeaderBytes;
            table += table <= end ? BinaryPrimitives.ReadUInt32LittleEndian(chunk[(int)(table - 4)..]) : 0;
        }

        ref readonly ChunkTemplates.Entry entry = ref _templates.Get(chunk, definition);
        if (!entry.Fault.IsNone || entry.BadNameOffset >= 0 || entry.DoubtfulNameOffset >= 0)
        {
            ReportTemplate(record, in entry);
        }

        int count = 0;
        if (table + 4 <= end)
        {
            uint wanted = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(int)table..]);
            table += 4;
            count = (int)Math.Min(wanted, (uint)(end - table) / 4);
            count = Math.Min(count, SlotList.Most - record.Slots.Count);
            if (count != wanted)
            {
                Report(record, EvtxDiagnostics.ValuesCutShort, (int)table - 4, $"a table of {wanted} values",
                    $"room for them in {end - table} bytes");
            }
        }
        else
        {
            Report(record, EvtxDiagnostics.ValuesCutShort, start, "no room for the table of values", "a table of values");
            table = end;
        }

        EvtxTemplate template = entry.Template ?? _cache.Unknown(count);
        EvtxLayoutNode node = parent is null ? template.RootFor(count) : parent.Next(parentSlot, template, count);
        SlotList slots = record.Slots;
        slots.Reserve(count);
        int first = slots.Count;
        slots.Count += count;
        next = ReadTable(chunk, (int)table, count, slots.Items.AsSpan(first, count), out bool isOdd, out int nested);
        if (next > end)
        {
            CutValues(record, first, end);
            next = end;
        }

        if (isOdd)
        {
            CheckValues(record, first);
        }

        if (nested >= 0)
        {
            node = ReadNested(record, chunk, node, first + nested, first + count, depth);
        }

        return node;
    }

    /// <summary>Reads the table of sizes and types into slots; returns where the values end.</summary>
    private static int ReadTable(
        ReadOnlySpan<byte> chunk, int table, int count, Span<ulong> slots, out bool isOdd, out int nested)
    {
        int position = table + (count * 4);
        ref byte descriptors = ref MemoryMarshal.GetReference(chunk[table..position]);
        ref byte fixedSizes = ref MemoryMarshal.GetReference(EvtxFormat.FixedSizes);
        int odd = 0;
        nested = -1;
        for (int i = 0; i < slots.Length; i++)
        {
            uint descriptor = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref descriptors, i * 4)) & 0x00FFFFFF;
            int size = (int)(descriptor & 0xFFFF);
            uint type = descriptor >> 16;
            slots[i] = descriptor | ((ulong)(uint)position << 32);
            position += size;
            int fixedSize = Unsafe.Add(ref fixedSizes, (nint)type);
            if (fixedSize != 0 && fixedSize != size)
            {
                odd = 1;
            }

            if (type == EvtxFormat.BinXmlType && nested < 0)
            {
                nested = i;
            }
        }

        isOdd = odd != 0;
        return position;
    }

    private EvtxLayoutNode ReadNested(
        EvtxRecord record, ReadOnlySpan<byte> chunk, EvtxLayoutNode node, int from, int to, int depth)
    {
        for (int i = from; i < to; i++)
        {
            ulong slot = record.Slots.Items[i];
            int size = SlotList.SizeOf(slot);
            if (SlotList.TypeOf(slot) != EvtxFormat.BinXmlType || size == 0)
            {
                continue;
            }

            int start = SlotList.OffsetOf(slot);
            int end = start + size;
            if (depth + 1 >= EvtxFormat.DeepestNesting)
            {
                Report(record, EvtxDiagnostics.LimitReached, start, "binary XML nested deeper than the limit",
                    $"at most {EvtxFormat.DeepestNesting} levels", size);
                return node;
            }

            if (IsInstance(chunk, start, end))
            {
                int slots = record.Slots.Count;
                EvtxLayoutNode made = ReadInstance(record, chunk, start + 4, end, node, i, depth + 1, out int next);
                if (next >= end || chunk[next] == BinXmlToken.EndOfFragment)
                {
                    node = made;
                    continue;
                }

                record.Slots.Count = slots;
            }

            // A lone instance token without a fragment header is the instance of an enclosing fragment.
            bool isBare = size >= EvtxFormat.InstanceHeaderBytes + 4 && chunk[start] == BinXmlToken.TemplateInstance;
            node = isBare
                ? ReadInstance(record, chunk, start, end, node, i, depth + 1, out _)
                : ReadFragment(record, chunk, start, end, node, i, depth + 1);
        }

        return node;
    }

    private EvtxLayoutNode ReadFragment(
        EvtxRecord record, ReadOnlySpan<byte> chunk, int start, int end, EvtxLayoutNode? parent, int parentSlot, int depth)
    {
        int first = record.Slots.Count;
        _shape.Clear();
        BinXmlShapeReader reader = new(chunk, _shape, record.Slots);
        reader.Read(start, end);
        if (!reader.Fault.IsNone)
        {
            Report(record, DescriptorOf(reader.Fault), reader.Fault.Offset, reader.Fault.FoundText, reader.Fault.ExpectedText,
                Math.Max(0, end - reader.Fault.Offset));
        }

        if (reader.UnreadableNameOffset >= 0)
        {
            ReportNames(record, reader.UnreadableNameOffset, reader.UnreadableNames);
        }

        if (reader.DoubtfulNameOffset >= 0)
        {
            ReportNameHash(record, reader.DoubtfulNameOffset);
        }

        if (_shape.Length == 0 && reader.Fault.IsNone && parent is null)
        {
            Report(record, EvtxDiagnostics.RecordEmpty, start, $"{end - start} bytes without an element", "an event");
        }

        int count = record.Slots.Count - first;
        EvtxTemplate template = _cache.ByShape(_shape.Written);
        EvtxLayoutNode node = parent is null ? template.RootFor(count) : parent.Next(parentSlot, template, count);
        return ReadNested(record, chunk, node, first, first + count, depth);
    }

    private void CutValues(EvtxRecord record, int first, int end)
    {
        int cut = 0;
        int at = end;
        SlotList slots = record.Slots;
        for (int i = first; i < slots.Count; i++)
        {
            ulong slot = slots.Items[i];
            if (SlotList.OffsetOf(slot) + SlotList.SizeOf(slot) > end)
            {
                at = cut == 0 ? SlotList.OffsetOf(slot) : at;
                cut++;
                slots.Items[i] = SlotList.Pack(end, 0, EvtxFormat.NullType);
            }
        }

        Report(record, EvtxDiagnostics.ValuesCutShort, Math.Min(at, end), $"{cut} values that end beyond chunk offset {end}",
            "values within the record", Math.Max(0, end - at));
    }

    private void CheckValues(EvtxRecord record, int first)
    {
        SlotList slots = record.Slots;
        for (int i = first; i < slots.Count; i++)
        {
            ulong slot = slots.Items[i];
            int size = SlotList.SizeOf(slot);
            int fits = EvtxFormat.FixedSizes[SlotList.TypeOf(slot)];
            if (fits != 0 && fits != size && size != 0)
            {
                _log.Add(EvtxDiagnostics.ValueUnfit.At(
                    At(record, SlotList.OffsetOf(slot)),
                    $"type 0x{SlotList.TypeOf(slot):X2} with {size} bytes",
                    fits == 255 ? "a known type" : $"{fits} bytes"));
                return;
            }
        }
    }

    private void ReportTemplate(EvtxRecord record, in ChunkTemplates.Entry entry)
    {
        if (!entry.Fault.IsNone)
        {
            Report(record, DescriptorOf(entry.Fault, isTemplate: true), entry.Fault.Offset, entry.Fault.FoundText,
                entry.Fault.ExpectedText);
        }

        if (entry.BadNameOffset >= 0)
        {
            ReportNames(record, entry.BadNameOffset, entry.BadNames);
        }

        if (entry.DoubtfulNameOffset >= 0)
        {
            ReportNameHash(record, entry.DoubtfulNameOffset);
        }
    }

    private void ReportNames(EvtxRecord record, int offset, int count) =>
        Report(record, EvtxDiagnostics.NameDamaged, offset, $"{count} names outside the chunk's records",
            "offsets of names in the chunk");

    private void ReportNameHash(EvtxRecord record, int offset)
    {
        record.Doubts |= EvtxRecordDoubts.Doubtful;
        _log.Add(EvtxDiagnostics.NameHash.At(At(record, offset), "a name with another hash", "the hash that it was stored with"));
    }

    private void ReportLayout(EvtxRecord record, EvtxLayout layout)
    {
        int body = (int)(record.OffsetBytes - ChunkStart(record));
        if (layout.IsCut)
        {
            Report(record, EvtxDiagnostics.LimitReached, body, "a structure of too many or too deep elements",
                "no more than the limit");
        }

        if (layout.MissingValues > 0)
        {
            _log.Add(EvtxDiagnostics.ValueMissing.At(
                At(record, body), $"{layout.MissingValues} places without a value", "a value for each place"));
        }
    }

    private static DiagnosticDescriptor DescriptorOf(BinXmlFault fault, bool isTemplate = false) => fault.Kind switch
    {
        BinXmlFaultKind.TooDeep or BinXmlFaultKind.TooLarge => EvtxDiagnostics.LimitReached,
        _ => isTemplate ? EvtxDiagnostics.Template : EvtxDiagnostics.RecordBody,
    };

    /// <summary>A loss: the record is damaged by it.</summary>
    private void Report(
        EvtxRecord record, DiagnosticDescriptor descriptor, int chunkOffset, string found, string expected, long lostBytes = 0)
    {
        record.Doubts |= EvtxRecordDoubts.Damaged;
        _log.Add(descriptor.At(At(record, chunkOffset), found, expected, 1, lostBytes));
    }

    private static SourceLocation At(EvtxRecord record, int chunkOffset) =>
        new(record.File, ChunkStart(record) + chunkOffset, 0, 0, record.RecordId);

    private static long ChunkStart(EvtxRecord record) => record.ChunkOffsetBytes;
}
