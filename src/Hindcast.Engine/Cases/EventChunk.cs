using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;

namespace Hindcast.Engine.Cases;

/// <summary>
/// Reads records of an event log again. A record's text needs templates that stand elsewhere in its chunk, so whole chunks
/// are read; records come in the order of the file.
/// </summary>
internal sealed class EventChunk
{
    private const int FileHeaderBytes = 4096;
    private const int ChunkBytes = 65536;

    // A file header of zeros stands before the chunk, so that the chunk alone can be read as a log.
    private readonly byte[] _log = new byte[FileHeaderBytes + ChunkBytes];
    private long _start = -1;
    private int _length;

    /// <summary>Reads the chunk that a record stands in, unless it is the one read last.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="position">Where the stream stands.</param>
    /// <param name="location">The record.</param>
    /// <param name="skip">Moves the stream on.</param>
    /// <returns>Where the stream stands now.</returns>
    internal long Load(Stream stream, long position, SourceLocation location, Action<Stream, long> skip)
    {
        long start = location.OffsetBytes - ((location.OffsetBytes - FileHeaderBytes) % ChunkBytes);
        if (start == _start)
        {
            return position;
        }

        skip(stream, start - position);
        _start = start;
        _length = stream.ReadAtLeast(_log.AsSpan(FileHeaderBytes), ChunkBytes, throwOnEndOfStream: false);
        return start + _length;
    }

    /// <summary>A record of the chunk: its bytes as far as they are there, and its XML.</summary>
    internal ReadRecord Read(SourceLocation location)
    {
        int offset = (int)(location.OffsetBytes - _start);
        int length = (int)Math.Clamp(_length - offset, 0, Math.Min(location.LengthBytes, ChunkBytes));
        return new ReadRecord(_log[(FileHeaderBytes + offset)..(FileHeaderBytes + offset + length)], Text(offset));
    }

    private string Text(int offset)
    {
        using EvtxSource source = EvtxSource.FromMemory(_log.AsMemory(0, FileHeaderBytes + _length), "chunk");
        using EvtxReader reader = new(source);
        while (reader.Read())
        {
            if (reader.Record.OffsetBytes - FileHeaderBytes == offset)
            {
                EvtxTextBuffer text = new();
                EvtxXml.Write(reader.Record, text);
                return Encoding.UTF8.GetString(text.Written);
            }
        }

        return "(no event can be read here)";
    }
}
