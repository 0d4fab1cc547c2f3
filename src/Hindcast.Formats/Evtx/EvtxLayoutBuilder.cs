using System.Globalization;

namespace Hindcast.Formats.Evtx;

/// <summary>Makes the layout at the end of a path: the shapes of nested templates put into each other.</summary>
internal sealed class EvtxLayoutBuilder
{
    private const int MostItems = 1 << 15;
    private const int MostTextChars = 1 << 20;
    private const int DeepestElement = 256;

    private readonly EvtxLayoutNode _leaf;
    private readonly Dictionary<int, EvtxLayoutNode> _nested = [];
    private readonly List<BinXmlItem> _items = [];
    private readonly Stack<int> _open = [];
    private int _textChars;
    private int _missingValues;
    private bool _isCut;

    public EvtxLayoutBuilder(EvtxLayoutNode leaf) => _leaf = leaf;

    public EvtxLayout Build()
    {
        EvtxLayoutNode root = _leaf;
        for (EvtxLayoutNode node = _leaf; node.Parent is not null; node = root)
        {
            _nested.TryAdd(node.ParentSlot, node);
            root = node.Parent;
        }

        Add(root, 0, 0);
        while (_open.Count > 0)
        {
            Close();
        }

        int ordinal = _leaf.IsShared ? _leaf.Template.Owner.NextLayoutOrdinal() : -1;
        return new EvtxLayout(ordinal, [.. _items], _leaf.FirstSlot + _leaf.Count, _missingValues, _isCut);
    }

    private void Add(EvtxLayoutNode node, int depth, int openBefore)
    {
        ReadOnlySpan<char> shape = node.Template.Shape;
        while (shape.Length > 0)
        {
            if (_items.Count >= MostItems || _textChars >= MostTextChars)
            {
                _isCut = true;
                return;
            }

            char op = shape[0];
            switch (op)
            {
                case ShapeOp.Element:
                    int dependency = shape[1] < node.Count ? node.FirstSlot + shape[1] : -1;
                    shape = shape[2..];
                    if (depth + _open.Count >= DeepestElement)
                    {
                        _isCut = true;
                        return;
                    }

                    Open(BinXmlItemKind.Element, TakeText(ref shape), dependency);
                    break;
                case ShapeOp.Attribute:
                    CloseAttribute();
                    shape = shape[1..];
                    Open(BinXmlItemKind.Attribute, TakeText(ref shape), -1);
                    break;
                case ShapeOp.Content:
                    CloseAttribute();
                    shape = shape[1..];
                    break;
                case ShapeOp.Empty:
                    CloseAttribute();
                    MarkEmptyTag();
                    Close();
                    shape = shape[1..];
                    break;
                case ShapeOp.End:
                    Close();
                    shape = shape[1..];
                    break;
                case ShapeOp.Text:
                    shape = shape[1..];
                    Leaf(BinXmlItemKind.Text, TakeText(ref shape));
                    break;
                case ShapeOp.CData:
                    shape = shape[1..];
                    Leaf(BinXmlItemKind.CData, TakeText(ref shape));
                    break;
                case ShapeOp.Constant:
                    int size = shape[2];
                    Leaf(BinXmlItemKind.Text, ConstantText((byte)shape[1], shape.Slice(3, size)));
                    shape = shape[(3 + size)..];
                    break;
                case ShapeOp.CharacterReference:
                    Leaf(BinXmlItemKind.Text, shape[1].ToString());
                    shape = shape[2..];
                    break;
                case ShapeOp.EntityReference:
                    shape = shape[1..];
                    Leaf(BinXmlItemKind.Text, EntityText(TakeText(ref shape)));
                    break;
                case ShapeOp.InstructionTarget:
                    shape = shape[1..];
                    Leaf(BinXmlItemKind.Instruction, TakeText(ref shape));
                    break;
                case ShapeOp.InstructionText:
                    shape = shape[1..];
                    AddInstructionText(TakeText(ref shape));
                    break;
                default:
                    AddSlot(node, shape[1], op == ShapeOp.OptionalSlot, depth, openBefore);
                    shape = shape[2..];
                    break;
            }
        }
    }

    private void AddSlot(EvtxLayoutNode node, int index, bool isOptional, int depth, int openBefore)
    {
        if (index >= node.Count)
        {
            _missingValues++;
            return;
        }

        int slot = node.FirstSlot + index;
        bool inAttribute = _open.Count > openBefore && _items[_open.Peek()].Kind == BinXmlItemKind.Attribute;
        if (!inAttribute && depth < EvtxFormat.DeepestNesting && _nested.TryGetValue(slot, out EvtxLayoutNode? nested))
        {
            int before = _open.Count;
            Add(nested, depth + 1, before);
            while (_open.Count > before)
            {
                Close();
            }

            return;
        }

        _items.Add(new() { Kind = BinXmlItemKind.Slot, Text = "", Slot = slot, IsOptional = isOptional, End = _items.Count + 1 });
    }

    private void Open(BinXmlItemKind kind, string name, int dependency)
    {
        _open.Push(_items.Count);
        _items.Add(new() { Kind = kind, Text = name, Slot = dependency });
    }

    private void Close()
    {
        int index = _open.Pop();
        BinXmlItem item = _items[index];
        item.End = _items.Count;
        _items[index] = item;
    }

    private void CloseAttribute()
    {
        if (_open.Count > 0 && _items[_open.Peek()].Kind == BinXmlItemKind.Attribute)
        {
            Close();
        }
    }

    private void MarkEmptyTag()
    {
        BinXmlItem item = _items[_open.Peek()];
        item.IsEmptyTag = true;
        _items[_open.Peek()] = item;
    }

    private void Leaf(BinXmlItemKind kind, string text) =>
        _items.Add(new() { Kind = kind, Text = text, Slot = -1, End = _items.Count + 1 });

    private void AddInstructionText(string text)
    {
        if (_items.Count > 0 && _items[^1].Kind == BinXmlItemKind.Instruction)
        {
            BinXmlItem item = _items[^1];
            item.More = text;
            _items[^1] = item;
        }
        else
        {
            Leaf(BinXmlItemKind.Text, text);
        }
    }

    private string TakeText(ref ReadOnlySpan<char> shape)
    {
        int length = shape[0];
        string text = shape.Slice(1, length).ToString();
        shape = shape[(1 + length)..];
        _textChars += length;
        return text;
    }

    private static string ConstantText(byte type, ReadOnlySpan<char> bytes)
    {
        byte[] raw = new byte[bytes.Length];
        for (int i = 0; i < raw.Length; i++)
        {
            raw[i] = (byte)bytes[i];
        }

        return new EvtxValue((EvtxValueType)type, raw).ToString();
    }

    private static string EntityText(string name) => name switch
    {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => string.Create(CultureInfo.InvariantCulture, $"&{name};"),
    };
}
