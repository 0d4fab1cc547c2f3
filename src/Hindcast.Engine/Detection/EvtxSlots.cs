using System.Buffers;
using System.Runtime.CompilerServices;
using Hindcast.Formats.Evtx;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>
/// An event log's record as rules see it. Texts are read where they lie in the chunk; other values are formatted when a
/// rule asks, into memory that is used again for the next record. Serves one thread.
/// </summary>
internal sealed class EvtxSlots : ISigmaSlots
{
    private const int MaxShapes = 20_000;
    private const int FirstScratch = 16 * 1024;

    private readonly SigmaPlan _plan;
    private readonly Dictionary<ShapeKey, Bound> _shapes = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<char> _cmdlet = new();
    private char[] _joined = new char[FirstScratch];
    private int _joinedLength;
    private char[] _scratch = new char[FirstScratch];
    private int _used;
    private bool _messageMade;
    private int _keywordTextCount;
    private EvtxRecord _record = null!;
    private Bound?[] _lastOfLayout = new Bound?[256];
    private Bound _bound = null!;

    internal EvtxSlots(SigmaPlan plan) => _plan = plan;

    /// <summary>
    /// Values of the event's own fields, and its provider, channel and computer; not the numbers, ids and times that the
    /// event log adds. Then the message, where a keyword might be found there alone; values that it holds whole are then
    /// left out where that makes no difference. None of these when no value holds a word of a keyword.
    /// </summary>
    public int KeywordTextCount
    {
        get
        {
            // Once for each record: the memory is that of the message, which is put together later.
            if (_keywordTextCount < 0)
            {
                _keywordTextCount = _bound.Gate is { } gate && !MayHoldKeyword(gate) ? 0 : _bound.KeywordFields.Length + (_bound.HasMessage ? 1 : 0);
            }

            return _keywordTextCount;
        }
    }

    /// <summary>The record's channel.</summary>
    internal string Channel => _bound.Key.Channel;

    /// <summary>Takes a record.</summary>
    /// <returns>The plan of its shape.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal SigmaShapePlan Bind(EvtxRecord record)
    {
        _record = record;
        _used = 0;
        _messageMade = false;
        _keywordTextCount = -1;
        EvtxLayout layout = record.Layout;
        if (!layout.IsShared)
        {
            _bound = Find();
            return _bound.Shape;
        }

        if (layout.Ordinal >= _lastOfLayout.Length)
        {
            Array.Resize(ref _lastOfLayout, (layout.Ordinal + 1) * 2);
        }

        // Records of one layout nearly always have one channel, provider and event id.
        ref Bound? last = ref _lastOfLayout[layout.Ordinal];
        if (last is null || !ReferenceEquals(last.Key.Layout, layout) || last.Key.EventId != record.EventId
            || !Is(EvtxSystemField.Channel, last.Key.Channel) || !Is(EvtxSystemField.ProviderName, last.Key.Provider))
        {
            last = Find();
        }

        _bound = last;
        return last.Shape;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        EvtxValue found = _record.GetValue(slot);
        if (found.TryGetText(out value))
        {
            return true;
        }

        value = found.IsNull ? "" : Format(found);
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<char> GetKeywordText(int index)
    {
        if (index < _bound.KeywordFields.Length)
        {
            TryGet(_bound.KeywordFields[index], out ReadOnlySpan<char> value);
            return value;
        }

        if (!_messageMade)
        {
            _messageMade = true;
            _cmdlet.ResetWrittenCount();
            if (!_bound.IsCmdlet || !ExchangeCmdletText.Write(_record, _cmdlet))
            {
                JoinData();
            }
        }

        return _cmdlet.WrittenCount > 0 ? _cmdlet.WrittenSpan : _joined.AsSpan(0, _joinedLength);
    }

    /// <summary>Values that are no numbers are searched together, which costs less than one by one.</summary>
    private bool MayHoldKeyword(SigmaKeywordGate gate)
    {
        _joinedLength = 0;
        foreach (int field in _bound.GateFields)
        {
            EvtxValue value = _record.GetValue(field);
            if (value.TryGetText(out ReadOnlySpan<char> text))
            {
                if (text.Length >= gate.ShortestLength)
                {
                    Join(text);
                }
            }
            else if (!value.IsNumber)
            {
                Join(Format(value));
            }
        }

        return gate.MayBeIn(_joined.AsSpan(0, _joinedLength));
    }

    /// <summary>Without a known message, the data joined by blanks: what keyword rules of other sources are written for.</summary>
    private void JoinData()
    {
        _joinedLength = 0;
        foreach (int field in _bound.DataFields)
        {
            if (TryGet(field, out ReadOnlySpan<char> value))
            {
                Join(value);
            }
        }
    }

    private void Join(ReadOnlySpan<char> value)
    {
        int end = _joinedLength + 1 + value.Length;
        if (end > _joined.Length)
        {
            Array.Resize(ref _joined, end * 2);
        }

        _joined[_joinedLength] = ' ';
        value.CopyTo(_joined.AsSpan(_joinedLength + 1));
        _joinedLength = end;
    }

    private ReadOnlySpan<char> Format(EvtxValue value)
    {
        int written;
        while (!value.TryFormat(_scratch.AsSpan(_used), out written))
        {
            // Spans given out before keep the old memory alive.
            _scratch = new char[Math.Max(_scratch.Length * 2, value.MaxTextLength + FirstScratch)];
            _used = 0;
        }

        ReadOnlySpan<char> text = _scratch.AsSpan(_used, written);
        _used += written;
        return text;
    }

    /// <summary>A system field as text: one string for each different name.</summary>
    internal string Name(EvtxSystemField field)
    {
        EvtxValue value = _record.GetValue(field);
        ReadOnlySpan<char> text = value.TryGetText(out ReadOnlySpan<char> direct) ? direct : value.IsNull ? "" : Format(value);
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out string? known))
        {
            return known;
        }

