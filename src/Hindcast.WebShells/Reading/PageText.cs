using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// The text of a page with the way back to its bytes. Bytes are taken as Latin-1, so that a character is a byte in ANSI and
/// UTF-8 files alike (names of code are ASCII); UTF-16 is told by its mark or by its zero bytes, UTF-32 by its mark.
/// </summary>
internal sealed class PageText
{
    private readonly int _bytesPerChar;
    private readonly int _firstByte;
    private int[]? _lineStarts;

    private PageText(string text, int bytesPerChar, int firstByte)
    {
        Text = text;
        _bytesPerChar = bytesPerChar;
        _firstByte = firstByte;
    }

    internal string Text { get; }

    /// <summary>True when each character is a byte.</summary>
    internal bool IsOfBytes => _bytesPerChar == 1;

    /// <summary>True of bytes that may hold more than one for a character: such a mark may be followed by hundreds of characters without a zero byte.</summary>
    internal static bool MayBeWide(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || content[..Math.Min(content.Length, 512)].Contains((byte)0);

    internal static PageText Read(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || content.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return ReadFours(content[4..], big: content[0] == 0);
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new PageText(Encoding.Latin1.GetString(content[3..]), 1, 3);
        }

        bool big = content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        bool little = content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]);
        int mark = big || little ? 2 : 0;
        if (!big && !little && content.Length >= 16)
        {
            ReadOnlySpan<byte> head = content[..Math.Min(content.Length & ~1, 256)];
            int zeroEven = 0, zeroOdd = 0;
            for (int i = 0; i < head.Length; i += 2)
            {
                zeroEven += head[i] == 0 ? 1 : 0;
                zeroOdd += head[i + 1] == 0 ? 1 : 0;
            }

            little = zeroOdd > head.Length * 3 / 8 && zeroEven < head.Length / 16;
            big = zeroEven > head.Length * 3 / 8 && zeroOdd < head.Length / 16;
        }

        if (!big && !little)
        {
            return new PageText(Encoding.Latin1.GetString(content), 1, 0);
        }

        ReadOnlySpan<byte> pairs = content[mark..];
        char[] text = new char[pairs.Length / 2];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)(big ? BinaryPrimitives.ReadUInt16BigEndian(pairs[(2 * i)..]) : BinaryPrimitives.ReadUInt16LittleEndian(pairs[(2 * i)..]));
        }

        return new PageText(new string(text), 2, mark);
    }

    private static PageText ReadFours(ReadOnlySpan<byte> content, bool big)
    {
        char[] text = new char[content.Length / 4];
        for (int i = 0; i < text.Length; i++)
        {
            // Names of code are ASCII, so what does not fit into a character may be any sign.
            uint value = big ? BinaryPrimitives.ReadUInt32BigEndian(content[(4 * i)..]) : BinaryPrimitives.ReadUInt32LittleEndian(content[(4 * i)..]);
            text[i] = value <= char.MaxValue ? (char)value : '\uFFFD';
        }

        return new PageText(new string(text), 4, 4);
    }

    internal long OffsetOf(int position) => _firstByte + ((long)position * _bytesPerChar);

    internal int LineOf(int position)
    {
        if (_lineStarts is null)
        {
            List<int> starts = [0];
            for (int i = 0; Text.AsSpan(i).IndexOfAny('\n', '\r') is >= 0 and int found;)
            {
                i += found + 1;
                if (Text[i - 1] == '\n' || i == Text.Length || Text[i] != '\n')
                {
                    starts.Add(i);
                }
            }

            _lineStarts = [.. starts];
        }

        int line = Array.BinarySearch(_lineStarts, position);
        return line >= 0 ? line + 1 : ~line;
    }

    /// <summary>The line around a position, cut to what a report keeps.</summary>
    internal string Quote(int position)
    {
        position = Math.Clamp(position, 0, Text.Length);
        int start = position, end = position;
        while (start > 0 && position - start < PageReport.MaxSignChars / 4 && Text[start - 1] is not ('\n' or '\r'))
        {
            start--;
        }

        while (end < Text.Length && end - start < PageReport.MaxSignChars && Text[end] is not ('\n' or '\r'))
        {
            end++;
        }

        return Safe(Text.AsSpan(start, end - start));
    }

    /// <summary>Text without control and format characters and of bounded length.</summary>
    internal static string Safe(ReadOnlySpan<char> text)
    {
        StringBuilder safe = new(Math.Min(text.Length, PageReport.MaxSignChars));
        foreach (char c in text[..Math.Min(text.Length, PageReport.MaxSignChars)])
        {
            bool hidden = c is > '~' or < ' ' && (c < '\u00A0' || char.IsSurrogate(c)
                || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            safe.Append(hidden ? c is '\t' ? ' ' : '.' : c);
        }

        return safe.ToString().Trim();
    }
}
