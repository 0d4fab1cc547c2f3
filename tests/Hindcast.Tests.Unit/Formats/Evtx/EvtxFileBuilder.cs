using System.Buffers.Binary;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>Writes event log files from scratch, for tests: sound ones, to be damaged afterwards.</summary>
internal sealed class EvtxFileBuilder
{
    private readonly List<byte[]> _chunks = [];
    private long _nextId = 1;

    public uint Flags { get; set; }

    public bool HasWrongChecksum { get; set; }

    public ushort? ChunkCount { get; set; }

    /// <summary>A small log of the usual kind: three records, two templates, every kind of name and value.</summary>
    public static byte[] Usual() => new EvtxFileBuilder().Chunk(static chunk =>
    {
        for (int i = 0; i < 3; i++)
        {
            chunk.Usual($"user{i}", i);
        }
    }).Build();

    public EvtxFileBuilder Chunk(Action<EvtxChunkBuilder> fill)
    {
        EvtxChunkBuilder chunk = new(_nextId);
        fill(chunk);
        _nextId = chunk.NextId;
        _chunks.Add(chunk.Build());
        return this;
    }

    public EvtxFileBuilder RawChunk(byte[] bytes)
    {
        _chunks.Add(bytes);
        return this;
    }

    public byte[] Build()
    {
        byte[] file = new byte[4096 + (_chunks.Count * 65536)];
        "ElfFile\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(16), (ulong)Math.Max(0, _chunks.Count - 1));
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(24), (ulong)_nextId);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(40), 4096);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(42), ChunkCount ?? (ushort)_chunks.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(120), Flags);
        uint crc = EvtxChunkBuilder.Crc(file.AsSpan(0, 120));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(124), HasWrongChecksum ? ~crc : crc);
        for (int i = 0; i < _chunks.Count; i++)
        {
            _chunks[i].CopyTo(file, 4096 + (i * 65536));
        }

        return file;
    }
}
