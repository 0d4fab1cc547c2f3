namespace Hindcast.Formats.Evtx;

/// <summary>
/// The structure that records of one kind share: their field names and where each value is found. Layouts are made once
/// for each structure and shared across files (<see cref="EvtxTemplateCache"/>), so a consumer can compile what it does
/// for a layout once and find it again by reference or by <see cref="Ordinal"/>. Immutable, thread-safe.
/// </summary>
public sealed class EvtxLayout
{
    internal readonly EvtxField[] FieldArray;
    private readonly int[] _systemFields;
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private EvtxXmlProgram? _xml;
    private EvtxJsonProgram? _json;

    internal EvtxLayout(int ordinal, BinXmlItem[] items, int valueCount, int missingValues, bool isCut)
    {
        Ordinal = ordinal;
        Items = items;
        ValueCount = valueCount;
        MissingValues = missingValues;
        IsCut = isCut;
        FieldArray = new EvtxFieldBuilder(items).Build();
        for (int i = 0; i < FieldArray.Length; i++)
        {
            _byName.TryAdd(FieldArray[i].Name, i);
        }

        IsLogCleared = Array.Exists(
            FieldArray, static field => field.Path.StartsWith("Event/UserData/LogFileCleared", StringComparison.Ordinal));
        _systemFields = EvtxFieldBuilder.FindSystemFields(FieldArray);
    }

    /// <summary>A dense number, from 0, within its cache; -1 when the layout is not shared.</summary>
    public int Ordinal { get; }

    /// <summary>
    /// False for a layout that was made for one record because the cache is full; do not keep anything for it.
    /// </summary>
    public bool IsShared => Ordinal >= 0;

    /// <summary>The fields in document order. Names may repeat.</summary>
    public ReadOnlySpan<EvtxField> Fields => FieldArray;

    /// <summary>How many values a record of this layout holds.</summary>
    public int ValueCount { get; }

    /// <summary>How many places of the template name a value that the records do not hold (damage).</summary>
    public int MissingValues { get; }

    /// <summary>True when the structure went over a limit and its end is left out (damage).</summary>
    public bool IsCut { get; }

    /// <summary>True for records that tell of a cleared log (events 1102 and 104).</summary>
    internal bool IsLogCleared { get; }

    internal BinXmlItem[] Items { get; }

    internal EvtxXmlProgram Xml => _xml ?? Interlocked.CompareExchange(ref _xml, new(Items), null) ?? _xml;

    internal EvtxJsonProgram Json => _json ?? Interlocked.CompareExchange(ref _json, new(Items), null) ?? _json;

    /// <summary>Index of the first field with a name (case matters); -1 when there is none.</summary>
    public int IndexOf(string name) => _byName.TryGetValue(name, out int index) ? index : -1;

    /// <summary>Index of a system field; -1 when the layout has none.</summary>
    public int IndexOf(EvtxSystemField field) => _systemFields[(int)field];
}
