using System.Buffers.Binary;
using System.Globalization;
using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// Times in seconds (or milliseconds) since 1970, written in ten (or thirteen) digits, at a fixed place of the row. An hour is
/// 36 steps of the eighth digit, so eight bytes tell the hour.
/// </summary>
internal sealed class UnixRowTimes(HourTally hours) : RowTimes
{
    private const int Needed = 18;
    private const int Kept = 20;

    private readonly byte[] _least = new byte[Kept];
    private readonly byte[] _most = new byte[Kept];
    private ulong _from = 1;
    private ulong _until;
    private long _hourTicks;
    private long _count;
    private UInt128 _leastHead;
    private UInt128 _mostHead;
    private bool _isQuick;

    /// <inheritdoc/>
    internal override bool TryAdd(ReadOnlySpan<byte> line)
    {
        _isQuick = false;
        if (line.Length < Needed)
        {
            return Slow(line);
        }

        ulong head = BinaryPrimitives.ReadUInt64BigEndian(line);
        if (head < _from || head >= _until || !AreDigits(head) || !AreDigits(BinaryPrimitives.ReadUInt64BigEndian(line[2..])) || IsDigit(line[10]))
        {
            return Slow(line);
        }

        _isQuick = true;
        _count++;
        UInt128 text = BinaryPrimitives.ReadUInt128BigEndian(line);
        if (text >= _mostHead && (text > _mostHead || Rest(line) > Rest(_most)))
        {
            _mostHead = text;
            Keep(line, _most);
        }
        else if (text <= _leastHead && (text < _leastHead || Rest(line) < Rest(_least)))
        {
            _leastHead = text;
            Keep(line, _least);
        }

        return true;
    }

    /// <inheritdoc/>
    internal override bool TryRead(ReadOnlySpan<byte> line, out EvidenceTime time) => TryParse(line, out time);

    /// <inheritdoc/>
    internal override bool TryReadAdded(ReadOnlySpan<byte> line, out EvidenceTime time)
    {
        if (!_isQuick)
        {
            return TryParse(line, out time);
        }

        // Ten digits, which were checked: the first two are the same for 30 years, the others are read four at a time.
        uint high = Four(BinaryPrimitives.ReadUInt32LittleEndian(line[2..])), low = Four(BinaryPrimitives.ReadUInt32LittleEndian(line[6..]));
        long seconds = ((((line[0] - '0') * 10L) + line[1] - '0') * 100_000_000) + (high * 10_000L) + low;
        TimePrecision precision = TimePrecision.Second;
        long ticks = Fraction(line, 10, ref precision);
        time = new EvidenceTime(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + ticks, precision);
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
                if (TryParse(kept, out EvidenceTime time))
                {
                    hours.Extend(time);
                }
            }
        }

        _count = 0;
        (_from, _until) = (1, 0);
    }

    /// <summary>Reads digits of seconds with an optional fraction, or of milliseconds, at the start of the text.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out EvidenceTime time)
    {
        time = default;
        int digits = 0;
        long value = 0;
        while (digits < text.Length && digits < 14 && IsDigit(text[digits]))
        {
            value = (value * 10) + (text[digits++] - '0');
        }

        if (digits is not (9 or 10 or 13))
        {
            return false;
        }

        long ticks = digits == 13 ? value * TimeSpan.TicksPerMillisecond : value * TimeSpan.TicksPerSecond;
        TimePrecision precision = digits == 13 ? TimePrecision.Millisecond : TimePrecision.Second;
        if (digits != 13)
        {
            ticks += Fraction(text, digits, ref precision);
        }

        long utc = DateTime.UnixEpoch.Ticks + ticks;
        time = new EvidenceTime(utc, precision);
        return time.Utc.Year >= 1990;
    }

    /// <summary>Reads up to seven digits behind a dot; the precision stays when there are none.</summary>
    private static long Fraction(ReadOnlySpan<byte> text, int at, ref TimePrecision precision)
    {
        if (at >= text.Length || text[at] != (byte)'.')
        {
            return 0;
        }

        long ticks = 0, unit = TimeSpan.TicksPerSecond;
        int digits = 0;
        for (int i = at + 1; i < text.Length && digits < 7 && IsDigit(text[i]); i++, digits++)
        {
            unit /= 10;
            ticks += (text[i] - '0') * unit;
        }

        precision = digits == 0 ? precision : digits <= 3 ? TimePrecision.Millisecond : TimePrecision.Tick;
        return ticks;
    }

    /// <summary>The number of four digits, the first of them lowest in memory.</summary>
    private static uint Four(uint digits)
    {
        digits -= 0x3030_3030;
        digits = (digits * 10) + (digits >> 8);
        return ((digits & 0xFF) * 100) + ((digits >> 16) & 0xFF);
    }

    private bool Slow(ReadOnlySpan<byte> line)
    {
        if (!TryParse(line, out EvidenceTime time))
        {
            return false;
        }

        Flush();
        long hour = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour);
        if (line.Length < Needed || !AreDigits(BinaryPrimitives.ReadUInt64BigEndian(line[2..])) || IsDigit(line[10]))
        {
            // Short rows, early years and milliseconds go without the memory.
            hours.Add(time);
            return true;
        }

        long first = (hour - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond / 100;
        _from = Text8(first);
        _until = Text8(first + 36);
        _hourTicks = hour;
        _count = 1;
        _leastHead = _mostHead = BinaryPrimitives.ReadUInt128BigEndian(line);
        Keep(line, _least);
        Keep(line, _most);
        return true;
    }

    private static ulong Text8(long value) =>
        BinaryPrimitives.ReadUInt64BigEndian(System.Text.Encoding.ASCII.GetBytes(value.ToString("D8", CultureInfo.InvariantCulture)));

    /// <summary>Digits behind the sixteenth byte, as a number to compare by; what is no digit counts as 0.</summary>
    private static int Rest(ReadOnlySpan<byte> line) => (Digit(line[16]) * 10) + (IsDigit(line[16]) ? Digit(line[17]) : 0);

    private static int Digit(byte value) => IsDigit(value) ? value - '0' : 0;

    private static void Keep(ReadOnlySpan<byte> line, byte[] target)
    {
        int length = Math.Min(line.Length, target.Length);
        line[..length].CopyTo(target);
        target.AsSpan(length).Clear();
    }

    private static bool AreDigits(ulong text) =>
        (text & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030 && ((text + 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030;

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';
}
