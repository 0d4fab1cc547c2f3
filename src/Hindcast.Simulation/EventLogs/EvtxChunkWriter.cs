using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hindcast.Simulation.EventLogs;

/// <summary>
/// One chunk of an event log: 64 KiB with its own names and templates ([MS-EVEN6] for the binary XML, libevtx's description for
/// the file). Not thread-safe.
/// </summary>
internal sealed class EvtxChunkWriter
{
    internal const int Bytes = 65536;
    private const int HeaderBytes = 512;
    private const int NameTable = 128;
    private const int TemplateTable = 384;

    private const byte EndOfFragment = 0, Element = 1, ElementWithAttributes = 0x41, CloseStart = 2, End = 4, Text = 5, Attribute = 6, MoreAttributes = 0x46;
    private const byte Template = 0x0C, Substitution = 0x0D, OptionalSubstitution = 0x0E, Fragment = 0x0F;
    private const byte StringType = 1, ByteType = 4, UInt16Type = 6, UInt32Type = 8, UInt64Type = 10, TimeType = 0x11, Hex64Type = 0x15, StringArrayType = 0x81;

    private const int SystemValues = 9;

    private readonly byte[] _chunk = new byte[Bytes];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<EventForm, int> _templates = [];
    private int _at = HeaderBytes;
    private int _lastRecordAt;
    private long _first;
    private long _last;

    internal bool IsEmpty => _at == HeaderBytes;

    /// <summary>Starts a new chunk.</summary>
    internal void Clear()
    {
        Array.Clear(_chunk);
        _names.Clear();
        _templates.Clear();
        _at = HeaderBytes;
        _first = 0;
    }

    /// <summary>Adds a record.</summary>
    /// <returns>Its offset in the chunk, or -1 when the chunk has no room for it.</returns>
    internal int Add(EventEntry entry, string channel, string computer, long number, uint process, uint thread)
    {
        // A guess that is never too small: the template at its largest and the values in UTF-16.
        int need = 3500 + (entry.Form.Names.Sum(n => n.Length + 60) * 2) + (entry.Values.Sum(v => v.Length + 4) * 2);
        if (_at + need > Bytes)
        {
            return IsEmpty ? throw new ArgumentException("the event is larger than a chunk") : -1;
        }

        int start = _at;
        long fileTime = entry.Ticks - new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        UInt32(0x00002A2A);
        UInt32(0);
        UInt64((ulong)number);
        UInt64((ulong)fileTime);
        Byte(Fragment, 1, 1, 0);
        Instance(entry.Form, channel);
        Values(entry, computer, number, fileTime, process, thread);
        Byte(EndOfFragment);
        while ((_at - start + 4) % 8 != 0)
        {
            Byte(0);
        }

        uint size = (uint)(_at + 4 - start);
        UInt32(size);
        Put32(start + 4, size);
        _lastRecordAt = start;
        _last = number;
        _first = _first == 0 ? number : _first;
        return start;
    }

    /// <summary>Fills in header and checksums.</summary>
    internal ReadOnlySpan<byte> Finish()
    {
        "ElfChnk\0"u8.CopyTo(_chunk);
        Put64(8, _first);
        Put64(16, _last);
        Put64(24, _first);
        Put64(32, _last);
        Put32(40, 128);
        Put32(44, (uint)_lastRecordAt);
        Put32(48, (uint)_at);
        Put32(52, EventChecksum.Of(_chunk.AsSpan(HeaderBytes, _at - HeaderBytes)));
        Put32(124, EventChecksum.Of(_chunk.AsSpan(0, 120), _chunk.AsSpan(128, HeaderBytes - 128)));
        return _chunk;
    }

