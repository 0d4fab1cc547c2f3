using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Growing, reusable room for the UTF-8 text of records. Bounded per record: a record whose text would go over
/// <see cref="LargestRecordBytes"/> is cut. One thread at a time.
/// </summary>
public sealed class EvtxTextBuffer
{
    /// <summary>Most text of one record, in bytes; a record of 64 KiB usually gives below 300,000.</summary>
    public const int LargestRecordBytes = 16 << 20;

    private byte[] _bytes;
    private int _length;
    private int _limit = LargestRecordBytes;

    // The end of what may be written without growing: of the array, or of the record's limit.
    private int _end;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="capacity">Bytes to start with.</param>
    public EvtxTextBuffer(int capacity = 1 << 16)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(16, capacity));
        _end = Math.Min(_limit, _bytes.Length);
    }

    /// <summary>The text so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Bytes so far.</summary>
    public int Length => _length;

    /// <summary>True when the last record's text went over the limit; what was written says so in its place.</summary>
    public bool IsCut { get; internal set; }

    internal byte Last => _length == 0 ? (byte)0 : _bytes[_length - 1];

    /// <summary>Empties the buffer; its memory is kept.</summary>
    public void Clear() => _length = 0;

    /// <summary>Adds bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (_end - _length >= utf8.Length || Reserve(utf8.Length))
        {
            utf8.CopyTo(new Span<byte>(_bytes, _length, utf8.Length));
            _length += utf8.Length;
        }
    }

    internal void StartRecord()
    {
        IsCut = false;
        _limit = (int)Math.Min((long)_length + LargestRecordBytes, Array.MaxLength);
        _end = Math.Min(_limit, _bytes.Length);
    }

    internal void Truncate(int length) => _length = length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(byte b)
    {
        if (_length < _end || Reserve(1))
        {
            _bytes[_length++] = b;
        }
    }

    /// <summary>Room to write into; <see cref="Advance"/> afterwards. Empty when the record is cut.</summary>
    internal Span<byte> Room(int bytes) => Reserve(bytes) ? _bytes.AsSpan(_length) : default;

    internal void Advance(int bytes) => _length += bytes;

    /// <summary>Adds text for the inside of a JSON string. Lone surrogates and controls become escapes, so nothing is lost.</summary>
    internal void AddJson(ReadOnlySpan<char> text)
    {
        if (!Reserve((text.Length * 6) + 32))
        {
            return;
        }

        Span<byte> to = _bytes.AsSpan(_length);
        int written = 0;
        while (!text.IsEmpty)
        {
            int plain = CopyPlain(text, to[written..], isJson: true);
            written += plain;
            text = text[plain..];
            if (text.IsEmpty)
            {
                break;
            }

            written += EscapeJson(ref text, to[written..]);
        }

        _length += written;
    }

    /// <summary>
    /// Adds text for XML content or a value in single quotes. Characters that XML 1.0 cannot hold become U+FFFD.
    /// </summary>
    internal void AddXml(ReadOnlySpan<char> text)
    {
        if (!Reserve((text.Length * 6) + 32))
        {
            return;
        }

        Span<byte> to = _bytes.AsSpan(_length);
        int written = 0;
        while (!text.IsEmpty)
        {
            int plain = CopyPlain(text, to[written..], isJson: false);
            written += plain;
            text = text[plain..];
            if (text.IsEmpty)
            {
                break;
            }

            written += EscapeXml(ref text, to[written..]);
        }

        _length += written;
    }

    /// <summary>
    /// Copies characters that need no escape and are ASCII, up to the first other one: 32, 16 and 8 at a time, the last eight
    /// again if they overlap, one by one only below eight. The target has room for whole vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CopyPlain(ReadOnlySpan<char> text, Span<byte> to, bool isJson)
    {
        ref ushort from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= text.Length - 32; i += 32)
            {
                Vector256<byte> narrow = Vector256.NarrowWithSaturation(
                    Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref from, (nuint)i + 16));
                narrow.StoreUnsafe(ref target, (nuint)i);
                uint mask = Special(narrow, isJson).ExtractMostSignificantBits();
                if (mask != 0)
                {
                    return i + BitOperations.TrailingZeroCount(mask);
                }
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= text.Length - 16; i += 16)
            {
                Vector128<byte> narrow = Vector128.NarrowWithSaturation(
                    Vector128.LoadUnsafe(ref from, (nuint)i), Vector128.LoadUnsafe(ref from, (nuint)i + 8));
                narrow.StoreUnsafe(ref target, (nuint)i);
                uint mask = Special(narrow, isJson).ExtractMostSignificantBits();
                if (mask != 0)
                {
                    return i + BitOperations.TrailingZeroCount(mask);
                }
            }

            while (i < text.Length && text.Length >= 8)
            {
                i = Math.Min(i, text.Length - 8);
                Vector128<ushort> eight = Vector128.LoadUnsafe(ref from, (nuint)i);
                Vector128<byte> narrow = Vector128.NarrowWithSaturation(eight, eight);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), narrow.AsUInt64().ToScalar());
                uint mask = Special(narrow, isJson).ExtractMostSignificantBits() & 0xFF;
                if (mask != 0)
                {
                    return i + BitOperations.TrailingZeroCount(mask);
                }

                i += 8;
            }
        }

        for (; i < text.Length; i++)
        {
            char c = text[i];
            bool isPlain = c is >= ' ' and < '\x7F'
                && (isJson ? c is not ('"' or '\\') : c is not ('&' or '<' or '>' or '\''));
            if (!isPlain)
            {
                break;
            }

            to[i] = (byte)c;
        }

        return i;
    }

    /// <summary>All bits of the bytes that need an escape or are not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Special(Vector256<byte> ascii, bool isJson)
    {
        Vector256<byte> special = Vector256.LessThan(ascii, Vector256.Create((byte)0x20))
            | Vector256.GreaterThan(ascii, Vector256.Create((byte)0x7E));
        return isJson
            ? special | Vector256.Equals(ascii, Vector256.Create((byte)'"')) | Vector256.Equals(ascii, Vector256.Create((byte)'\\'))
            : special | Vector256.Equals(ascii, Vector256.Create((byte)'&')) | Vector256.Equals(ascii, Vector256.Create((byte)'<'))
                | Vector256.Equals(ascii, Vector256.Create((byte)'>')) | Vector256.Equals(ascii, Vector256.Create((byte)'\''));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Special(Vector128<byte> ascii, bool isJson)
    {
        Vector128<byte> special = Vector128.LessThan(ascii, Vector128.Create((byte)0x20))
            | Vector128.GreaterThan(ascii, Vector128.Create((byte)0x7E));
        return isJson
            ? special | Vector128.Equals(ascii, Vector128.Create((byte)'"')) | Vector128.Equals(ascii, Vector128.Create((byte)'\\'))
            : special | Vector128.Equals(ascii, Vector128.Create((byte)'&')) | Vector128.Equals(ascii, Vector128.Create((byte)'<'))
                | Vector128.Equals(ascii, Vector128.Create((byte)'>')) | Vector128.Equals(ascii, Vector128.Create((byte)'\''));
    }

    private static int EscapeJson(ref ReadOnlySpan<char> text, Span<byte> to)
    {
        char c = text[0];
        if (c >= 0x80 && AddScalar(ref text, to, out int written))
        {
            return written;
        }

        text = text[1..];
        to[0] = (byte)'\\';
        byte letter = c switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            _ => 0,
        };
        if (letter != 0)
        {
            to[1] = letter;
            return 2;
        }

        to[1] = (byte)'u';
        for (int i = 0; i < 4; i++)
        {
            to[2 + i] = "0123456789abcdef"u8[(c >> (12 - (i * 4))) & 15];
        }

        return 6;
    }

    private static int EscapeXml(ref ReadOnlySpan<char> text, Span<byte> to)
    {
        char c = text[0];
        bool isInvalid = c is < ' ' and not ('\t' or '\n' or '\r') or >= '\uFFFE';
        if (!isInvalid && c >= 0x7F && AddScalar(ref text, to, out int written))
        {
            return written;
        }

        text = text[1..];
        ReadOnlySpan<byte> escape = c switch
        {
            '&' => "&amp;"u8,
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '\'' => "&apos;"u8,
            '\t' => "\t"u8,
            '\n' => "\n"u8,
            '\r' => "&#xD;"u8,
            _ => "\uFFFD"u8,
        };
        escape.CopyTo(to);
        return escape.Length;
    }

    /// <summary>Adds one character beyond ASCII as UTF-8; false for a lone surrogate.</summary>
    private static bool AddScalar(ref ReadOnlySpan<char> text, Span<byte> to, out int written)
    {
        if (System.Text.Rune.DecodeFromUtf16(text, out System.Text.Rune rune, out int used) != OperationStatus.Done)
        {
            written = 0;
            return false;
        }

        written = rune.EncodeToUtf8(to);
        text = text[used..];
        return true;
    }

    private bool Reserve(int bytes)
    {
        if (_end - _length >= bytes)
        {
            return true;
        }

        if (_length + (long)bytes > _limit)
        {
            IsCut = true;
            return false;
        }

        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, _length + (long)bytes)));
        _end = Math.Min(_limit, _bytes.Length);
        return true;
    }
}
