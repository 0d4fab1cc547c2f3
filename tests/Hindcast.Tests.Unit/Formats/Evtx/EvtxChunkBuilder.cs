using System.Buffers.Binary;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>Writes one chunk. Names and template definitions are kept once and pointed at, as the log service does.</summary>
internal sealed class EvtxChunkBuilder
{
    public const long FirstTime = 132_592_190_023_700_000;
    public const int SecondTicks = 10_000_000;

    private readonly long _firstId;
    private int _lastRecord = 512;

    public EvtxChunkBuilder(long firstId)
    {
        _firstId = firstId;
        NextId = firstId;
        NextTime = FirstTime + (firstId * SecondTicks);
        Xml = new(Bytes);
    }

    public byte[] Bytes { get; } = new byte[65536];

    public BinXmlBuilder Xml { get; }

    public long NextId { get; set; }

    public long NextTime { get; set; }

    /// <summary>Instead of the true end of the records.</summary>
    public uint? FreeSpaceOffset { get; set; }

    public static uint Crc(ReadOnlySpan<byte> bytes, uint state = ~0u)
    {
        foreach (byte b in bytes)
        {
            state ^= b;
            for (int i = 0; i < 8; i++)
            {
                state = (state >> 1) ^ (0xEDB88320 & (uint)-(int)(state & 1));
            }
        }

        return ~state;
    }

    /// <summary>Computes a chunk's checksums anew, after changing bytes on purpose.</summary>
    public static void Seal(Span<byte> chunk)
    {
        int free = (int)Math.Clamp(BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]), 512, 65536);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc(chunk[512..free]));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], Crc(chunk[128..512], ~Crc(chunk[..120])));
    }

    /// <summary>Writes a record around the body that the action writes.</summary>
    public EvtxChunkBuilder Record(Action<BinXmlBuilder> body)
    {
        int start = Xml.Position;
        _lastRecord = start;
        Xml.Position += 24;
        body(Xml);
        Xml.Position = (Xml.Position + 7) & ~3;
        int size = Xml.Position - start;
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(start), 0x2A2A);
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.AsSpan(start + 4), size);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(start + 8), NextId++);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(start + 16), NextTime);
        NextTime += SecondTicks;
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.AsSpan(start + size - 4), size);
        return this;
    }

    /// <summary>A record of the usual kind: System from one template, EventData nested from another.</summary>
    public EvtxChunkBuilder Usual(string user, int number)
    {
        long id = NextId;
        return Record(xml => xml.Fragment().Instance("system", SystemTemplate,
            BinXmlBuilder.Text("Test-Provider"),
            BinXmlBuilder.UInt16(4242),
            BinXmlBuilder.FileTime(NextTime),
            BinXmlBuilder.UInt64((ulong)id),
            BinXmlBuilder.Text("Test/Operational"),
            BinXmlBuilder.Null,
            BinXmlBuilder.Nested(nested => nested.Fragment().Instance("data", DataTemplate,
                BinXmlBuilder.Text(user),
                BinXmlBuilder.UInt32((uint)number),
                BinXmlBuilder.Hex64(0x3E7),
                BinXmlBuilder.Text("a <b> & \"c\"\u00e9"))))
            .EndOfFragment());
    }

    public static void SystemTemplate(BinXmlBuilder xml) => xml
        .Open("Event", hasAttributes: true).Attribute("xmlns").Constant("urn:test").Close()
        .Open("System").Close()
        .Open("Provider", hasAttributes: true).Attribute("Name").Optional(0, 1).CloseEmpty()
        .Open("EventID").Close().Optional(1, 6).End()
        .Open("TimeCreated", hasAttributes: true).Attribute("SystemTime").Optional(2, 0x11).CloseEmpty()
        .Open("EventRecordID").Close().Optional(3, 0x0A).End()
        .Open("Channel").Close().Optional(4, 1).End()
        .Open("Security", hasAttributes: true).Attribute("UserID").Optional(5, 0x13).CloseEmpty()
        .End()
        .Slot(6, 0x21)
        .End();

    public static void DataTemplate(BinXmlBuilder xml) => xml
        .Open("EventData").Close()
        .Data("User", 0, 1)
        .Data("Number", 1, 8)
        .Data("Logon Id", 2, 0x15)
        .Data("Text", 3, 1)
        .End();

    public byte[] Build()
    {
        "ElfChnk\0"u8.CopyTo(Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(8), _firstId);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(16), NextId - 1);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(24), _firstId);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(32), NextId - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(40), 128);
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.AsSpan(44), _lastRecord);
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(48), FreeSpaceOffset ?? (uint)Xml.Position);
        Seal(Bytes);
        return Bytes;
    }
}
