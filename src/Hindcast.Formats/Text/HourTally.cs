using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// Counts rows by hour. Rows of one hour share their first 13 bytes, so most rows cost two comparisons of eight bytes
/// and no parsing.
/// </summary>
internal sealed class HourTally
{
    private readonly Dictionary<long, long> _hours = [];
    private ulong _prefixStart;
    private ulong _prefixEnd;
    private long _hourTicks;
    private long _count;
    private ulong _leastClock;
    private ulong _mostClock;
    private readonly byte[] _leastText = new byte[32];
    private readonly byte[] _mostText = new byte[32];
    private EvidenceTime? _first;
    private EvidenceTime? _last;

    internal void Reset()
    {
        _hours.Clear();
        _count = 0;
        DropPrefix();
        _first = _last = null;
    }

    /// <summary>Drops what is known of the row before, after a header line.</summary>
    internal void Forget()
    {
        Flush();
        DropPrefix();
    }

    /// <summary>Counts a row that starts with its time; false when it does not.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> line)
    {
        if (line.Length < 19)
        {
            return false;
        }

        // Bytes 0-12 are "yyyy-MM-dd HH", read as 0-7 and 5-12; 11-18 are "HH:mm:ss", 19-26 the fraction if there is one.
        ulong start = MemoryMarshal.Read<ulong>(line);
        ulong end = MemoryMarshal.Read<ulong>(line[5..]);
        ulong clock = BinaryPrimitives.ReadUInt64BigEndian(line[11..]);
        if (start == _prefixStart && end == _prefixEnd)
        {
            // The hour is known to be right. What is left over of ":mm:ss" must be 0, 0-5, 0-9, 0, 0-5, 0-9, all six at once.
            ulong rest = (clock & 0x0000_FFFF_FFFF_FFFF) ^ 0x0000_3A30_303A_3030;
            if ((((rest + 0x0000_7F7A_767F_7A76) | rest) & 0x0000_8080_8080_8080) != 0)
            {
                return false;
            }

            _count++;
            if (clock >= _mostClock && (clock > _mostClock || CompareFraction(line, _mostText) > 0))
            {
                _mostClock = clock;
                Keep(line, _mostText);
            }
            else if (clock <= _leastClock && (clock < _leastClock || CompareFraction(line, _leastText) < 0))
            {
                _leastClock = clock;
                Keep(line, _leastText);
            }

            return true;
        }

        if (!TextTime.TryParse(line, out EvidenceTime time, out _))
        {
            return false;
        }

        Flush();
        _prefixStart = start;
        _prefixEnd = end;
        _hourTicks = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour);
        _count = 1;
        _leastClock = _mostClock = clock;
        Keep(line, _leastText);
        Keep(line, _mostText);
        return true;
    }

    /// <summary>Counts a row whose time was found in another way.</summary>
    internal void Add(EvidenceTime time)
    {
        long hour = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour);
        _hours[hour] = _hours.GetValueOrDefault(hour) + 1;
        Extend(time);
    }

    /// <summary>Counts rows of one hour whose times were found in another way.</summary>
    internal void AddHour(long hourTicks, long count) => _hours[hourTicks] = _hours.GetValueOrDefault(hourTicks) + count;

    internal void AddTo(TextUnitResult result)
    {
        Flush();
        foreach ((long hour, long count) in _hours)
        {
            result.Hours[hour] = count;
        }

        result.First = _first;
        result.Last = _last;
    }

    /// <summary>Compares what stands behind the seconds of two rows; digits that are not there count as 0.</summary>
    private static int CompareFraction(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int leftEnd = FractionEnd(left), rightEnd = FractionEnd(right);
        for (int i = 20; i < leftEnd || i < rightEnd; i++)
        {
            int difference = (i < leftEnd ? left[i] : '0') - (i < rightEnd ? right[i] : '0');
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    private static int FractionEnd(ReadOnlySpan<byte> line)
    {
        if (line.Length < 20 || line[19] != (byte)'.')
        {
            return 0;
        }

        int end = 20;
        while (end < 27 && end < line.Length && line[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        return end;
    }

    /// <summary>The two overlap in three bytes, so no row has both of these.</summary>
    private void DropPrefix() => (_prefixStart, _prefixEnd) = (0, ulong.MaxValue);

    private static void Keep(ReadOnlySpan<byte> line, byte[] target)
    {
        int length = Math.Min(line.Length, target.Length);
        line[..length].CopyTo(target);
        target.AsSpan(length).Clear();
    }

    private void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        _hours[_hourTicks] = _hours.GetValueOrDefault(_hourTicks) + _count;
        _count = 0;
        if (TextTime.TryParse(_leastText, out EvidenceTime least, out _))
        {
            Extend(least);
        }

        if (TextTime.TryParse(_mostText, out EvidenceTime most, out _))
        {
            Extend(most);
        }
    }

    /// <summary>Takes a time into the span from first to last.</summary>
    internal void Extend(EvidenceTime time)
    {
        if (_first is not { } first || time < first)
        {
            _first = time;
        }

        if (_last is not { } last || time > last)
        {
            _last = time;
        }
    }
}
