using System.IO.Compression;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Raw deflate that gives every byte before a damaged place: the platform's inflater loses what it unpacked in the call that
/// met the damage, so that after an error this one starts again, skips what it gave, and goes on byte by byte.
/// Not thread-safe.
/// </summary>
internal sealed class InflateStream : ReadOnlyStream
{
    private readonly Func<Stream>? _reopen;
    private DeflateStream _deflate;
    private long _given;
    private bool _byteByByte;
    private InvalidDataException? _damage;

    /// <summary>Unpacks a stream.</summary>
    /// <param name="packed">Starts at the first packed byte.</param>
    /// <param name="reopen">Opens it again at the same byte; null when that cannot be done.</param>
    public InflateStream(Stream packed, Func<Stream>? reopen)
    {
        _deflate = new DeflateStream(packed, CompressionMode.Decompress);
        _reopen = reopen;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_byteByByte)
        {
            return ReadByteByByte(buffer);
        }

        try
        {
            int read = _deflate.Read(buffer);
            _given += read;
            return read;
        }
        catch (InvalidDataException) when (_reopen is not null)
        {
            _byteByByte = true;
            _deflate.Dispose();
            _deflate = new DeflateStream(_reopen(), CompressionMode.Decompress);
            Skip(_given);
            return ReadByteByByte(buffer);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _deflate.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Skip(long count)
    {
        byte[] scratch = new byte[32 << 10];
        while (count > 0)
        {
            int read = _deflate.Read(scratch, 0, (int)Math.Min(count, scratch.Length));
            if (read == 0)
            {
                return;
            }

            count -= read;
        }
    }

    private int ReadByteByByte(Span<byte> buffer)
    {
        // A byte that no text has shows whether the call that failed still wrote one.
        const byte Untouched = 0xFF;
        int count = 0;
        if (_damage is not null)
        {
            throw _damage;
        }

        try
        {
            while (count < buffer.Length)
            {
                buffer[count] = Untouched;
                if (_deflate.Read(buffer.Slice(count, 1)) == 0)
                {
                    break;
                }

                count++;
            }
        }
        catch (InvalidDataException damage)
        {
            _damage = damage;
            count += buffer[count] != Untouched ? 1 : 0;
            if (count == 0)
            {
                throw;
            }
        }

        return count;
    }
}
