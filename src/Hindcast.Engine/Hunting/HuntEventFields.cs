using System.Globalization;
using Hindcast.Engine.Detection;
using Hindcast.Formats.Evtx;

namespace Hindcast.Engine.Hunting;

/// <summary>Takes the fields of events that are worth showing. Serves one thread.</summary>
internal sealed class HuntEventFields
{
    private const int MaxLayouts = 20_000;

    private readonly HuntFieldsWriter _writer = new();
    private readonly Dictionary<EvtxLayout, string[]> _names = new(ReferenceEqualityComparer.Instance);

    /// <summary>The fields of the record that the slots hold.</summary>
    internal HuntFields Of(EvtxRecord record, EvtxSlots slots)
    {
        string[] names = NamesOf(record.Layout);
        _writer.Start();
        for (int i = 0; i < names.Length && !_writer.IsFull; i++)
        {
            if (names[i].Length > 0 && slots.TryGet(i, out ReadOnlySpan<char> value) && !value.IsEmpty)
            {
                _writer.Add(i, value);
            }
        }

        return _writer.Finish(names);
    }

    /// <summary>The names of a layout's fields; "" for those that are not shown.</summary>
    private string[] NamesOf(EvtxLayout layout)
    {
        if (_names.TryGetValue(layout, out string[]? known))
        {
            return known;
        }

        string[] names = new string[Math.Min(layout.Fields.Length, ushort.MaxValue)];
        for (int i = 0; i < names.Length; i++)
        {
            EvtxField field = layout.Fields[i];
            names[i] = field.Section == EvtxFieldSection.System && field.Name is not ("Provider_Name" or "EventID" or "Channel" or "Computer") ? ""
                : field.Position >= 0 ? string.Create(CultureInfo.InvariantCulture, $"Data[{field.Position}]")
                : field.Name;
        }

        if (layout.IsShared)
        {
            if (_names.Count >= MaxLayouts)
            {
                _names.Clear();
            }

            _names.Add(layout, names);
        }

        return names;
    }
}