        if (_names.Count >= MaxShapes)
        {
            _names.Clear();
        }

        string name = text.ToString();
        _names.Add(name, name);
        return name;
    }

    private bool Is(EvtxSystemField field, string name) =>
        _record.GetValue(field).TryGetText(out ReadOnlySpan<char> text) && text.SequenceEqual(name);

    private Bound Find()
    {
        ShapeKey key = new(
            _record.Layout, _record.EventId, Name(EvtxSystemField.Channel), Name(EvtxSystemField.ProviderName));
        if (_shapes.TryGetValue(key, out Bound? known))
        {
            return known;
        }

        Bound bound = Make(key);
        if (key.Layout.IsShared)
        {
            if (_shapes.Count >= MaxShapes)
            {
                _shapes.Clear();
            }

            _shapes.Add(key, bound);
        }

        return bound;
    }

    private Bound Make(ShapeKey key)
    {
        ReadOnlySpan<EvtxField> fields = key.Layout.Fields;
        string[] names = new string[fields.Length];
        List<int> keywordFields = [], dataFields = [], gateFields = [];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = fields[i].Name;
            if (fields[i].Section != EvtxFieldSection.System || names[i] is "Provider_Name" or "Channel" or "Computer")
            {
                keywordFields.Add(i);
            }

            if (fields[i].Section != EvtxFieldSection.System || names[i] == "Computer")
            {
                gateFields.Add(i);
            }

            if (fields[i].Section == EvtxFieldSection.EventData)
            {
                dataFields.Add(i);
            }
        }

        SigmaShapePlan shape = _plan.ForShape(new SigmaEventShape(
            [
                new("Channel", key.Channel),
                new("Provider_Name", key.Provider),
                new("EventID", key.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            names));

        // Only there the message says more than the values put together.
        bool isCmdlet = key.Channel == ExchangeCmdletText.Channel;
        bool hasMessage = isCmdlet || shape.HasKeywordAcrossFields;
        if (hasMessage && !isCmdlet && shape.HasOnlyTextKeywords)
        {
            // What stands in a value stands in the values put together.
            keywordFields.RemoveAll(dataFields.Contains);
        }

        // The channel and the provider are known here. A message with words of its own might hold more than the values.
        SigmaKeywordGate? gate = isCmdlet || shape.KeywordGate is not { } words || words.MayBeIn(key.Channel) || words.MayBeIn(key.Provider) ? null : words;
        return new Bound(key, shape, [.. keywordFields], [.. dataFields], hasMessage, isCmdlet, gate, [.. gateFields]);
    }

    private readonly record struct ShapeKey(EvtxLayout Layout, int EventId, string Channel, string Provider);

    /// <summary>What is the same for all records of a shape.</summary>
    private sealed record Bound(ShapeKey Key, SigmaShapePlan Shape, int[] KeywordFields, int[] DataFields, bool HasMessage, bool IsCmdlet, SigmaKeywordGate? Gate, int[] GateFields);
}
