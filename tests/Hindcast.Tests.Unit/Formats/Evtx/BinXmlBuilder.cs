using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>Writes binary XML into a chunk, token by token.</summary>
internal sealed class BinXmlBuilder
{
    private readonly byte[] _bytes;
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<string, int> _templates = [];
    private bool _isDefinition;

    public BinXmlBuilder(byte[] bytes) => _bytes = bytes;

    public int Position { get; set; } = 512;

    public static Value Null => new(0, static xml => { });

    public static Value Text(string text) => Raw(1, MemoryMarshal.AsBytes(text.AsSpan()).ToArray());

    public static Value UInt16(ushort value) => Raw(6, BitConverter.GetBytes(value));

    public static Value UInt32(uint value) => Raw(8, BitConverter.GetBytes(value));

    public static Value UInt64(ulong value) => Raw(0x0A, BitConverter.GetBytes(value));

    public static Value Hex64(ulong value) => Raw(0x15, BitConverter.GetBytes(value));

    public static Value FileTime(long value) => Raw(0x11, BitConverter.GetBytes(value));

    public static Value Texts(params string[] items) =>
        Raw(0x81, MemoryMarshal.AsBytes((string.Join('\0', items) + "\0").AsSpan()).ToArray());

    public static Value Nested(Action<BinXmlBuilder> write) => new(0x21, write);

    public static Value Raw(byte type, params byte[] bytes) => new(type, xml => xml.Bytes(bytes));

    public BinXmlBuilder Bytes(params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(Position));
        Position += bytes.Length;
        return this;
    }

    public BinXmlBuilder UInt16At(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(Position), value);
        Position += 2;
        return this;
    }

    public BinXmlBuilder Int32At(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(Position), value);
        Position += 4;
        return this;
    }

    public BinXmlBuilder Fragment() => Bytes(0x0F, 1, 1, 0);

    public BinXmlBuilder EndOfFragment() => Bytes(0);

    public BinXmlBuilder Open(string name, bool hasAttributes = false, int dependency = 0xFFFF)
    {
        Bytes((byte)(hasAttributes ? 0x41 : 0x01));
        if (_isDefinition)
        {
            UInt16At((ushort)dependency);
        }

        // Readers have no use for the sizes of elements and attribute lists; these are not filled in.
        Int32At(0).Name(name);
        return hasAttributes ? Int32At(0) : this;
    }

    public BinXmlBuilder Attribute(string name) => Bytes(0x06).Name(name);

    public BinXmlBuilder Close() => Bytes(0x02);

    public BinXmlBuilder CloseEmpty() => Bytes(0x03);

    public BinXmlBuilder End() => Bytes(0x04);

    public BinXmlBuilder Constant(string text) =>
        Bytes(0x05, 1).UInt16At((ushort)text.Length).Bytes(MemoryMarshal.AsBytes(text.AsSpan()));

    public BinXmlBuilder CData(string text) =>
        Bytes(0x07).UInt16At((ushort)text.Length).Bytes(MemoryMarshal.AsBytes(text.AsSpan()));

    public BinXmlBuilder Character(char c) => Bytes(0x08).UInt16At(c);

    public BinXmlBuilder Entity(string name) => Bytes(0x09).Name(name);

    public BinXmlBuilder Instruction(string target, string text) => Bytes(0x0A).Name(target)
        .Bytes(0x0B).UInt16At((ushort)text.Length).Bytes(MemoryMarshal.AsBytes(text.AsSpan()));

    public BinXmlBuilder Slot(ushort index, byte type) => Bytes(0x0D).UInt16At(index).Bytes(type);

    public BinXmlBuilder Optional(ushort index, byte type) => Bytes(0x0E).UInt16At(index).Bytes(type);

    /// <summary>A Data element with a name and one value.</summary>
    public BinXmlBuilder Data(string name, ushort index, byte type) =>
        Open("Data", hasAttributes: true).Attribute("Name").Constant(name).Close().Slot(index, type).End();

    /// <summary>A name by its offset; in line the first time.</summary>
    public BinXmlBuilder Name(string name)
    {
        if (_names.TryGetValue(name, out int known))
        {
            return Int32At(known);
        }

        _names[name] = Position + 4;
        Int32At(Position + 4).Int32At(0).UInt16At(Hash(name)).UInt16At((ushort)name.Length);
        return Bytes(MemoryMarshal.AsBytes(name.AsSpan())).UInt16At(0);
    }

    /// <summary>A template instance; the definition in line the first time its key is used.</summary>
    public BinXmlBuilder Instance(string key, Action<BinXmlBuilder> definition, params Value[] values)
    {
        Bytes(0x0C, 1).Int32At(key.Length);
        if (_templates.TryGetValue(key, out int known))
        {
            Int32At(known);
        }
        else
        {
            _templates[key] = Position + 4;
            Int32At(Position + 4).Int32At(0);
            Guid id = new(key.Length, (short)key[0], (short)key[^1], 1, 2, 3, 4, 5, 6, 7, 8);
            Bytes(id.ToByteArray());
            int size = Position;
            Int32At(0).Fragment();
            _isDefinition = true;
            definition(this);
            _isDefinition = false;
            EndOfFragment();
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(size), Position - size - 4);
        }

        Int32At(values.Length);
        int table = Position;
        Position += values.Length * 4;
        for (int i = 0; i < values.Length; i++)
        {
            int start = Position;
            values[i].Write(this);
            BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(table + (i * 4)), (ushort)(Position - start));
            _bytes[table + (i * 4) + 2] = values[i].Type;
        }

        return this;
    }

    private static ushort Hash(string name)
    {
        uint hash = 0;
        foreach (char c in name)
        {
            hash = (hash * 65599) + c;
        }

        return (ushort)hash;
    }

    /// <summary>A value with its type, written where the value table wants it.</summary>
    internal sealed record Value(byte Type, Action<BinXmlBuilder> Write);
}
