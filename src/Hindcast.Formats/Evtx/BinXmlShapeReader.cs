using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Reads a stretch of binary XML once and writes its shape. In a template definition values are constants and
/// substitutions are slots; in a record's own fragment the values that are data become slots themselves. The shape is
/// well formed whatever the bytes: after the first fault all open elements are closed.
/// Source: MS-EVEN6 2.2.12 and 3.1.4.7; the on-disk differences (names by chunk offset, sizes) as seen in files.
/// </summary>
internal ref struct BinXmlShapeReader
{
    private const string UnreadableName = "_unreadable";

    private readonly ReadOnlySpan<byte> _chunk;
    private readonly ShapeBuffer _shape;
    private readonly SlotList? _slots;
    private readonly List<SkeletonMark>? _marks;
    private readonly int _firstSlot;
    private int _position;
    private int _end;
    private int _depth;
    private bool _inStartTag;
    private bool _inAttribute;
    private bool _isConstantAttribute;

    /// <summary>Reads a template definition.</summary>
    public BinXmlShapeReader(ReadOnlySpan<byte> chunk, ShapeBuffer shape, List<SkeletonMark> marks)
    {
        _chunk = chunk;
        _shape = shape;
        _marks = marks;
    }

    /// <summary>Reads a record's own fragment; its values are added to the slots.</summary>
    public BinXmlShapeReader(ReadOnlySpan<byte> chunk, ShapeBuffer shape, SlotList slots)
    {
        _chunk = chunk;
        _shape = shape;
        _slots = slots;
        _firstSlot = slots.Count;
    }

    /// <summary>The first fault.</summary>
    public BinXmlFault Fault { get; private set; }

    /// <summary>Offset of the first name that could not be read; -1 when all could.</summary>
    public int UnreadableNameOffset { get; private set; } = -1;

    /// <summary>Offset of the first name whose hash does not fit; -1 when all do.</summary>
    public int DoubtfulNameOffset { get; private set; } = -1;

    /// <summary>Names that could not be read.</summary>
    public int UnreadableNames { get; private set; }

    private readonly bool IsDefinition => _slots is null;

    /// <summary>Reads from start to end (offsets in the chunk) or to the end token.</summary>
    public void Read(int start, int end)
    {
        _position = start;
        _end = end;
        bool more = true;
        while (more && Fault.IsNone && _position < _end)
        {
            if (_shape.IsTooLarge)
            {
                Fail(BinXmlFaultKind.TooLarge, ShapeBuffer.LargestChars);
                break;
            }

            more = ReadToken();
        }

        if (Fault.IsNone && (_inStartTag || _depth > 0))
        {
            Fail(BinXmlFaultKind.Truncated, 0);
        }

        CloseAll();
    }

    private bool ReadToken()
    {
        byte token = _chunk[_position];
        bool hasMore = (token & BinXmlToken.More) != 0;
        switch (token)
        {
            case BinXmlToken.EndOfFragment:
                return false;
            case BinXmlToken.FragmentHeader:
                Need(4, 4);
                break;
            case BinXmlToken.OpenStartElement:
            case BinXmlToken.OpenStartElement | BinXmlToken.More:
                ReadElement(hasMore);
                break;
            case BinXmlToken.Attribute when _inStartTag:
            case BinXmlToken.Attribute | BinXmlToken.More when _inStartTag:
                ReadAttribute();
                break;
            case BinXmlToken.CloseStartElement when _inStartTag:
                _position++;
                _inStartTag = false;
                _inAttribute = false;
                _depth++;
                _shape.Add(ShapeOp.Content);
                break;
            case BinXmlToken.CloseEmptyElement when _inStartTag:
                _position++;
                _inStartTag = false;
                _inAttribute = false;
                _shape.Add(ShapeOp.Empty);
                break;
            case BinXmlToken.EndElement when !_inStartTag && _depth > 0:
                _position++;
                _depth--;
                _shape.Add(ShapeOp.End);
                break;
            case BinXmlToken.Value when MayHoldText:
            case BinXmlToken.Value | BinXmlToken.More when MayHoldText:
                ReadValue();
                break;
            case BinXmlToken.CData when MayHoldText:
            case BinXmlToken.CData | BinXmlToken.More when MayHoldText:
                ReadCountedText(ShapeOp.CData);
                break;
            case BinXmlToken.CharacterReference when MayHoldText:
            case BinXmlToken.CharacterReference | BinXmlToken.More when MayHoldText:
                if (Need(3, 3))
                {
                    _shape.Add(ShapeOp.CharacterReference);
                    _shape.Add((char)UInt16At(_position - 2));
                }

                break;
            case BinXmlToken.EntityReference when MayHoldText:
            case BinXmlToken.EntityReference | BinXmlToken.More when MayHoldText:
                if (Need(1, 1))
                {
                    _shape.Add(ShapeOp.EntityReference);
                    ReadName();
                }

                break;
            case BinXmlToken.InstructionTarget when !_inStartTag:
                if (Need(1, 1))
                {
                    _shape.Add(ShapeOp.InstructionTarget);
                    ReadName();
                }

                break;
            case BinXmlToken.InstructionText when !_inStartTag:
                ReadCountedText(ShapeOp.InstructionText);
                break;
            case BinXmlToken.NormalSubstitution when MayHoldText && IsDefinition:
            case BinXmlToken.OptionalSubstitution when MayHoldText && IsDefinition:
                if (Need(4, 4))
                {
                    _shape.Add(token == BinXmlToken.NormalSubstitution ? ShapeOp.Slot : ShapeOp.OptionalSlot);
                    _shape.Add((char)UInt16At(_position - 3));
                }

                break;
            case BinXmlToken.TemplateInstance when !_inStartTag:
                ReadInstance();
                break;
            default:
                bool isKnown = (token & ~BinXmlToken.More) <= BinXmlToken.FragmentHeader;
                Fail(isKnown ? BinXmlFaultKind.MisplacedToken : BinXmlFaultKind.UnknownToken, token);
                break;
        }

        return true;
    }

    /// <summary>Text may stand in an attribute's value, in an element's content and, in a record, beside elements.</summary>
    private readonly bool MayHoldText => _inStartTag ? _inAttribute : _depth > 0;

    private void ReadElement(bool hasAttributes)
    {
        if (_inStartTag)
        {
            Fail(BinXmlFaultKind.MisplacedToken, _chunk[_position]);
            return;
        }

        if (_depth >= EvtxFormat.DeepestElement)
        {
            Fail(BinXmlFaultKind.TooDeep, EvtxFormat.DeepestElement);
            return;
        }

        // Only definitions have the dependency: the value without which the element is left out.
        int head = IsDefinition ? 7 : 5;
        if (!Need(head, head))
        {
            return;
        }

        char dependency = IsDefinition ? (char)UInt16At(_position - 6) : '\uFFFF';
        _marks?.Add(new(_position - 4, 4, -1, 0));
        _shape.Add(ShapeOp.Element);
        _shape.Add(dependency);
        ReadName();
        _inStartTag = true;
        _inAttribute = false;
        if (hasAttributes && Need(4, 4))
        {
            _marks?.Add(new(_position - 4, 4, -1, 0));
        }
    }

    private void ReadAttribute()
    {
        _position++;
        _shape.Add(ShapeOp.Attribute);
        int nameStart = _shape.Length + 1;
        ReadName();
        _inAttribute = true;

        // In a record's own fragment these belong to the structure: the field's name, and namespaces.
        ReadOnlySpan<char> name = _shape.Written[nameStart..];
        _isConstantAttribute = name is "Name" || name.StartsWith("xmlns", StringComparison.Ordinal);
    }

    private void ReadValue()
    {
        if (!Need(2, 2))
        {
            return;
        }

        byte type = _chunk[_position - 1];
        int size;
        if (type is EvtxFormat.StringType)
        {
            if (!Need(2, 2))
            {
                return;
            }

            size = UInt16At(_position - 2) * 2;
        }
        else if (EvtxFormat.FixedSizes[type] is > 0 and < 255 and byte fixedSize)
        {
            size = fixedSize;
        }
        else if (EvtxFormat.FixedSizes[type] == 255)
        {
            _position--;
            Fail(BinXmlFaultKind.UnknownValueType, type);
            return;
        }
        else if (type == EvtxFormat.NullType)
        {
            return;
        }
        else
        {
            if (!Need(2, 2))
            {
                return;
            }

            size = UInt16At(_position - 2);
        }

        int start = _position;
        if (!Need(size, size))
        {
            return;
        }

        bool isConstant = IsDefinition || (_inAttribute && _isConstantAttribute) || size > ushort.MaxValue;
        if (!isConstant)
        {
            AddSlot(start, size, type);
        }
        else if (type == EvtxFormat.StringType)
        {
            _shape.Add(ShapeOp.Text);
            _shape.AddCounted(TextAt(start, size / 2));
        }
        else
        {
            _shape.Add(ShapeOp.Constant);
            _shape.Add((char)type);
            _shape.Add((char)size);
            foreach (byte b in _chunk.Slice(start, size))
            {
                _shape.Add((char)b);
            }
        }
    }

    private void ReadCountedText(char op)
    {
        if (Need(3, 3))
        {
            int length = UInt16At(_position - 2);
            int start = _position;
            if (Need(length * 2, length * 2))
            {
                _shape.Add(op);
                _shape.AddCounted(TextAt(start, length));
            }
        }
    }

    /// <summary>A template instance among elements: kept as one nested value, opened like any other.</summary>
    private void ReadInstance()
    {
        if (IsDefinition)
        {
            Fail(BinXmlFaultKind.InstanceInDefinition, 0);
            return;
        }

        int start = _position;
        int end = InstanceEnd(_chunk, start, _end);
        if (end < 0)
        {
            Fail(BinXmlFaultKind.Truncated, 0);
            return;
        }

        _position = end;
        AddSlot(start, Math.Min(end - start, ushort.MaxValue), EvtxFormat.BinXmlType);
    }

    /// <summary>Where the template instance at an offset ends; -1 when it does not fit.</summary>
    public static int InstanceEnd(ReadOnlySpan<byte> chunk, int start, int end)
    {
        long position = start + EvtxFormat.InstanceHeaderBytes;
        if (position + 4 > end)
        {
            return -1;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(chunk[(start + 6)..]) == position)
        {
            if (position + EvtxFormat.TemplateHeaderBytes > end)
            {
                return -1;
            }

            position += EvtxFormat.TemplateHeaderBytes
                + BinaryPrimitives.ReadUInt32LittleEndian(chunk[(int)(position + 20)..]);
            if (position + 4 > end)
            {
                return -1;
            }
        }

        long count = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(int)position..]);
        position += 4;
        if (position + (count * 4) > end)
        {
            return -1;
        }

        long values = position + (count * 4);
        for (int i = 0; i < count; i++)
        {
            values += BinaryPrimitives.ReadUInt16LittleEndian(chunk[(int)(position + (i * 4))..]);
        }

        return values > end ? -1 : (int)values;
    }

    private void AddSlot(int start, int size, byte type)
    {
        int index = _slots!.Count - _firstSlot;
        if (index >= ushort.MaxValue)
        {
            Fail(BinXmlFaultKind.TooLarge, ushort.MaxValue);
            return;
        }

        _slots.Add(start, size, type);
        _shape.Add(ShapeOp.Slot);
        _shape.Add((char)index);
    }

    /// <summary>Reads a name by its chunk offset and steps over it where it stands in line.</summary>
    private void ReadName()
    {
        int field = _position;
        if (!Need(4, 4))
        {
            _shape.AddCounted(UnreadableName);
            return;
        }

        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(_chunk[field..]);
        bool isInline = offset == (uint)_position;
        if (offset < EvtxFormat.ChunkHeaderBytes || offset + 8L > _chunk.Length
            || offset + 8 + (UInt16At((int)offset + 6) * 2L) > _chunk.Length)
        {
            UnreadableNames++;
            UnreadableNameOffset = UnreadableNameOffset < 0 ? field : UnreadableNameOffset;
            _marks?.Add(new(field, 4, _shape.Length + 1, UnreadableName.Length));
            _shape.AddCounted(UnreadableName);
            return;
        }

        int length = UInt16At((int)offset + 6);
        ReadOnlySpan<char> name = TextAt((int)offset + 8, length);
        if (DoubtfulNameOffset < 0 && NameHash(name) != UInt16At((int)offset + 4))
        {
            DoubtfulNameOffset = (int)offset;
        }

        int inlineBytes = 10 + (length * 2);
        _marks?.Add(new(field, 4 + (isInline ? inlineBytes : 0), _shape.Length + 1, length));
        _shape.AddCounted(name);
        if (isInline)
        {
            Need(inlineBytes, inlineBytes);
        }
    }

    /// <summary>The hash that the string table keeps of a name: base 65599, the low 16 bits.</summary>
    public static ushort NameHash(ReadOnlySpan<char> name)
    {
        uint hash = 0;
        foreach (char c in name)
        {
            hash = (hash * 65599) + c;
        }

        return (ushort)hash;
    }

    private readonly ushort UInt16At(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_chunk[offset..]);

    private readonly ReadOnlySpan<char> TextAt(int offset, int length) =>
        MemoryMarshal.Cast<byte, char>(_chunk.Slice(offset, length * 2));

    /// <summary>Steps over bytes if they are there; a fault if not.</summary>
    private bool Need(int bytes, int step)
    {
        if (_end - _position < bytes)
        {
            Fail(BinXmlFaultKind.Truncated, 0);
            return false;
        }

        _position += step;
        return true;
    }

    private void Fail(BinXmlFaultKind kind, uint found)
    {
        if (Fault.IsNone)
        {
            Fault = new(kind, _position, found);
        }
    }

    private void CloseAll()
    {
        if (_inStartTag)
        {
            _shape.Add(ShapeOp.Empty);
            _inStartTag = false;
        }

        for (; _depth > 0; _depth--)
        {
            _shape.Add(ShapeOp.End);
        }
    }
}
