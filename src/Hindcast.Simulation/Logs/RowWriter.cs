using System.Text;

namespace Hindcast.Simulation.Logs;

/// <summary>
/// Puts the bytes of rows together and knows line number and offset. One buffer, flushed when it is full. Not thread-safe.
/// </summary>
internal sealed class RowWriter : IDisposable
{
    private const int BufferBytes = 1 << 18;
    private const int FlushAt = BufferBytes - (1 << 16);

    private byte[] _buffer = new byte[BufferBytes];
    private Stream? _target;
    private int _length;
    private long _flushed;

    /// <summary>Bytes of the file so far.</summary>
    internal long Offset => _flushed + _length;

    /// <summary>Line ends written so far.</summary>
    internal long Lines { get; private set; }

    internal bool IsOpen => _target is not null;

    internal void Open(Stream target)
    {
        Close();
        _target = target;
        _flushed = 0;
        Lines = 0;
    }

    internal void Close()
    {
        if (_target is not null)
        {
            _target.Write(_buffer, 0, _length);
            _target.Dispose();
            _target = null;
        }

        _length = 0;
    }

    internal void EndLine()
    {
        Put((byte)'\r');
        Put((byte)'\n');
        Lines++;
        if (_length > FlushAt)
        {
            _target!.Write(_buffer, 0, _length);
            _flushed += _length;
            _length = 0;
        }
    }

    internal void Put(byte value)
    {
        Need(1);
        _buffer[_length++] = value;
    }

    internal void Put(ReadOnlySpan<byte> bytes)
    {
        Need(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    internal void Put(ReadOnlySpan<char> text)
    {
        Need(text.Length * 3);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    internal void Put(long number)
    {
        Need(20);
        number.TryFormat(_buffer.AsSpan(_length), out int written, default, System.Globalization.CultureInfo.InvariantCulture);
        _length += written;
    }

    internal void Put(Guid id)
    {
        Need(36);
        id.TryFormat(_buffer.AsSpan(_length), out int written);
        _length += written;
    }

    /// <summary>Text with one character for another, as logs do with blanks.</summary>
    internal void PutReplaced(string text, byte from, byte to)
    {
        int start = _length;
        Put(text);
        _buffer.AsSpan(start, _length - start).Replace(from, to);
    }

    /// <summary>A value of a comma separated row, in quotation marks where it needs them.</summary>
    internal void PutCsv(string value)
    {
        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            Put(value);
            return;
        }

        Put((byte)'"');
        Put(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        Put((byte)'"');
    }

    /// <summary>2021-03-03T04:23:22.370Z</summary>
    internal void PutIsoTime(long ticks)
    {
        PutTime(ticks, (byte)'T');
        int ms = (int)(ticks / TimeSpan.TicksPerMillisecond % 1000);
        Put((byte)'.');
        Put((byte)('0' + (ms / 100)));
        PutTwo(ms % 100);
        Put((byte)'Z');
    }

    /// <summary>2021-03-03 04:23:22, with any mark between day and time.</summary>
    internal void PutTime(long ticks, byte between)
    {
        DateTime time = new(ticks);
        Need(19);
        PutTwo(time.Year / 100);
        PutTwo(time.Year % 100);
        Put((byte)'-');
        PutTwo(time.Month);
        Put((byte)'-');
        PutTwo(time.Day);
        Put(between);
        PutTwo(time.Hour);
        Put((byte)':');
        PutTwo(time.Minute);
        Put((byte)':');
        PutTwo(time.Second);
    }

    public void Dispose() => Close();

    private void PutTwo(int value)
    {
        Put((byte)('0' + (value / 10)));
        Put((byte)('0' + (value % 10)));
    }

    private void Need(int bytes)
    {
        if (_length + bytes > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
