using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// Times in the form of <see cref="ClockText"/> at the start of the row. Rows of one hour share the bytes up to the hour, the
/// colons, and AM or PM: one comparison of 32 bytes under a mask tells.
/// </summary>
internal sealed class PatternRowTimes(HourTally hours, ClockText clock) : RowTimes
{
    private const int Window = 32;
    private const int ClockBytes = 5;

    private readonly byte[] _least = new byte[Window + 16];
    private readonly byte[] _most = new byte[Window + 16];
    private Vector256<byte> _expected;
    private Vector256<byte> _mask;
    private int _minute = -1;
    private long _hourTicks;
    private long _count;
    private ulong _leastClock;
    private ulong _mostClock;
    private bool _fraction;
    private bool _hasHalf;

    /// <summary>Seconds into the hour of the row that was added last; -1 when its time was read in the long way.</summary>
    private int _addedSeconds = -1;

    /// <summary>True when dates were met whose day and month can be swapped.</summary>
    internal bool HasOpenDates { get; private set; }

    /// <summary>True when dates were met that show which number is the day.</summary>
    internal bool HasTellingDates { get; private set; }

    /// <inheritdoc/>
    internal override bool TryAdd(ReadOnlySpan<byte> line)
    {
        _addedSeconds = -1;
        if (_minute < 0 || line.Length < Window)
        {
            return Slow(line);
        }

        Vector256<byte> start = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(line));
        if (((start ^ _expected) & _mask) != Vector256<byte>.Zero)
        {
            return Slow(line);
        }

        // "mm:ss": tens 0-5, ones 0-9. A row with AM or PM below one without is of another hour.
        int at = _minute;
        if (!_hasHalf && (line[at + ClockBytes + 2] | 0x20) == (byte)'m')
        {
            return Slow(line);
        }

        uint m1 = (uint)(line[at] - '0'), m2 = (uint)(line[at + 1] - '0'), s1 = (uint)(line[at + 3] - '0'), s2 = (uint)(line[at + 4] - '0');
        if (m1 > 5 || m2 > 9 || s1 > 5 || s2 > 9)
        {
            return Slow(line);
        }

        uint seconds = (((m1 * 10) + m2) * 60) + (s1 * 10) + s2;
        _addedSeconds = (int)seconds;
        ulong now = (seconds << 1) | 1;
        _count++;
        if (now > _mostClock || (_fraction && now == _mostClock && CompareFraction(line, _most) > 0))
        {
            _mostClock = now;
            Keep(line, _most);
        }
        else if (now < _leastClock || (_fraction && now == _leastClock && CompareFraction(line, _least) < 0))
        {
            _leastClock = now;
            Keep(line, _least);
        }

        return true;
    }

    /// <inheritdoc/>
    internal override bool TryRead(ReadOnlySpan<byte> line, out EvidenceTime time) => clock.TryParse(line, out time, out _, out _);

    /// <inheritdoc/>
    internal override bool TryReadAdded(ReadOnlySpan<byte> line, out EvidenceTime time)
    {
        if (_addedSeconds < 0 || _fraction)
        {
            return TryRead(line, out time);
        }

        time = new EvidenceTime(_hourTicks + (_addedSeconds * TimeSpan.TicksPerSecond), TimePrecision.Second);
        return true;
    }

    /// <inheritdoc/>
    internal override void Flush()
    {
        if (_count > 0)
        {
            hours.AddHour(_hourTicks, _count);
            foreach (byte[] kept in (ReadOnlySpan<byte[]>)[_least, _most])
            {
                if (clock.TryParse(kept, out EvidenceTime time, out _, out _))
                {
                    hours.Extend(time);
                }
            }
        }

        _count = 0;
        _minute = -1;
    }

    private bool Slow(ReadOnlySpan<byte> line)
    {
        if (!clock.TryParse(line, out EvidenceTime time, out int hourEnd, out int half))
        {
            return false;
        }

        // Dates with dots or hyphens have one order; those with slashes have both.
        bool slashes = line[1] == (byte)'/' || line[2] == (byte)'/';
        HasOpenDates |= slashes && time.Utc.Day <= 12 && time.Utc.Day != time.Utc.Month;
        HasTellingDates |= slashes && time.Utc.Day > 12;
        Flush();
        int last = hourEnd + 1 + ClockBytes;
        if (line.Length < Window || last + 2 >= Window || half + 1 >= Window)
        {
            hours.Add(time);
            return true;
        }

        Span<byte> mask = stackalloc byte[Window];
        mask.Clear();
        mask[..(hourEnd + 1)].Fill(0xFF);
        mask[hourEnd + 3] = 0xFF;

        // What stands behind the seconds tells whether there is a fraction, and AM from PM.
        mask[last] = 0xFF;
        if (half >= 0)
        {
            mask[half] = mask[half + 1] = 0xFF;
        }

        _mask = Vector256.Create<byte>(mask);
        _expected = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(line));
        _minute = hourEnd + 1;
        _hasHalf = half >= 0;
        _fraction = line[last] is (byte)'.' or (byte)',';
        _hourTicks = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour);
        _count = 1;
        _leastClock = _mostClock = ((ulong)((time.UtcTicks - _hourTicks) / TimeSpan.TicksPerSecond) << 1) | 1;
        Keep(line, _least);
        Keep(line, _most);
        return true;
    }

    private int CompareFraction(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (int i = _minute + ClockBytes + 1; i < Window + 16; i++)
        {
            int a = i < left.Length && left[i] is >= (byte)'0' and <= (byte)'9' ? left[i] : -1;
            int b = i < right.Length && right[i] is >= (byte)'0' and <= (byte)'9' ? right[i] : -1;
            if (a < 0 && b < 0)
            {
                return 0;
            }

            if (a != b)
            {
                // A digit that is not there counts as 0.
                return (a < 0 ? '0' : a) - (b < 0 ? '0' : b);
            }
        }

        return 0;
    }

    private static void Keep(ReadOnlySpan<byte> line, byte[] target)
    {
        int length = Math.Min(line.Length, target.Length);
        line[..length].CopyTo(target);
        target.AsSpan(length).Clear();
    }
}
