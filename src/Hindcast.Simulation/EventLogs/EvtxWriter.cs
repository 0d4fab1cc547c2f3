using System.Buffers.Binary;

namespace Hindcast.Simulation.EventLogs;

/// <summary>Writes a Windows event log: file header, then chunks. The stream must be able to seek. Not thread-safe.</summary>
internal sealed class EvtxWriter : IDisposable
{
    private const int HeaderBytes = 4096;

    private readonly Stream _target;
    private readonly string _channel;
    private readonly string _computer;
    private readonly EvtxChunkWriter _chunk = new();
    private int _chunks;
    private long _next;

    /// <param name="target">Is closed with the writer.</param>
    /// <param name="channel">The channel of all events.</param>
    /// <param name="computer">The computer's full name.</param>
    /// <param name="firstNumber">Number of the first record: an old log has lost its first ones.</param>
    internal EvtxWriter(Stream target, string channel, string computer, long firstNumber)
    {
        _target = target;
        _channel = channel;
        _computer = computer;
        _next = firstNumber;
        _target.Write(new byte[HeaderBytes]);
    }

    /// <summary>Adds an event.</summary>
    /// <returns>Its number and offset.</returns>
    internal (long Number, long Offset) Add(EventEntry entry, uint process, uint thread)
    {
        int at = _chunk.Add(entry, _channel, _computer, _next, process, thread);
        if (at < 0)
        {
            Flush();
            at = _chunk.Add(entry, _channel, _computer, _next, process, thread);
        }

        return (_next++, HeaderBytes + ((long)_chunks * EvtxChunkWriter.Bytes) + at);
    }

    public void Dispose()
    {
        if (!_chunk.IsEmpty)
        {
            Flush();
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        "ElfFile\0"u8.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], Math.Max(0, _chunks - 1));
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], _next);
        BinaryPrimitives.WriteInt32LittleEndian(header[32..], 128);
        BinaryPrimitives.WriteInt16LittleEndian(header[36..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[38..], 3);
        BinaryPrimitives.WriteInt16LittleEndian(header[40..], HeaderBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[42..], (short)_chunks);
        BinaryPrimitives.WriteUInt32LittleEndian(header[124..], EventChecksum.Of(header[..120]));
        _target.Seek(0, SeekOrigin.Begin);
        _target.Write(header);
        _target.Dispose();
    }

    private void Flush()
    {
        _target.Write(_chunk.Finish());
        _chunk.Clear();
        _chunks++;
    }
}