    private void Instance(EventForm form, string channel)
    {
        Guid id = TemplateId(form);
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        uint shortId = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        Byte(Template, 1);
        UInt32(shortId);
        bool known = _templates.TryGetValue(form, out int definition);
        UInt32((uint)(known ? definition : _at + 4));
        if (known)
        {
            return;
        }

        definition = _at;
        _templates[form] = definition;

        // Definitions of one slot form a chain, the newest first.
        int slot = TemplateTable + (int)(shortId % 32 * 4);
        uint next = BinaryPrimitives.ReadUInt32LittleEndian(_chunk.AsSpan(slot));
        Put32(slot, (uint)definition);
        UInt32(next);
        bytes.CopyTo(_chunk.AsSpan(_at));
        _at += 16;
        int sizeAt = _at;
        UInt32(0);
        Byte(Fragment, 1, 1, 0);
        Event(form, channel);
        Byte(EndOfFragment);
        Put32(sizeAt, (uint)(_at - sizeAt - 4));
    }

    private void Event(EventForm form, string channel) => Node("Event", () => Literal("xmlns", "http://schemas.microsoft.com/win/2004/08/events/event"), () =>
    {
        Node("System", null, () => System(form, channel));
        if (form.UserData.Length > 0)
        {
            Node("UserData", null, () => Node(form.UserData, () => Literal("xmlns", "http://manifests.microsoft.com/win/2004/08/windows/eventlog"), () =>
            {
                for (int i = 0; i < form.Names.Count; i++)
                {
                    int index = SystemValues + i;
                    Node(form.Names[i], null, () => Value(index, StringType));
                }
            }));
            return;
        }

        Node("EventData", null, () =>
        {
            if (form.Names.Count == 0)
            {
                // An array of strings: an element for each.
                Node("Data", null, () => Value(SystemValues, StringArrayType));
                return;
            }

            for (int i = 0; i < form.Names.Count; i++)
            {
                string name = form.Names[i];
                int index = SystemValues + i;
                Node("Data", () => Literal("Name", name), () => Value(index, StringType));
            }
        });
    });

    private void System(EventForm form, string channel)
    {
        bool classic = form.ProviderId.Length == 0;
        Node("Provider", () =>
        {
            Literal("Name", form.Provider, more: !classic);
            if (!classic)
            {
                Literal("Guid", form.ProviderId);
            }
        }, null);
        Node("EventID", classic ? () => Literal("Qualifiers", "16384") : null, () => Value(0, UInt16Type));
        Node("Version", null, () => Value(1, ByteType));
        Node("Level", null, () => Value(2, ByteType));
        Node("Task", null, () => Value(3, UInt16Type));
        Node("Opcode", null, () => Characters("0"));
        Node("Keywords", null, () => Value(4, Hex64Type));
        Node("TimeCreated", () => Variable("SystemTime", 5, TimeType), null);
        Node("EventRecordID", null, () => Value(6, UInt64Type));
        Node("Correlation", null, null);
        Node("Execution", () =>
        {
            Variable("ProcessID", 7, UInt32Type, more: true);
            Variable("ThreadID", 8, UInt32Type);
        }, null);
        Node("Channel", null, () => Characters(channel));
        Node("Computer", null, () => Value(SystemValues + Math.Max(1, form.Names.Count), StringType));
        Node("Security", null, null);
    }

    private void Values(EventEntry entry, string computer, long number, long fileTime, uint process, uint thread)
    {
        bool classic = entry.Form.Names.Count == 0;
        int count = SystemValues + (classic ? 1 : entry.Form.Names.Count) + 1;
        UInt32((uint)count);
        int describedAt = _at;
        _at += count * 4;
        int index = 0;
        Described(UInt16Type, () => UInt16(entry.Form.Id));
        Described(ByteType, () => Byte(entry.Form.Version));
        Described(ByteType, () => Byte(entry.Form.Level));
        Described(UInt16Type, () => UInt16(entry.Form.Task));
        Described(Hex64Type, () => UInt64(entry.Form.Keywords));
        Described(TimeType, () => UInt64((ulong)fileTime));
        Described(UInt64Type, () => UInt64((ulong)number));
        Described(UInt32Type, () => UInt32(process));
        Described(UInt32Type, () => UInt32(thread));
        if (classic)
        {
            Described(StringArrayType, () =>
            {
                foreach (string value in entry.Values)
                {
                    Utf16(value);
                    UInt16(0);
                }
            });
        }
        else
        {
            for (int i = 0; i < entry.Form.Names.Count; i++)
            {
                string value = i < entry.Values.Length ? entry.Values[i] : "";
                Described(StringType, () => Utf16(value));
            }
        }

        Described(StringType, () => Utf16(computer));

        void Described(byte type, Action write)
        {
            int start = _at;
            write();
            int at = describedAt + (index * 4);
            BinaryPrimitives.WriteUInt16LittleEndian(_chunk.AsSpan(at), (ushort)(_at - start));
            _chunk[at + 2] = type;
            _chunk[at + 3] = 0;
            index++;
        }
    }

