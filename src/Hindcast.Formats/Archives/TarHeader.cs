using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>One 512-byte header block of a tar (POSIX ustar, GNU, V7). Thread-safe.</summary>
internal static class TarHeader
{
    /// <summary>Length of a block.</summary>
    public const int BlockLength = 512;

    /// <summary>True when the block is a header: its checksum fits and it is not empty.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockLength || block[0] == 0 && block[..BlockLength].IndexOfAnyExcept((byte)0) < 0)
        {
            return false;
        }

        long expected = Number(block.Slice(148, 8));
        long sum = 8 * ' ', signedSum = 8 * ' ';
        for (int i = 0; i < BlockLength; i++)
        {
            if (i is < 148 or >= 156)
            {
                sum += block[i];
                signedSum += (sbyte)block[i];
            }
        }

        return expected == sum || expected == signedSum;
    }

    /// <summary>The kind of member; V7 tars have 0 for a file.</summary>
    public static char Type(ReadOnlySpan<byte> block) => block[156] == 0 ? '0' : (char)block[156];

    /// <summary>The name, with the prefix of ustar.</summary>
    public static string Name(ReadOnlySpan<byte> block)
    {
        string name = Text(block[..100]);
        bool ustar = block[257..].StartsWith("ustar\0"u8);
        string prefix = ustar ? Text(block.Slice(345, 155)) : "";
        return prefix.Length > 0 ? prefix + "/" + name : name;
    }

    /// <summary>The target of a link.</summary>
    public static string LinkName(ReadOnlySpan<byte> block) => Text(block.Slice(157, 100));

    /// <summary>The length of the body in bytes; negative when it is no number.</summary>
    public static long Length(ReadOnlySpan<byte> block) => Number(block.Slice(124, 12));

    /// <summary>The time of last modification (UTC, seconds); null when it is none.</summary>
    public static EvidenceTime? Modified(ReadOnlySpan<byte> block) => UnixTime(Number(block.Slice(136, 12)));

    /// <summary>The owner's number; -1 when it is none.</summary>
    public static long UserId(ReadOnlySpan<byte> block) => block.Slice(108, 8).IndexOfAnyExcept((byte)0, (byte)' ') < 0 ? -1 : Number(block.Slice(108, 8));

    /// <summary>The owner's name, or "".</summary>
    public static string UserName(ReadOnlySpan<byte> block) => block[257..].StartsWith("ustar"u8) ? Text(block.Slice(265, 32)) : "";

    /// <summary>A name: UTF-8, or shown as one on disk would be. A tar does not say how its names are written.</summary>
    public static string Decode(ReadOnlySpan<byte> name) => Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : DiskName.Shown(DiskName.From(name));

    /// <summary>A time from seconds since 1970; null outside of the calendar.</summary>
    public static EvidenceTime? UnixTime(long seconds) => seconds is > 0 and < 253_402_300_800
        ? EvidenceTime.FromUtc(DateTime.UnixEpoch.AddSeconds(seconds), TimePrecision.Second)
        : null;

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Decode(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal digits, or base 256 when the first bit is set (GNU); -1 when neither.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] is 0x80 or 0xFF)
        {
            return field[0] == 0xFF || field[1..^8].IndexOfAnyExcept((byte)0) >= 0 && field.Length > 8
                ? -1
                : BinaryPrimitives.ReadInt64BigEndian(field[^8..]) & (field.Length == 8 ? long.MaxValue : -1);
        }

        long value = 0;
        bool any = false;
        foreach (byte digit in field)
        {
            if (digit is >= (byte)'0' and <= (byte)'7')
            {
                value = (value << 3) | (uint)(digit - '0');
                any = true;
            }
            else if (digit is 0 or (byte)' ')
            {
                if (any)
                {
                    break;
                }
            }
            else
            {
                return -1;
            }
        }

        return value;
    }
}
