namespace Hindcast.Formats.Evtx;

/// <summary>Adds values that are no UTF-16 text to a text buffer.</summary>
internal static class EvtxTextForm
{
    /// <summary>Adds the text form, escaped, without quotes. Arrays are joined by a comma and a blank.</summary>
    public static void Add(EvtxTextBuffer to, EvtxValue value, bool isXml)
    {
        if (value.IsArray)
        {
            bool isFirst = true;
            foreach (EvtxValue item in value.Items)
            {
                if (!isFirst)
                {
                    to.Add(", "u8);
                }

                isFirst = false;
                if (to.IsCut)
                {
                    return;
                }

                Add(to, item, isXml);
            }

            return;
        }

        if (value.TryGetText(out ReadOnlySpan<char> text))
        {
            if (isXml)
            {
                to.AddXml(text);
            }
            else
            {
                to.AddJson(text);
            }

            return;
        }

        if (value.Type == EvtxValueType.AnsiString)
        {
            AddAnsi(to, value.Bytes.TrimEnd((byte)0), isXml);
            return;
        }

        Span<byte> room = to.Room(EvtxValueText.LongestAscii);
        if (room.IsEmpty)
        {
            return;
        }

        int length = EvtxValueText.FormatAscii(value.Type, value.Bytes, room);
        if (length >= 0)
        {
            to.Advance(length);
        }
        else
        {
            AddHex(to, value.Bytes);
        }
    }

    private static void AddAnsi(EvtxTextBuffer to, ReadOnlySpan<byte> bytes, bool isXml)
    {
        Span<char> part = stackalloc char[256];
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(part.Length, bytes.Length);
            for (int i = 0; i < length; i++)
            {
                part[i] = EvtxValueText.FromAnsi(bytes[i]);
            }

            if (isXml)
            {
                to.AddXml(part[..length]);
            }
            else
            {
                to.AddJson(part[..length]);
            }

            bytes = bytes[length..];
        }
    }

    private static void AddHex(EvtxTextBuffer to, ReadOnlySpan<byte> bytes)
    {
        Span<byte> room = to.Room(bytes.Length * 2);
        if (!room.IsEmpty && Convert.TryToHexString(bytes, room, out int written))
        {
            to.Advance(written);
        }
    }
}
