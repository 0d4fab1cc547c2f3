using System.Buffers.Binary;

namespace Hindcast.Bench.Evtx;

/// <summary>
/// Builds a log as a busy server has it, from the full chunks of sample files: record ids are renumbered and checksums
/// computed anew, so that it reads as one sound log.
/// </summary>
internal static class DenseLog
{
    private const int ChunkBytes = 65536;
    private const int FullChunkBytes = 60000;

    /// <summary>Writes the file unless it is there already.</summary>
    public static void Build(string samples, string path, long megabytes)
    {
        long wanted = megabytes << 20;
        if (File.Exists(path) && Math.Abs(new FileInfo(path).Length - wanted) < 2 * ChunkBytes)
        {
            return;
        }

        List<byte[]> chunks = FullChunks(samples);
        using FileStream output = File.Create(path);
        byte[] header = new byte[4096];
        "ElfFile\0"u8.CopyTo(header);
        int count = (int)((wanted - header.Length) / ChunkBytes);
        long nextId = 1;
        output.Write(header);
        for (int i = 0; i < count; i++)
        {
            byte[] chunk = [.. chunks[i % chunks.Count]];
            nextId = Renumber(chunk, nextId);
            output.Write(chunk);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), (ulong)(count - 1));
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), (ulong)nextId);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(40), 4096);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(42), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(124), Crc(header.AsSpan(0, 120)));
        output.Position = 0;
        output.Write(header);
        Console.WriteLine($"{path}: {count} chunks, made of {chunks.Count} different ones, {nextId - 1} records");
    }

    private static List<byte[]> FullChunks(string samples)
    {
        List<byte[]> chunks = [];
        HashSet<string> seen = [];
        foreach (string file in Directory.EnumerateFiles(samples, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] bytes = File.ReadAllBytes(file);
            for (int at = 4096; at + ChunkBytes <= bytes.Length; at += ChunkBytes)
            {
                ReadOnlySpan<byte> chunk = bytes.AsSpan(at, ChunkBytes);
                uint free = BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]);
                bool isFull = chunk.StartsWith("ElfChnk\0"u8) && free is > FullChunkBytes and <= ChunkBytes
                    && Crc(chunk[512..(int)free]) == BinaryPrimitives.ReadUInt32LittleEndian(chunk[52..]);
                if (isFull && seen.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(chunk))))
                {
                    chunks.Add(chunk.ToArray());
                }
            }
        }

        return chunks;
    }

    private static long Renumber(Span<byte> chunk, long nextId)
    {
        uint free = BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]);
        long first = nextId;
        int at = 512;
        while (at < free)
        {
            BinaryPrimitives.WriteInt64LittleEndian(chunk[(at + 8)..], nextId++);
            at += BinaryPrimitives.ReadInt32LittleEndian(chunk[(at + 4)..]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(chunk[8..], first);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[16..], nextId - 1);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[24..], first);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[32..], nextId - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc(chunk[512..(int)free]));
        byte[] covered = [.. chunk[..120], .. chunk[128..512]];
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], Crc(covered));
        return nextId;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint state = ~0u;
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
}
