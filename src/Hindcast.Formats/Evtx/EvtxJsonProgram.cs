namespace Hindcast.Formats.Evtx;

/// <summary>
/// A layout's JSON: elements are members, attributes stand in <c>#attributes</c>, text beside them in <c>#text</c>, named
/// Data items are members of their parent by name and unnamed ones one array <c>Data</c>. Immutable.
/// </summary>
internal sealed class EvtxJsonProgram
{
    private static readonly byte[] TextKey = ",\"#text\":"u8.ToArray();

    private readonly BinXmlItem[] _items;
    private readonly JsonElement[] _roots;

    public EvtxJsonProgram(BinXmlItem[] items)
    {
        _items = items;
        List<JsonElement> roots = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        for (int i = 0; i < items.Length; i = items[i].End)
        {
            if (items[i].Kind == BinXmlItemKind.Element)
            {
                roots.Add(Make(i, keys, isRoot: true));
            }
        }

        _roots = [.. roots];
    }

    /// <summary>Writes the record's JSON object, without a line end.</summary>
    public void Write(EvtxRecord record, EvtxTextBuffer to)
    {
        to.Add((byte)'{');
        WriteMembers(record, to, _roots);
        to.Add((byte)'}');
    }

    private static void WriteMembers(EvtxRecord record, EvtxTextBuffer to, JsonElement[] elements)
    {
        foreach (JsonElement element in elements)
        {
            if (to.IsCut || IsAbsent(record, element))
            {
                continue;
            }

            WriteKey(to, element.Key);
            if (element.Unnamed is null)
            {
                WriteElement(record, to, element);
            }
            else
            {
                WriteUnnamed(record, to, element.Unnamed);
            }
        }
    }

    private static bool IsAbsent(EvtxRecord record, JsonElement element) =>
        element.Condition >= 0 && SlotList.TypeOf(record.Slots.Items[element.Condition]) == EvtxFormat.NullType;

    private static void WriteKey(EvtxTextBuffer to, byte[] key)
    {
        // Keys start with the comma that the first member does not need.
        to.Add(to.Last == (byte)'{' ? key.AsSpan(1) : key);
    }

    private static void WriteElement(EvtxRecord record, EvtxTextBuffer to, JsonElement element)
    {
        if (element.Attributes.Length == 0 && element.Children.Length == 0)
        {
            WriteParts(record, to, element.Parts);
            return;
        }

        bool hasAttributes = false;
        foreach (JsonAttribute attribute in element.Attributes)
        {
            hasAttributes |= !IsAbsent(record, attribute);
        }

        if (!hasAttributes && element.Children.Length == 0)
        {
            WriteParts(record, to, element.Parts);
            return;
        }

        to.Add((byte)'{');
        if (hasAttributes)
        {
            to.Add("\"#attributes\":{"u8);
            foreach (JsonAttribute attribute in element.Attributes)
            {
                if (!IsAbsent(record, attribute))
                {
                    WriteKey(to, attribute.Key);
                    WriteParts(record, to, attribute.Parts);
                }
            }

            to.Add((byte)'}');
        }

        if (element.Parts.Length > 0)
        {
            WriteKey(to, TextKey);
            WriteParts(record, to, element.Parts);
        }

        WriteMembers(record, to, element.Children);
        to.Add((byte)'}');
    }

    private static bool IsAbsent(EvtxRecord record, JsonAttribute attribute) =>
        attribute.Optional >= 0 && SlotList.TypeOf(record.Slots.Items[attribute.Optional]) == EvtxFormat.NullType;

    private static void WriteUnnamed(EvtxRecord record, EvtxTextBuffer to, JsonElement[] items)
    {
        to.Add((byte)'[');
        bool isFirst = true;
        foreach (JsonElement item in items)
        {
            if (to.IsCut || IsAbsent(record, item))
            {
                continue;
            }

            if (item.Children.Length == 0 && item.Attributes.Length == 0 && item.Parts is [{ Kind: BinXmlItemKind.Slot } only]
                && record.GetSlot(only.Slot) is { IsArray: true } array)
            {
                foreach (EvtxValue one in array.Items)
                {
                    WriteComma(to, ref isFirst);
                    WriteValue(to, one);
                }

                continue;
            }

            WriteComma(to, ref isFirst);
            WriteElement(record, to, item);
        }

        to.Add((byte)']');
    }

    private static void WriteComma(EvtxTextBuffer to, ref bool isFirst)
    {
        if (!isFirst)
        {
            to.Add((byte)',');
        }

        isFirst = false;
    }

    private static void WriteParts(EvtxRecord record, EvtxTextBuffer to, BinXmlItem[] parts)
    {
        if (parts.Length == 0)
        {
            to.Add("null"u8);
            return;
        }

        if (parts.Length == 1 && parts[0].Kind == BinXmlItemKind.Slot)
        {
            WriteValue(to, record.GetSlot(parts[0].Slot));
            return;
        }

        to.Add((byte)'"');
        foreach (BinXmlItem part in parts)
        {
            if (part.Kind == BinXmlItemKind.Slot)
            {
                EvtxTextForm.Add(to, record.GetSlot(part.Slot), isXml: false);
            }
            else
            {
                to.AddJson(part.Text);
            }
        }

        to.Add((byte)'"');
    }

