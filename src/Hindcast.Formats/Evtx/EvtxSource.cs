using Hindcast.Formats.Archives;
using Microsoft.Win32.SafeHandles;

namespace Hindcast.Formats.Evtx;

/// <summary>The bytes of an event log file: a file, memory, or a stream such as an archive member. Read in order.</summary>
public abstract class EvtxSource : IDisposable
{
    private protected EvtxSource(string name) => Name = name;

    /// <summary>The file's name for locations.</summary>
    public string Name { get; }

    /// <summary>True when several threads may read at once, at any offset.</summary>
    internal abstract bool IsConcurrent { get; }

    /// <summary>Opens a file for reading; others may write to it meanwhile.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">Its name for locations; the path when null.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static EvtxSource FromFile(string path, string? name = null) => new FileBytes(path, name ?? path);

    /// <summary>Reads from memory.</summary>
    public static EvtxSource FromMemory(ReadOnlyMemory<byte> bytes, string name) => new MemoryBytes(bytes, name);

    /// <summary>Reads a stream from where it stands; it is not closed.</summary>
    public static EvtxSource FromStream(Stream stream, string name) => new StreamBytes(stream, name);

    /// <summary>Closes what was opened.</summary>
    public abstract void Dispose();

    /// <summary>Fills the buffer from an offset; fewer bytes only at the end.</summary>
    internal abstract int Read(long offset, Span<byte> buffer);

    private sealed class FileBytes(string path, string name) : EvtxSource(name)
    {
        private readonly SafeFileHandle _handle = DiskPath.Open(path, FileOptions.SequentialScan);

        internal override bool IsConcurrent => true;

        internal override int Read(long offset, Span<byte> buffer)
        {
            int total = 0;
            while (total < buffer.Length)
            {
                int read = RandomAccess.Read(_handle, buffer[total..], offset + total);
                if (read == 0)
                {
                    break;
                }

                total += read;
            }

            return total;
        }

        public override void Dispose() => _handle.Dispose();
    }

    private sealed class MemoryBytes(ReadOnlyMemory<byte> bytes, string name) : EvtxSource(name)
    {
        internal override bool IsConcurrent => true;

        internal override int Read(long offset, Span<byte> buffer)
        {
            if (offset >= bytes.Length)
            {
                return 0;
            }

            ReadOnlySpan<byte> rest = bytes.Span[(int)offset..];
            int length = Math.Min(rest.Length, buffer.Length);
            rest[..length].CopyTo(buffer);
            return length;
        }

        public override void Dispose()
        {
        }
    }

    private sealed class StreamBytes(Stream stream, string name) : EvtxSource(name)
    {
        private long _position;
        private bool _isAtEnd;

        internal override bool IsConcurrent => false;

        internal override int Read(long offset, Span<byte> buffer)
        {
            if (_isAtEnd)
            {
                return 0;
            }

            if (offset != _position)
            {
                throw new InvalidOperationException("A stream is read in order.");
            }

            int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            _position += read;
            _isAtEnd = read < buffer.Length;
            return read;
        }

        public override void Dispose()
        {
        }
    }
}
