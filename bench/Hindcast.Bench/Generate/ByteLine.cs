using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hindcast.Bench.Generate;

/// <summary>One line under construction, as bytes. Lines longer than the buffer are a mistake of the generator.</summary>
internal sealed class ByteLine
{
    private static readonly byte[] HexPairs = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, 256).Select(b => b.ToString("x2", CultureInfo.InvariantCulture))));

    private readonly byte[] _bytes = new byte[16 * 1024];
    private int _count;

    /// <summary>The line so far.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _count);

    /// <summary>Starts a new line.</summary>
    public void Clear() => _count = 0;

    public ByteLine Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_count));
        _count += text.Length;
        return this;
    }

    /// <summary>Adds text, each <paramref name="from"/> replaced by <paramref name="to"/>.</summary>
    public ByteLine AddReplaced(ReadOnlySpan<byte> text, byte from, byte to)
    {
        text.Replace(_bytes.AsSpan(_count), from, to);
        _count += text.Length;
        return this;
    }

    public ByteLine Add(long number)
    {
        _ = Utf8Formatter.TryFormat(number, _bytes.AsSpan(_count), out int written);
        _count += written;
        return this;
    }

    public ByteLine Add(Guid guid) => Add((UInt128)Hex(guid));

    /// <summary>Adds <c>2021-03-01T00:00:04.118Z</c>.</summary>
    public ByteLine AddStamp(DateTime time)
    {
        AddDate(time).Add("T"u8);
        AddTime(time).Add("."u8);
        int ms = time.Millisecond;
        _bytes[_count] = (byte)('0' + (ms / 100));
        TwoDigits(ms % 100, _count + 1);
        _count += 3;
        return Add("Z"u8);
    }

    /// <summary>Adds <c>2021-03-01</c>.</summary>
    public ByteLine AddDate(DateTime time)
    {
        TwoDigits(time.Year / 100, _count);
        TwoDigits(time.Year % 100, _count + 2);
        _bytes[_count + 4] = (byte)'-';
        TwoDigits(time.Month, _count + 5);
        _bytes[_count + 7] = (byte)'-';
        TwoDigits(time.Day, _count + 8);
        _count += 10;
        return this;
    }

    /// <summary>Adds <c>00:00:04</c>.</summary>
    public ByteLine AddTime(DateTime time)
    {
        TwoDigits(time.Hour, _count);
        _bytes[_count + 2] = (byte)':';
        TwoDigits(time.Minute, _count + 3);
        _bytes[_count + 5] = (byte)':';
        TwoDigits(time.Second, _count + 6);
        _count += 8;
        return this;
    }

    private static UInt128 Hex(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private ByteLine Add(UInt128 value)
    {
        for (int i = 15; i >= 0; i--)
        {
            HexPairs.AsSpan((int)(byte)(value >> (8 * i)) * 2, 2).CopyTo(_bytes.AsSpan(_count));
            _count += 2;
            if (i is 12 or 10 or 8 or 6)
            {
                _bytes[_count++] = (byte)'-';
            }
        }

        return this;
    }

    private void TwoDigits(int value, int at)
    {
        _bytes[at] = (byte)('0' + (value / 10));
        _bytes[at + 1] = (byte)('0' + (value % 10));
    }
}
