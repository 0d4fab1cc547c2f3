namespace Hindcast.Formats.Archives;

/// <summary>
/// Hands packed bytes to an inflater and remembers the last piece, so that what the inflater took beyond the end of its data
/// can be found again. Not thread-safe.
/// </summary>
internal sealed class GzipFeed(Stream packed) : ReadOnlyStream
{
    private const int PieceLength = 8192;
    private byte[] _pushedBack = [];
    private int _pushedBackGiven;
    private byte[] _last = new byte[PieceLength];
    private int _lastLength;

    /// <summary>Offset in the packed bytes of the next byte that will be handed out.</summary>
    public long Offset { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..Math.Min(buffer.Length, PieceLength)];
        int read = Fill(buffer);
        if (read > 0)
        {
            buffer[..read].CopyTo(_last);
            _lastLength = read;
        }

        return read;
    }

    /// <summary>The last piece handed out, and at least 8 bytes after it unless the packed bytes end. They count as not handed out.</summary>
    public byte[] TakeBackLastPiece(out bool ended)
    {
        byte[] after = new byte[PieceLength];
        int count = this.FillAll(after);
        byte[] all = [.. _last.AsSpan(0, _lastLength), .. after.AsSpan(0, count)];
        ended = count < after.Length;
        Offset -= all.Length;
        PushBack(all);
        _lastLength = 0;
        return all;
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(long count)
    {
        Span<byte> scratch = stackalloc byte[512];
        while (count > 0)
        {
            int read = Fill(scratch[..(int)Math.Min(scratch.Length, count)]);
            if (read == 0)
            {
                return;
            }

            count -= read;
        }
    }

    private int FillAll(Span<byte> buffer)
    {
        int count = 0;
        int read;
        while (count < buffer.Length && (read = Fill(buffer[count..])) > 0)
        {
            count += read;
        }

        return count;
    }

    private int Fill(Span<byte> buffer)
    {
        int read = Math.Min(buffer.Length, _pushedBack.Length - _pushedBackGiven);
        if (read > 0)
        {
            _pushedBack.AsSpan(_pushedBackGiven, read).CopyTo(buffer);
            _pushedBackGiven += read;
        }
        else
        {
            read = packed.Read(buffer);
        }

        Offset += read;
        return read;
    }

    private void PushBack(byte[] bytes)
    {
        _pushedBack = [.. bytes, .. _pushedBack.AsSpan(_pushedBackGiven)];
        _pushedBackGiven = 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }
}
