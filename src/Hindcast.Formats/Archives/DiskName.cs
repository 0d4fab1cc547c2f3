using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Names of files and folders on disk as text, without loss. On Linux a name is bytes that need not be UTF-8: each byte that is none stands in
/// a string as one half of a surrogate pair (U+DC80 to U+DCFF), which valid UTF-8 never gives. Such a string opens the file; it is never shown.
/// Shown is <c>%xHH</c>, which stands for one byte of the name. Thread-safe.
/// </summary>
public static class DiskName
{
    private const char ByteZero = '\uDC00';
    private const char FirstByte = '\uDC80';
    private const char LastByte = '\uDCFF';
    private const int EscapeLength = 4;
    private const int MaxRuneBytes = 4;

    /// <summary>A name or path from the bytes that the system has for it.</summary>
    public static string From(ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(name))
        {
            return Encoding.UTF8.GetString(name);
        }

        StringBuilder text = new(name.Length);
        while (!name.IsEmpty)
        {
            int length = 1;
            if (Rune.DecodeFromUtf8(name, out Rune rune, out int runeLength) == OperationStatus.Done)
            {
                text.Append(rune);
                length = runeLength;
            }
            else
            {
                text.Append((char)(ByteZero + name[0]));
            }

            name = name[length..];
        }

        return text.ToString();
    }

    /// <summary>
    /// A name as it is shown and told apart by: two different names are never shown alike. Bytes that are no UTF-8, characters that control a
    /// terminal, turn the direction of writing or cannot be seen, an exclamation mark at the end (which would look like the border of an
    /// archive), and the sign of this escape itself are written as the bytes they consist of. Everything else stays as it is.
    /// </summary>
    public static string Shown(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.AsSpan().ContainsAnyExceptInRange(' ', '~') && !name.EndsWith('!') && !name.Contains("%x", StringComparison.Ordinal))
        {
            return name;
        }

        StringBuilder shown = new(name.Length + 16);
        Span<byte> bytes = stackalloc byte[MaxRuneBytes];
        int length;
        for (int i = 0; i < name.Length; i += length)
        {
            ReadOnlySpan<char> rest = name.AsSpan(i);
            bool isCharacter = Rune.DecodeFromUtf16(rest, out Rune rune, out length) == OperationStatus.Done;
            if (isCharacter && !IsHidden(rune) && !IsEscape(rest) && rest is not "!")
            {
                shown.Append(rest[..length]);
                continue;
            }

            foreach (byte part in bytes[..(isCharacter ? rune.EncodeToUtf8(bytes) : WriteHalf(rest[0], bytes, OperatingSystem.IsWindows()))])
            {
                shown.Append(CultureInfo.InvariantCulture, $"%x{part:X2}");
            }
        }

        return shown.ToString();
    }

    /// <summary>The name or path that <see cref="Shown"/> shows so.</summary>
    public static string FromShown(string shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(shown.Length)];
        int filled = 0;
        for (int i = 0; i < shown.Length;)
        {
            int escape = shown.IndexOf("%x", i, StringComparison.Ordinal);
            int end = escape < 0 ? shown.Length : escape;
            TryWrite(shown.AsSpan(i..end), bytes.AsSpan(filled), out int written);
            filled += written;
            i = end;
            if (escape >= 0)
            {
                bool isEscape = IsEscape(shown.AsSpan(escape));
                bytes[filled++] = isEscape ? Convert.FromHexString(shown.AsSpan(escape + 2, 2))[0] : (byte)'%';
                i += isEscape ? EscapeLength : 1;
            }
        }

        return From(bytes.AsSpan(0, filled));
    }

    /// <summary>True for a name or path with bytes that are no UTF-8. May be true for others, too, which lose nothing by being taken for such.</summary>
    internal static bool MayHaveBytes(string name) => name.AsSpan().ContainsAnyInRange(FirstByte, LastByte);

    /// <summary>Writes a name or path as the system has it; false when there is no room for it.</summary>
    internal static bool TryWrite(ReadOnlySpan<char> name, Span<byte> target, out int written)
    {
        written = 0;
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(name, target[written..], out int read, out int bytes, replaceInvalidSequences: false);
            written += bytes;
            if (status != OperationStatus.InvalidData || target.Length - written < MaxRuneBytes)
            {
                return status == OperationStatus.Done;
            }

            written += WriteHalf(name[read], target[written..], isWindows: false);
            name = name[(read + 1)..];
        }
    }

    /// <summary>Half of a surrogate pair: a byte, or, in a name of Windows, two bytes of UTF-16 that are no character.</summary>
    private static int WriteHalf(char half, Span<byte> target, bool isWindows)
    {
        if (!isWindows && half is >= FirstByte and <= LastByte)
        {
            target[0] = (byte)(half - ByteZero);
            return 1;
        }

        target[0] = (byte)(0xE0 | (half >> 12));
        target[1] = (byte)(0x80 | ((half >> 6) & 0x3F));
        target[2] = (byte)(0x80 | (half & 0x3F));
        return 3;
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= EscapeLength && text.StartsWith("%x", StringComparison.Ordinal) && char.IsAsciiHexDigitUpper(text[2]) && char.IsAsciiHexDigitUpper(text[3]);
}
