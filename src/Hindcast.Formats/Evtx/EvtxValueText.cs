using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Hindcast.Formats.Evtx;

/// <summary>Text forms of values that are not UTF-16 text. All but ANSI text is ASCII.</summary>
internal static class EvtxValueText
{
    /// <summary>Room for any fixed-size value and any valid SID.</summary>
    public const int LongestAscii = 192;

    private const int MostSubauthorities = 15;
    /// <summary>Ticks from year 1 to the start of FILETIME.</summary>
    public const long TicksTo1601 = 504911232000000000;

    // Windows-1252 where it differs from Latin-1; the five free codes stay control characters.
    private const string Ansi80To9F =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Converts a FILETIME.</summary>
    public static bool TryToUtcTicks(long fileTime, out long utcTicks)
    {
        bool fits = fileTime >= 0 && fileTime <= DateTime.MaxValue.Ticks - TicksTo1601;
        utcTicks = fits ? fileTime + TicksTo1601 : 0;
        return fits;
    }

    /// <summary>The character of a Windows-1252 byte.</summary>
    public static char FromAnsi(byte b) => b is >= 0x80 and < 0xA0 ? Ansi80To9F[b - 0x80] : (char)b;

    /// <summary>Writes the text form of a value that is neither UTF-16 text nor an array.</summary>
    public static bool TryFormat(EvtxValueType type, ReadOnlySpan<byte> bytes, Span<char> destination, out int written)
    {
        if (type == EvtxValueType.AnsiString)
        {
            return TryFormatAnsi(bytes, destination, out written);
        }

        Span<byte> ascii = stackalloc byte[LongestAscii];
        int length = FormatAscii(type, bytes, ascii);
        if (length < 0)
        {
            return Convert.TryToHexString(bytes, destination, out written);
        }

        return Encoding.ASCII.TryGetChars(ascii[..length], destination, out written);
    }

    /// <summary>
    /// Writes the text form into at least <see cref="LongestAscii"/> bytes.
    /// </summary>
    /// <returns>Bytes written; -1 when the value is to be shown as its bytes in hex.</returns>
    public static int FormatAscii(EvtxValueType type, ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        int size = EvtxFormat.FixedSizes[(byte)type];
        if (size != 0 && size != bytes.Length)
        {
            return bytes.IsEmpty ? 0 : -1;
        }

        switch (type)
        {
            case EvtxValueType.Null:
                return 0;
            case EvtxValueType.Int8:
                return Decimal((sbyte)bytes[0], to);
            case EvtxValueType.UInt8:
                return Decimal(bytes[0], to);
            case EvtxValueType.Int16:
                return Decimal(BinaryPrimitives.ReadInt16LittleEndian(bytes), to);
            case EvtxValueType.UInt16:
                return Decimal(BinaryPrimitives.ReadUInt16LittleEndian(bytes), to);
            case EvtxValueType.Int32:
                return Decimal(BinaryPrimitives.ReadInt32LittleEndian(bytes), to);
            case EvtxValueType.UInt32:
                return Decimal(BinaryPrimitives.ReadUInt32LittleEndian(bytes), to);
            case EvtxValueType.Int64:
                return Decimal(BinaryPrimitives.ReadInt64LittleEndian(bytes), to);
            case EvtxValueType.UInt64:
                Utf8Formatter.TryFormat(BinaryPrimitives.ReadUInt64LittleEndian(bytes), to, out int length);
                return length;
            case EvtxValueType.Real32:
                BinaryPrimitives.ReadSingleLittleEndian(bytes).TryFormat(
                    to, out length, default, System.Globalization.CultureInfo.InvariantCulture);
                return length;
            case EvtxValueType.Real64:
                BinaryPrimitives.ReadDoubleLittleEndian(bytes).TryFormat(
                    to, out length, default, System.Globalization.CultureInfo.InvariantCulture);
                return length;
            case EvtxValueType.Bool:
                ReadOnlySpan<byte> word = BinaryPrimitives.ReadInt32LittleEndian(bytes) != 0 ? "true"u8 : "false"u8;
                word.CopyTo(to);
                return word.Length;
            case EvtxValueType.Guid:
                Utf8Formatter.TryFormat(new Guid(bytes), to, out length, 'B');
                ToUpper(to[..length]);
                return length;
            case EvtxValueType.HexInt32:
                return Hex(BinaryPrimitives.ReadUInt32LittleEndian(bytes), to);
            case EvtxValueType.HexInt64:
                return Hex(BinaryPrimitives.ReadUInt64LittleEndian(bytes), to);
            case EvtxValueType.SizeT or EvtxValueType.Handle when bytes.Length == 4:
                return Hex(BinaryPrimitives.ReadUInt32LittleEndian(bytes), to);
            case EvtxValueType.SizeT or EvtxValueType.Handle when bytes.Length == 8:
                return Hex(BinaryPrimitives.ReadUInt64LittleEndian(bytes), to);
            case EvtxValueType.FileTime:
                long fileTime = BinaryPrimitives.ReadInt64LittleEndian(bytes);
                return TryToUtcTicks(fileTime, out long ticks) ? Time(ticks, 7, to) : Hex((ulong)fileTime, to);
            case EvtxValueType.SystemTime:
                return SystemTime(bytes, to);
            case EvtxValueType.Sid:
                return Sid(bytes, to);
            default:
                return bytes.IsEmpty ? 0 : -1;
        }
    }

