using System.Buffers;
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
    private readonly Dictionary<ShapeKey, SigmaShapePlan> _shapes = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<char> _message = new();
    private char[] _scratch = new char[FirstScratch];
    private int _used;
    private bool _messageMade;
    private EvtxRecord _record = null!;

    internal EvtxSlots(SigmaPlan plan) => _plan = plan;

    /// <inheritdoc/>
    public int KeywordTextCount => _record.Layout.Fields.Length + 1;

    /// <summary>Takes a record.</summary>
    /// <returns>The plan of its shape.</returns>
    internal SigmaShapePlan Bind(EvtxRecord record)
    {
        _record = record;
        _used = 0;
        _messageMade = false;
        ShapeKey key = new(
            record.Layout, record.EventId, Name(EvtxSystemField.Channel), Name(EvtxSystemField.ProviderName));
        if (!_shapes.TryGetValue(key, out SigmaShapePlan? shape))
        {
            if (_shapes.Count >= MaxShapes)
            {
                _shapes.Clear();
            }

            shape = MakeShape(key);
            _shapes.Add(key, shape);
        }

        return shape;
    }

    /// <inheritdoc/>
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
    public ReadOnlySpan<char> GetKeywordText(int index)
    {
        if (index < _record.Layout.Fields.Length)
        {
            TryGet(index, out ReadOnlySpan<char> value);
            return value;
        }

        if (!_messageMade)
        {
            _messageMade = true;
            _message.ResetWrittenCount();
            if (!ExchangeCmdletText.Write(_record, _message))
            {
                JoinData();
            }
        }

        return _message.WrittenSpan;
    }

    /// <summary>Without a known message, the data joined by blanks: what keyword rules of other sources are written for.</summary>
    private void JoinData()
    {
        for (int i = 0; i < _record.Layout.Fields.Length; i++)
        {
            if (_record.Layout.Fields[i].Section == EvtxFieldSection.EventData && TryGet(i, out ReadOnlySpan<char> value))
            {
                _message.Write(" ");
                _message.Write(value);
            }
        }
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

    /// <summary>One string for each different name, so that shapes can be found without making strings.</summary>
    private string Name(EvtxSystemField field)
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

    private SigmaShapePlan MakeShape(ShapeKey key)
    {
        string[] names = new string[key.Layout.Fields.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = key.Layout.Fields[i].Name;
        }

        return _plan.ForShape(new SigmaEventShape(
            [
                new("Channel", key.Channel),
                new("Provider_Name", key.Provider),
                new("EventID", key.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            names));
    }

    private readonly record struct ShapeKey(EvtxLayout Layout, int EventId, string Channel, string Provider);
}
