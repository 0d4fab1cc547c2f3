using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// One typed value, still in the chunk's bytes; nothing is decoded until asked for. Valid until its reader moves on.
/// Text forms follow Windows' own XML rendering: GUIDs in braces, SIDs as S-1-..., times in ISO 8601 with Z, hex types as
/// 0x and lower-case digits. A value whose size does not fit its type is shown as hex digits, never dropped.
/// </summary>
public readonly ref struct EvtxValue
{
    /// <summary>Makes a value over bytes.</summary>
    public EvtxValue(EvtxValueType type, ReadOnlySpan<byte> bytes)
    {
        Type = type;
        Bytes = bytes;
    }

    internal EvtxValue(ReadOnlySpan<char> text)
        : this(EvtxValueType.String, MemoryMarshal.AsBytes(text))
    {
    }

    /// <summary>The type.</summary>
    public EvtxValueType Type { get; }

    /// <summary>The bytes as they stand in the file, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>True when the record has no such value.</summary>
    public bool IsNull => Type == EvtxValueType.Null;

    /// <summary>True when the value is an array; see <see cref="Items"/>.</summary>
    public bool IsArray => (Type & EvtxValueType.Array) != 0;

    /// <summary>
    /// True when the text form is decimal or hex digits, a GUID, a SID or a time: nothing but digits, the letters a to f, S, T,
    /// x and Z, and <c>-.:{}</c>. False for an array of these.
    /// </summary>
    public bool IsNumber => Type is not (EvtxValueType.String or EvtxValueType.Xml or EvtxValueType.AnsiString or EvtxValueType.Bool
        or EvtxValueType.Real32 or EvtxValueType.Real64) && !IsArray;

    /// <summary>True when <see cref="Text"/> is the value, without copying.</summary>
    public bool IsText => Type is EvtxValueType.String or EvtxValueType.Xml;

    /// <summary>The characters of a text value, over the chunk; empty for other types. Ending NULs are left out.</summary>
    public ReadOnlySpan<char> Text =>
        IsText ? MemoryMarshal.Cast<byte, char>(Bytes).TrimEnd('\0') : default;

    /// <summary>The items of an array; the value itself when it is none; nothing when it is null.</summary>
    public EvtxValueItems Items => new(this);

    /// <summary>Room that <see cref="TryFormat"/> never exceeds, in characters.</summary>
    public int MaxTextLength => IsArray
        ? 256 + (Bytes.Length * 26)
        : Type is EvtxValueType.String or EvtxValueType.Xml ? Bytes.Length / 2
        : Math.Max(EvtxValueText.LongestAscii, Bytes.Length * 2);

    /// <summary>The text of a text value, without copying.</summary>
    /// <returns>False for other types.</returns>
    public bool TryGetText(out ReadOnlySpan<char> text)
    {
        text = Text;
        return IsText;
    }

    /// <summary>Writes the value's text form; array items are separated by a comma and a blank.</summary>
    /// <returns>False when it does not fit; then nothing useful is written.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        if (IsArray)
        {
            return TryFormatItems(destination, out charsWritten);
        }

        if (IsText)
        {
            ReadOnlySpan<char> text = Text;
            charsWritten = text.Length;
            return text.TryCopyTo(destination);
        }

        return EvtxValueText.TryFormat(Type, Bytes, destination, out charsWritten);
    }

    /// <summary>The value of any whole-number type.</summary>
    /// <returns>False for other types, and when it does not fit.</returns>
    public bool TryGetInt64(out long value)
    {
        bool isKnown = true;
        switch (Type, Bytes.Length)
        {
            case (EvtxValueType.Int8, 1):
                value = (sbyte)Bytes[0];
                break;
            case (EvtxValueType.UInt8, 1):
                value = Bytes[0];
                break;
            case (EvtxValueType.Int16, 2):
                value = BinaryPrimitives.ReadInt16LittleEndian(Bytes);
                break;
            case (EvtxValueType.UInt16, 2):
                value = BinaryPrimitives.ReadUInt16LittleEndian(Bytes);
                break;
            case (EvtxValueType.Int32, 4):
                value = BinaryPrimitives.ReadInt32LittleEndian(Bytes);
                break;
            case (EvtxValueType.UInt32 or EvtxValueType.HexInt32 or EvtxValueType.SizeT, 4):
                value = BinaryPrimitives.ReadUInt32LittleEndian(Bytes);
                break;
            case (EvtxValueType.Int64, 8):
                value = BinaryPrimitives.ReadInt64LittleEndian(Bytes);
                break;
            case (EvtxValueType.UInt64 or EvtxValueType.HexInt64 or EvtxValueType.SizeT, 8):
                value = BinaryPrimitives.ReadInt64LittleEndian(Bytes);
                isKnown = value >= 0;
                break;
            default:
                value = 0;
                isKnown = false;
                break;
        }

        return isKnown;
    }

    /// <summary>The value of a <see cref="EvtxValueType.FileTime"/>.</summary>
    /// <returns>False for other types, and for times that .NET cannot hold.</returns>
    public bool TryGetUtcTicks(out long utcTicks)
    {
        utcTicks = 0;
        return Type == EvtxValueType.FileTime && Bytes.Length == 8
            && EvtxValueText.TryToUtcTicks(BinaryPrimitives.ReadInt64LittleEndian(Bytes), out utcTicks);
    }

    /// <summary>The text form, as a new string.</summary>
    public override string ToString()
    {
        if (IsText)
        {
            return Text.ToString();
        }

        char[] room = new char[MaxTextLength];
        return TryFormat(room, out int written) ? new string(room, 0, written) : Convert.ToHexString(Bytes);
    }

    private bool TryFormatItems(Span<char> destination, out int charsWritten)
    {
        charsWritten = 0;
        bool isFirst = true;
        foreach (EvtxValue item in Items)
        {
            if (!isFirst)
            {
                if (!", ".TryCopyTo(destination[charsWritten..]))
                {
                    return false;
                }

                charsWritten += 2;
            }

            isFirst = false;
            if (!item.TryFormat(destination[charsWritten..], out int written))
            {
                return false;
            }

            charsWritten += written;
        }

        return true;
    }
}
