namespace Hindcast.Analysis.Sunburst;

/// <summary>
/// SUNBURST's base 32: an alphabet of its own, bits packed from the least significant on. Bits left over are padding.
/// </summary>
internal static class SunburstBase32
{
    private const string Alphabet = "ph2eifo3n5utg1j8d94qrvbmk0sal76c";

    /// <summary>Decodes lower-case text.</summary>
    /// <returns>The number of bytes; -1 when a character is not of the alphabet.</returns>
    internal static int Decode(ReadOnlySpan<char> text, Span<byte> bytes) => Decode(text, bytes, out _);

    /// <summary>Decodes lower-case text and gives the bits left over.</summary>
    internal static int Decode(ReadOnlySpan<char> text, Span<byte> bytes, out uint padding)
    {
        uint bits = 0;
        int have = 0, count = 0;
        padding = 0;
        foreach (char c in text)
        {
            int value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
            {
                return -1;
            }

            bits |= (uint)value << have;
            have += 5;
            if (have >= 8)
            {
                bytes[count++] = (byte)bits;
                bits >>= 8;
                have -= 8;
            }
        }

        padding = bits;
        return count;
    }
}
