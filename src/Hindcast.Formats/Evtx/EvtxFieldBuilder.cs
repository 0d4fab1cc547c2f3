namespace Hindcast.Formats.Evtx;

/// <summary>Finds the fields in a layout's items.</summary>
internal sealed class EvtxFieldBuilder
{
    private static readonly string[] SystemPaths =
    [
        "Event/System/Provider/@Name",
        "Event/System/Provider/@Guid",
        "Event/System/Provider/@EventSourceName",
        "Event/System/EventID",
        "Event/System/EventID/@Qualifiers",
        "Event/System/Version",
        "Event/System/Level",
        "Event/System/Task",
        "Event/System/Opcode",
        "Event/System/Keywords",
        "Event/System/TimeCreated/@SystemTime",
        "Event/System/EventRecordID",
        "Event/System/Correlation/@ActivityID",
        "Event/System/Correlation/@RelatedActivityID",
        "Event/System/Execution/@ProcessID",
        "Event/System/Execution/@ThreadID",
        "Event/System/Channel",
        "Event/System/Computer",
        "Event/System/Security/@UserID",
    ];

    /// <summary>Path characters kept over all fields; deep hostile structures would else square their size.</summary>
    private const int MostPathChars = 1 << 20;

    private readonly BinXmlItem[] _items;
    private readonly List<EvtxField> _fields = [];
    private readonly List<int> _conditions = [];
    private int _pathChars;

    public EvtxFieldBuilder(BinXmlItem[] items) => _items = items;

    public static int[] FindSystemFields(ReadOnlySpan<EvtxField> fields)
    {
        int[] found = new int[SystemPaths.Length];
        Array.Fill(found, -1);
        for (int i = fields.Length - 1; i >= 0; i--)
        {
            int known = Array.IndexOf(SystemPaths, fields[i].Path);
            if (known >= 0)
            {
                found[known] = i;
            }
        }

        return found;
    }

    public EvtxField[] Build()
    {
        int position = 0;
        int unnamed = 0;
        while (position < _items.Length)
        {
            if (_items[position].Kind == BinXmlItemKind.Element)
            {
                AddElement(position, "", ref unnamed);
            }

            position = _items[position].End;
        }

        return [.. _fields];
    }

    private void AddElement(int index, string parentPath, ref int unnamed)
    {
        BinXmlItem element = _items[index];
        bool isRoot = parentPath.Length == 0;
        string path = isRoot ? element.Text : $"{parentPath}/{element.Text}";
        _pathChars += path.Length;
        if (_pathChars > MostPathChars)
        {
            return;
        }

        // The root is never left out, whatever it depends on: a record is never silent.
        bool isConditional = element.Slot >= 0 && !isRoot;
        if (isConditional)
        {
            _conditions.Add(element.Slot);
        }

        EvtxFieldSection section = SectionOf(path);
        string? dataName = null;
        List<BinXmlItem> parts = [];
        bool hasElements = false;
        bool hasAttributes = false;
        int unnamedInside = 0;
        int own = _fields.Count;
        for (int i = index + 1; i < element.End; i = _items[i].End)
        {
            BinXmlItem item = _items[i];
            switch (item.Kind)
            {
                case BinXmlItemKind.Element:
                    hasElements = true;
                    AddElement(i, path, ref unnamedInside);
                    break;
                case BinXmlItemKind.Attribute when item.Text.StartsWith("xmlns", StringComparison.Ordinal):
                    break;
                case BinXmlItemKind.Attribute:
                    BinXmlItem[] value = _items[(i + 1)..item.End];
                    if (item.Text == "Name" && element.Text == "Data"
                        && Array.TrueForAll(value, static part => part.Kind == BinXmlItemKind.Text))
                    {
                        dataName = string.Concat(value.Select(static part => part.Text));
                        break;
                    }

                    hasAttributes = true;
                    AddField($"{element.Text}_{item.Text}", $"{path}/@{item.Text}", section, -1, value);
                    break;
                case BinXmlItemKind.Instruction:
                    break;
                default:
                    parts.Add(item);
                    break;
            }
        }

        bool isEmptyLeaf = parts.Count == 0 && !hasElements && !hasAttributes
            && section is EvtxFieldSection.EventData or EvtxFieldSection.UserData && parentPath.Contains('/', StringComparison.Ordinal);
        if (parts.Count > 0 || isEmptyLeaf)
        {
            int position = element.Text == "Data" && dataName is null ? unnamed++ : -1;
            AddField(dataName ?? element.Text, path, section, position, [.. parts], own);
        }

        if (isConditional)
        {
            _conditions.RemoveAt(_conditions.Count - 1);
        }
    }

    private void AddField(
        string name, string path, EvtxFieldSection section, int position, BinXmlItem[] parts, int at = -1)
    {
        EvtxField field = new(name, path, section, position, parts, [.. _conditions]);
        _fields.Insert(at < 0 ? _fields.Count : at, field);
    }

    private static EvtxFieldSection SectionOf(string path)
    {
        if (!path.StartsWith("Event/", StringComparison.Ordinal))
        {
            return EvtxFieldSection.Other;
        }

        int end = path.IndexOf('/', 6);
        return (end < 0 ? path[6..] : path[6..end]) switch
        {
            "System" => EvtxFieldSection.System,
            "EventData" => EvtxFieldSection.EventData,
            "UserData" => EvtxFieldSection.UserData,
            "RenderingInfo" => EvtxFieldSection.RenderingInfo,
            _ => EvtxFieldSection.Other,
        };
    }
}