    private static void WriteValue(EvtxTextBuffer to, EvtxValue value)
    {
        if (value.TryGetText(out ReadOnlySpan<char> text))
        {
            to.Add((byte)'"');
            to.AddJson(text);
            to.Add((byte)'"');
            return;
        }

        if (value.IsArray)
        {
            WriteArray(to, value);
            return;
        }

        if (value.IsNull)
        {
            to.Add("null"u8);
            return;
        }

        if (IsBare(value))
        {
            EvtxTextForm.Add(to, value, isXml: false);
            return;
        }

        to.Add((byte)'"');
        EvtxTextForm.Add(to, value, isXml: false);
        to.Add((byte)'"');
    }

    private static void WriteArray(EvtxTextBuffer to, EvtxValue value)
    {
        to.Add((byte)'[');
        bool isFirst = true;
        foreach (EvtxValue item in value.Items)
        {
            if (to.IsCut)
            {
                break;
            }

            WriteComma(to, ref isFirst);
            WriteValue(to, item);
        }

        to.Add((byte)']');
    }

    /// <summary>Numbers and truth values that JSON writes without quotes.</summary>
    private static bool IsBare(EvtxValue value)
    {
        if (value.Bytes.Length == 0 || EvtxFormat.FixedSizes[(byte)value.Type] != value.Bytes.Length)
        {
            return false;
        }

        return value.Type switch
        {
            >= EvtxValueType.Int8 and <= EvtxValueType.UInt64 or EvtxValueType.Bool => true,
            EvtxValueType.Real32 => float.IsFinite(System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(value.Bytes)),
            EvtxValueType.Real64 => double.IsFinite(System.Buffers.Binary.BinaryPrimitives.ReadDoubleLittleEndian(value.Bytes)),
            _ => false,
        };
    }

    private JsonElement Make(int index, HashSet<string> keysInParent, bool isRoot = false)
    {
        BinXmlItem element = _items[index];
        List<JsonAttribute> attributes = [];
        List<BinXmlItem> parts = [];
        List<JsonElement> children = [];
        List<JsonElement> unnamed = [];
        HashSet<string> keys = new(StringComparer.Ordinal) { "#attributes", "#text" };
        HashSet<string> attributeKeys = new(StringComparer.Ordinal);
        string name = element.Text;
        for (int i = index + 1; i < element.End; i = _items[i].End)
        {
            BinXmlItem item = _items[i];
            switch (item.Kind)
            {
                case BinXmlItemKind.Element when IsUnnamedData(i):
                    if (unnamed.Count == 0)
                    {
                        children.Add(new() { Key = KeyBytes("Data", keys), Unnamed = [] });
                    }

                    unnamed.Add(Make(i, new(StringComparer.Ordinal)));
                    break;
                case BinXmlItemKind.Element:
                    children.Add(Make(i, keys));
                    break;
                case BinXmlItemKind.Attribute when element.Text == "Data" && item.Text == "Name" && ConstantOf(i) is { } constant:
                    name = constant;
                    break;
                case BinXmlItemKind.Attribute:
                    attributes.Add(MakeAttribute(i, attributeKeys));
                    break;
                case BinXmlItemKind.Instruction:
                    break;
                default:
                    parts.Add(item);
                    break;
            }
        }

        if (unnamed.Count > 0)
        {
            children.Find(static child => child.Unnamed is not null)!.Unnamed = [.. unnamed];
        }

        return new()
        {
            Key = KeyBytes(name, keysInParent),
            Condition = isRoot ? -1 : element.Slot,
            Attributes = [.. attributes],
            Parts = [.. parts],
            Children = [.. children],
        };
    }

    private JsonAttribute MakeAttribute(int index, HashSet<string> keys)
    {
        BinXmlItem[] parts = _items[(index + 1).._items[index].End];
        return new(
            KeyBytes(_items[index].Text, keys), parts,
            parts is [{ Kind: BinXmlItemKind.Slot, IsOptional: true } only] ? only.Slot : -1);
    }

    private bool IsUnnamedData(int index)
    {
        if (_items[index].Text != "Data")
        {
            return false;
        }

        for (int i = index + 1; i < _items[index].End && _items[i].Kind == BinXmlItemKind.Attribute; i = _items[i].End)
        {
            if (_items[i].Text == "Name" && ConstantOf(i) is not null)
            {
                return false;
            }
        }

        return true;
    }

    private string? ConstantOf(int attribute)
    {
        BinXmlItem[] parts = _items[(attribute + 1).._items[attribute].End];
        return parts.Length > 0 && Array.TrueForAll(parts, static part => part.Kind == BinXmlItemKind.Text)
            ? string.Concat(parts.Select(static part => part.Text))
            : null;
    }

    /// <summary>The member's name, made unique among its siblings with _1, _2, ...</summary>
    private static byte[] KeyBytes(string name, HashSet<string> used)
    {
        string unique = name;
        for (int i = 1; !used.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        EvtxTextBuffer key = new(64);
        key.Add(",\""u8);
        key.AddJson(unique);
        key.Add("\":"u8);
        return key.Written.ToArray();
    }

    private readonly record struct JsonAttribute(byte[] Key, BinXmlItem[] Parts, int Optional);

    private sealed class JsonElement
    {
        public byte[] Key = [];
        public int Condition = -1;
        public JsonAttribute[] Attributes = [];
        public BinXmlItem[] Parts = [];
        public JsonElement[] Children = [];
        public JsonElement[]? Unnamed;
    }
}
