using System.Globalization;
using System.Runtime.CompilerServices;
using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// The record that a reader stands on: a view over the chunk's bytes that is overwritten by the next one. Spans and
/// values taken from it are valid until then. Nothing is decoded before it is asked for, and asking allocates nothing.
/// One thread at a time.
/// </summary>
public sealed class EvtxRecord
{
    internal readonly SlotList Slots = new();
    internal byte[] Bytes = [];
    private char[] _composite = [];
    private int _compositeChars;

    internal EvtxRecord()
    {
    }

    /// <summary>The structure: field names, and which value is which.</summary>
    public EvtxLayout Layout { get; internal set; } = null!;

    /// <summary>How far the record can be trusted.</summary>
    public EvtxRecordDoubts Doubts { get; internal set; }

    /// <summary>The record's number in its log, from the record's header.</summary>
    public long RecordId { get; internal set; }

    /// <summary>When the record was written, from its header: units of 100 ns since 1601-01-01 UTC, unchecked.</summary>
    public long WrittenFileTime { get; internal set; }

    /// <summary>
    /// When the record was written: the time of its header; where that is zero or out of range, the event's TimeCreated;
    /// null when neither is a time.
    /// </summary>
    public EvidenceTime? Time =>
        WrittenFileTime > 0 && EvtxValueText.TryToUtcTicks(WrittenFileTime, out long ticks) ? new(ticks, TimePrecision.Tick) : TimeCreated;

    /// <summary>The evidence file.</summary>
    public string File { get; internal set; } = "";

    /// <summary>Number of the chunk in the file, from 0, by position.</summary>
    public int ChunkIndex { get; internal set; }

    /// <summary>Offset of the record in its file, in bytes.</summary>
    public long OffsetBytes { get; internal set; }

    internal long ChunkOffsetBytes { get; set; }

    /// <summary>Length of the record in bytes, with header and ending size.</summary>
    public int LengthBytes { get; internal set; }

    /// <summary>The record's exact bytes as they stand in the file, with header and ending size.</summary>
    public ReadOnlySpan<byte> RawBytes => Bytes.AsSpan((int)(OffsetBytes - ChunkOffsetBytes), LengthBytes);

    /// <summary>Where the record stands.</summary>
    public SourceLocation Location => new(File, OffsetBytes, LengthBytes, 0, RecordId);

    /// <summary>The value of a field of <see cref="Layout"/>; null when the record does not have it.</summary>
    /// <param name="field">Index into <see cref="EvtxLayout.Fields"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EvtxValue GetValue(int field)
    {
        EvtxField description = Layout.FieldArray[field];
        return description.Slot >= 0 && description.Conditions.Length == 0
            ? GetSlot(description.Slot)
            : GetRare(description);
    }

    /// <summary>The value of a system field; null when the record does not have it.</summary>
    public EvtxValue GetValue(EvtxSystemField field)
    {
        int index = Layout.IndexOf(field);
        return index < 0 ? default : GetValue(index);
    }

    /// <summary>The value of the first field with a name; null when the record does not have it.</summary>
    public EvtxValue GetValue(string name)
    {
        int index = Layout.IndexOf(name);
        return index < 0 ? default : GetValue(index);
    }

    /// <summary>
    /// An unnamed Data item by its position, from 0, counted over all unnamed items and the items of their arrays: what
    /// message texts call %1, %2, ... Null when there are not so many.
    /// </summary>
    public EvtxValue GetData(int position)
    {
        ReadOnlySpan<EvtxField> fields = Layout.Fields;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Position < 0 || fields[i].Section != EvtxFieldSection.EventData)
            {
                continue;
            }

            EvtxValue value = GetValue(i);
            if (!value.IsArray)
            {
                if (position-- == 0)
                {
                    return value;
                }

                continue;
            }

            foreach (EvtxValue item in value.Items)
            {
                if (position-- == 0)
                {
                    return item;
                }
            }
        }

        return default;
    }

    /// <summary>One of the record's values by <see cref="EvtxField.Slot"/>, without the conditions of its field.</summary>
    /// <param name="slot">From 0 to <see cref="EvtxLayout.ValueCount"/> - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EvtxValue GetSlot(int slot)
    {
        ulong packed = Slots.Items.AsSpan(0, Slots.Count)[slot];
        return new((EvtxValueType)SlotList.TypeOf(packed), Bytes.AsSpan(SlotList.OffsetOf(packed), SlotList.SizeOf(packed)));
    }

    /// <summary>The event's id; -1 when it is not a number.</summary>
    public int EventId
    {
        get
        {
            EvtxValue value = GetValue(EvtxSystemField.EventId);
            if (value.TryGetInt64(out long number))
            {
                return (int)Math.Clamp(number, -1, int.MaxValue);
            }

            return int.TryParse(value.Text, CultureInfo.InvariantCulture, out int parsed) ? parsed : -1;
        }
    }

    internal void Reset()
    {
        Slots.Count = 0;
        _compositeChars = 0;
        Doubts = EvtxRecordDoubts.None;
    }

    private EvidenceTime? TimeCreated
    {
        get
        {
            EvtxValue value = GetValue(EvtxSystemField.TimeCreated);
            if (value.TryGetUtcTicks(out long ticks) && ticks > EvtxValueText.TicksTo1601)
            {
                return new(ticks, TimePrecision.Tick);
            }

            // Forwarded records hold it as text.
            return value.TryGetText(out ReadOnlySpan<char> text)
                && DateTime.TryParse(
                    text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time)
                ? EvidenceTime.FromUtc(time, TimePrecision.Tick)
                : null;
        }
    }

    private EvtxValue GetRare(EvtxField field)
    {
        foreach (int condition in field.Conditions)
        {
            if (SlotList.TypeOf(Slots.Items[condition]) == EvtxFormat.NullType)
            {
                return default;
            }
        }

        if (field.Slot >= 0)
        {
            return GetSlot(field.Slot);
        }

        return field.Constant is { } constant ? new(constant) : Compose(field);
    }

    /// <summary>Puts the parts of a field together in the record's own room.</summary>
    private EvtxValue Compose(EvtxField field)
    {
        int start = _compositeChars;
        foreach (BinXmlItem part in field.Parts)
        {
            if (part.Kind != BinXmlItemKind.Slot)
            {
                part.Text.CopyTo(Room(part.Text.Length));
                _compositeChars += part.Text.Length;
                continue;
            }

            EvtxValue value = GetSlot(part.Slot);
            value.TryFormat(Room(value.MaxTextLength), out int written);
            _compositeChars += written;
        }

        return new(_composite.AsSpan(start, _compositeChars - start));
    }

    private Span<char> Room(int chars)
    {
        if (_composite.Length - _compositeChars < chars)
        {
            // Values handed out before keep the old array.
            Array.Resize(ref _composite, Math.Max(1024, (_compositeChars + chars) * 2));
        }

        return _composite.AsSpan(_compositeChars);
    }
}
