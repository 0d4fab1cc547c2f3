using System.Buffers;
using Hindcast.WebShells;

namespace Hindcast.Engine.Pages;

/// <summary>
/// The part of a file that the page scanner looks at: all of it, or head and tail of a long one with a line feed between. Memory is
/// bounded by the scanner's window, whatever the file's length. Not thread-safe; one for each thread, used again for each file.
/// </summary>
internal sealed class PageContent
{
    private const int TailBytes = ServerPageScanner.WindowBytes / 4;
    private const int HeadBytes = ServerPageScanner.WindowBytes - TailBytes;

    private readonly byte[] _window = new byte[ServerPageScanner.WindowBytes];
    private readonly byte[] _ring = new byte[TailBytes];
    private long _length;

    /// <summary>Length of the whole file in bytes.</summary>
    internal long LengthBytes => _length;

    /// <summary>Bytes of the file that are not in the window.</summary>
    internal long UnreadBytes => Math.Max(0, _length - _window.Length);

    /// <summary>The first bytes of the file, as many as the window holds.</summary>
    internal ReadOnlySpan<byte> Head => _window.AsSpan(0, (int)Math.Min(_length, _window.Length));

    /// <summary>The array that holds <see cref="Head"/> from its start.</summary>
    internal byte[] Window => _window;

    /// <summary>Room for the next bytes of the file; none when the window is full, and then they go to <see cref="Add"/>.</summary>
    internal Span<byte> Room => _window.AsSpan((int)Math.Min(_length, _window.Length));

    /// <summary>Takes bytes that were read into <see cref="Room"/>.</summary>
    internal void Took(int bytes) => _length += bytes;

    /// <summary>True for a file of which the scanner says nothing, as a look over its bytes tells.</summary>
    internal bool SaysNothing(string path) => UnreadBytes == 0 && !ServerPageScanner.MayMatter(Head, path);

    /// <summary>Begins another file.</summary>
    internal void Clear() => _length = 0;

    /// <summary>Takes the next bytes of the file.</summary>
    internal void Add(ReadOnlySpan<byte> bytes)
    {
        if (_length <= _window.Length)
        {
            int room = (int)Math.Min(bytes.Length, _window.Length - _length);
            bytes[..room].CopyTo(_window.AsSpan((int)_length));
            _length += room;
            bytes = bytes[room..];
            if (bytes.IsEmpty)
            {
                return;
            }

            // Only now is it known that there is a tail apart from the window.
            _length -= TailBytes;
            AddToRing(_window.AsSpan(HeadBytes));
        }

        AddToRing(bytes);
    }

    /// <summary>The ring holds the last bytes of what came, at their place modulo its size.</summary>
    private void AddToRing(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> last = bytes.Length > TailBytes ? bytes[^TailBytes..] : bytes;
        long at = _length + bytes.Length - last.Length;
        int first = (int)(at % TailBytes);
        int untilEnd = Math.Min(last.Length, TailBytes - first);
        last[..untilEnd].CopyTo(_ring.AsSpan(first));
        last[untilEnd..].CopyTo(_ring);
        _length += bytes.Length;
    }

    /// <summary>Judges what was taken.</summary>
    internal PageReport Scan(string path)
    {
        if (_length <= _window.Length)
        {
            return ServerPageScanner.Scan(Head, path);
        }

        byte[] tail = ArrayPool<byte>.Shared.Rent(TailBytes);
        try
        {
            int first = (int)(_length % TailBytes);
            _ring.AsSpan(first).CopyTo(tail);
            _ring.AsSpan(0, first).CopyTo(tail.AsSpan(TailBytes - first));
            return ServerPageScanner.Scan(_window.AsSpan(0, HeadBytes), tail.AsSpan(0, TailBytes), UnreadBytes, path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tail);
        }
    }
}