    private static bool TryFormatAnsi(ReadOnlySpan<byte> bytes, Span<char> destination, out int written)
    {
        bytes = bytes.TrimEnd((byte)0);
        written = bytes.Length;
        if (destination.Length < bytes.Length)
        {
            return false;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            destination[i] = FromAnsi(bytes[i]);
        }

        return true;
    }

    private static int Decimal(long value, Span<byte> to)
    {
        Utf8Formatter.TryFormat(value, to, out int length);
        return length;
    }

    private static int Hex(ulong value, Span<byte> to)
    {
        int digits = Math.Max(1, (67 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 4);
        to[0] = (byte)'0';
        to[1] = (byte)'x';
        for (int i = digits + 1; i > 1; i--)
        {
            to[i] = "0123456789abcdef"u8[(int)(value & 15)];
            value >>= 4;
        }

        return digits + 2;
    }

    private static void ToUpper(Span<byte> ascii)
    {
        foreach (ref byte b in ascii)
        {
            b = b is >= (byte)'a' and <= (byte)'f' ? (byte)(b - 32) : b;
        }
    }

    /// <summary>2021-03-03T04:23:22.3701234Z, with so many digits of the second's fraction.</summary>
    private static int Time(long utcTicks, int digits, Span<byte> to)
    {
        DateOnly date = DateOnly.FromDateTime(new DateTime(utcTicks, DateTimeKind.Utc));
        Digits(date.Year, 4, to);
        to[4] = (byte)'-';
        Digits(date.Month, 2, to[5..]);
        to[7] = (byte)'-';
        Digits(date.Day, 2, to[8..]);
        to[10] = (byte)'T';
        int seconds = (int)(utcTicks / TimeSpan.TicksPerSecond % 86400);
        Digits(seconds / 3600, 2, to[11..]);
        to[13] = (byte)':';
        Digits(seconds / 60 % 60, 2, to[14..]);
        to[16] = (byte)':';
        Digits(seconds % 60, 2, to[17..]);
        to[19] = (byte)'.';
        int fraction = (int)(utcTicks % TimeSpan.TicksPerSecond);
        Digits(digits == 3 ? fraction / 10000 : fraction, digits, to[20..]);
        to[20 + digits] = (byte)'Z';
        return 21 + digits;
    }

    private static void Digits(int value, int count, Span<byte> to)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            to[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    private static int SystemTime(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        Span<int> parts = stackalloc int[8];
        for (int i = 0; i < 8; i++)
        {
            parts[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * 2)..]);
        }

        bool isValid = parts[0] is > 0 and < 10000 && parts[1] is > 0 and <= 12
            && parts[3] > 0 && parts[3] <= DateTime.DaysInMonth(parts[0], parts[1])
            && parts[4] < 24 && parts[5] < 60 && parts[6] < 60 && parts[7] < 1000;
        return isValid
            ? Time(
                new DateTime(parts[0], parts[1], parts[3], parts[4], parts[5], parts[6], parts[7], DateTimeKind.Utc).Ticks, 3, to)
            : -1;
    }

    private static int Sid(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        if (bytes.Length < 8 || bytes[1] > MostSubauthorities || bytes.Length < 8 + (4 * bytes[1]))
        {
            return bytes.IsEmpty ? 0 : -1;
        }

        to[0] = (byte)'S';
        to[1] = (byte)'-';
        int length = 2 + Decimal(bytes[0], to[2..]);
        to[length++] = (byte)'-';
        ulong authority = BinaryPrimitives.ReadUInt64BigEndian(bytes) & 0xFFFFFFFFFFFF;
        length += authority > uint.MaxValue ? Hex(authority, to[length..]) : Decimal((long)authority, to[length..]);
        for (int i = 0; i < bytes[1]; i++)
        {
            to[length++] = (byte)'-';
            length += Decimal(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(8 + (4 * i))..]), to[length..]);
        }

        return length;
    }
}