    private void Node(string name, Action? attributes, Action? content)
    {
        Byte(attributes is null ? Element : ElementWithAttributes);
        UInt16(0xFFFF);
        int sizeAt = _at;
        UInt32(0);
        Name(name);
        if (attributes is not null)
        {
            int listAt = _at;
            UInt32(0);
            attributes();
            Put32(listAt, (uint)(_at - listAt - 4));
        }

        Byte(CloseStart);
        content?.Invoke();
        Byte(End);
        Put32(sizeAt, (uint)(_at - sizeAt - 4));
    }

    private void Literal(string name, string value, bool more = false)
    {
        Byte(more ? MoreAttributes : Attribute);
        Name(name);
        Characters(value);
    }

    private void Variable(string name, int index, byte type, bool more = false)
    {
        Byte(more ? MoreAttributes : Attribute);
        Name(name);
        Value(index, type);
    }

    private void Characters(string value)
    {
        Byte(Text, StringType);
        UInt16((ushort)value.Length);
        Utf16(value);
    }

    private void Value(int index, byte type)
    {
        Byte(type == StringType ? OptionalSubstitution : Substitution);
        UInt16((ushort)index);
        Byte(type);
    }

    /// <summary>A name: where it stands, and the name itself when it stands here for the first time.</summary>
    private void Name(string name)
    {
        if (_names.TryGetValue(name, out int known))
        {
            UInt32((uint)known);
            return;
        }

        uint hash = 0;
        foreach (char c in name)
        {
            hash = (hash * 65599) + c;
        }

        ushort shortHash = (ushort)hash;
        int at = _at + 4, slot = NameTable + (shortHash % 64 * 4);
        UInt32((uint)at);
        _names[name] = at;
        uint next = BinaryPrimitives.ReadUInt32LittleEndian(_chunk.AsSpan(slot));
        Put32(slot, (uint)at);
        UInt32(next);
        UInt16(shortHash);
        UInt16((ushort)name.Length);
        Utf16(name);
        UInt16(0);
    }

    /// <summary>The same form has the same id in every chunk and file.</summary>
    private static Guid TemplateId(EventForm form)
    {
        byte[] text = global::System.Text.Encoding.UTF8.GetBytes($"{form.Provider}/{form.Id}/{form.Version}");
        return new Guid(EventChecksum.Of(text), 0x4853, 0x4D49, 0x80, 0, 0, 0, 0, 0, (byte)form.Id, (byte)(form.Id >> 8));
    }

    private void Utf16(string value)
    {
        MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(_chunk.AsSpan(_at));
        _at += value.Length * 2;
    }

    private void Byte(params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_chunk.AsSpan(_at));
        _at += bytes.Length;
    }

    private void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_chunk.AsSpan(_at), value);
        _at += 2;
    }

    private void UInt32(uint value)
    {
        Put32(_at, value);
        _at += 4;
    }

    private void UInt64(ulong value)
    {
        Put64(_at, (long)value);
        _at += 8;
    }

    private void Put32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_chunk.AsSpan(at), value);

    private void Put64(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(_chunk.AsSpan(at), value);
}
