using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Hindcast.Formats.Dns;

/// <summary>
/// Finds the name in a row of the Windows DNS server's debug log without cutting the row: for those who look at every row and
/// want its name alone. Gives the same name as the row's column QuestionName.
/// </summary>
public static class DnsDebugName
{
    private const int Window = 2 * 32;
    private const int MaxNameBytes = 256;

    private static ReadOnlySpan<byte> PacketWord => " PACKET "u8;

    /// <summary>Finds the name as it is written, in counted labels: <c>(3)www(7)contoso(7)example(0)</c>.</summary>
    /// <param name="row">The row, without its line end.</param>
    /// <param name="written">The name, with what stands around it up to the end of the row.</param>
    /// <returns>False for a row of another kind, or one that has to be looked at in the usual way.</returns>
    public static bool TryFind(ReadOnlySpan<byte> row, out ReadOnlySpan<byte> written)
    {
        written = default;
        int packet = row.IndexOf(PacketWord);
        if (packet < 0 || row.IndexOfAny((byte)'\r', (byte)'\n') >= 0)
        {
            return false;
        }

        // Some servers write an id of the packet before the protocol.
        int at = SkipBlanks(row, packet + PacketWord.Length);
        if (!row[at..].StartsWith("UDP "u8) && !row[at..].StartsWith("TCP "u8))
        {
            int id = row[at..].IndexOf((byte)' ');
            at = id < 0 ? row.Length : SkipBlanks(row, at + id);
        }

        if (at + Window > row.Length)
        {
            return false;
        }

        // A word ends where a blank follows what is none: protocol, direction, address and id must have ended before the flags.
        ref byte start = ref MemoryMarshal.GetReference(row);
        ulong blanks = Equal(ref start, at, (byte)' '), opens = Equal(ref start, at, (byte)'[');
        ulong ends = blanks & ~(blanks << 1);
        int open = BitOperations.TrailingZeroCount(opens);
        if (opens == 0 || BitOperations.PopCount(ends & ((1UL << open) - 1)) < 4)
        {
            return false;
        }

        int close = row[(at + open)..].IndexOf((byte)']');
        int position = close < 0 ? row.Length : SkipBlanks(row, at + open + close + 1);
        int type = row[position..].IndexOf((byte)' ');
        if (type < 0)
        {
            return false;
        }

        written = row[SkipBlanks(row, position + type)..];
        return written.Length <= MaxNameBytes;
    }

    /// <summary>The name with dots.</summary>
    public static string Read(ReadOnlySpan<byte> written) => DnsNames.FromLabels(Encoding.UTF8.GetString(written));

    /// <summary>The name with dots, without a string for it where it is written as servers do.</summary>
    /// <param name="written">What <see cref="TryFind"/> gave.</param>
    /// <param name="room">Room for it; at least as long as what is written.</param>
    public static ReadOnlySpan<char> Read(ReadOnlySpan<byte> written, Span<char> room)
    {
        int at = 0, end = 0;
        while (at < written.Length && written[at] == (byte)'(')
        {
            int digits = 0, length = 0;
            for (at++; at < written.Length && written[at] is >= (byte)'0' and <= (byte)'9' && digits < 3; at++, digits++)
            {
                length = (length * 10) + written[at] - '0';
            }

            if (digits == 0 || at >= written.Length || written[at++] != (byte)')' || at + length > written.Length)
            {
                break;
            }

            if (length == 0)
            {
                return room[..end];
            }

            ReadOnlySpan<byte> label = written.Slice(at, length);
            if (!Ascii.IsValid(label))
            {
                break;
            }

            if (end > 0)
            {
                room[end++] = '.';
            }

            Ascii.ToUtf16(label, room[end..], out int chars);
            end += chars;
            at += length;
        }

        return Read(written);
    }

    private static int SkipBlanks(ReadOnlySpan<byte> row, int at)
    {
        while (at < row.Length && row[at] == (byte)' ')
        {
            at++;
        }

        return at;
    }

    private static ulong Equal(ref byte start, int at, byte value)
    {
        Vector256<byte> wanted = Vector256.Create(value);
        return Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)at), wanted).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)at + 32), wanted).ExtractMostSignificantBits() << 32);
    }
}
