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
        _prefixStart = 0;
        _first = _last = null;
    }

    /// <summary>Drops what is known of the row before, after a header line.</summary>
    internal void Forget()
    {
        Flush();
        _prefixStart = 0;
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
            // Only digits and colons have a high nibble of 3; anything else is checked the slow way.
            if ((clock & 0xF0F0F0F0F0F0F0F0) != 0x3030303030303030 && !TextTime.TryParse(line, out _, out _))
            {
                return false;
            }

            _count++;
            if (clock >= _mostClock && (clock > _mostClock || IsLater(line)))
            {
                _mostClock = clock;
                Keep(line, _mostText);
            }
            else if (clock < _leastClock)
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

    private bool IsLater(ReadOnlySpan<byte> line)
    {
        int length = Math.Min(line.Length, 27);
        return line[19..length].SequenceCompareTo(_mostText.AsSpan(19, length - 19)) > 0;
    }

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

    private void Extend(EvidenceTime time)
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
