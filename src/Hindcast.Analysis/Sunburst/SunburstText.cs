using System.Text;

namespace Hindcast.Analysis.Sunburst;

/// <summary>
/// The two ways in which a domain name is written. A name of small letters, digits, <c>_ - .</c> goes through a
/// substitution; any other is its UTF-8 in <see cref="SunburstBase32"/> behind <c>00</c>, which the substitution never gives.
/// </summary>
internal static class SunburstText
{
    /// <summary>What the base 32 form starts with.</summary>
    internal const string Base32Mark = "00";

    private const string Letters = "rq3gsalt6u1iyfzop572d49bnx8cvmkewhj";
    private const string Specials = "0_-.";
    private const int Shift = 4;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True when the piece starts a name in base 32.</summary>
    internal static bool IsBase32(ReadOnlySpan<char> joined) => joined.StartsWith(Base32Mark, StringComparison.Ordinal);

    /// <summary>Decodes the substitution.</summary>
    /// <returns>False, with the reason, when the sender cannot have written this.</returns>
    internal static bool TrySubstitution(ReadOnlySpan<char> encoded, out string text, out string reason) =>
        TrySubstitution(encoded, isStrict: true, out text, out reason);

    /// <summary>What a decoder reads that does not ask whether the sender can have written this: escapes of any letter, the last one left out.</summary>
    internal static string AnySubstitution(ReadOnlySpan<char> encoded) => TrySubstitution(encoded, isStrict: false, out string text, out _) ? text : "";

    private static bool TrySubstitution(ReadOnlySpan<char> encoded, bool isStrict, out string text, out string reason)
    {
        StringBuilder decoded = new(encoded.Length);
        text = reason = "";
        for (int i = 0; i < encoded.Length; i++)
        {
            bool escaped = encoded[i] == '0';
            if (escaped && ++i == encoded.Length)
            {
                if (!isStrict)
                {
                    break;
                }

                reason = "an escape has nothing behind it";
                return false;
            }

            int index = Letters.IndexOf(encoded[i], StringComparison.Ordinal);
            if (isStrict ? index < 0 || (escaped && index >= 32) : index < 0 && !escaped)
            {
                reason = escaped ? "an escape that the sender never writes" : "a character outside the substitution table";
                return false;
            }

            decoded.Append(escaped ? Specials[(index + Specials.Length) % Specials.Length] : Letters[(index + Letters.Length - Shift) % Letters.Length]);
        }

        text = decoded.ToString();
        return true;
    }

    /// <summary>Decodes the base 32 form, mark included; a piece that ends within a character gives the whole ones.</summary>
    internal static bool TryBase32(ReadOnlySpan<char> encoded, bool isWhole, out string text, out string reason)
    {
        text = reason = "";
        encoded = encoded[Base32Mark.Length..];
        byte[] bytes = new byte[encoded.Length];
        int count = SunburstBase32.Decode(encoded, bytes, out uint padding);
        if (count < 0)
        {
            reason = "a character outside the base 32 alphabet";
            return false;
        }

        if (isWhole && padding != 0)
        {
            reason = "bits left over that the sender leaves zero";
            return false;
        }

        ReadOnlySpan<byte> utf8 = bytes.AsSpan(0, count);
        try
        {
            text = isWhole ? Strict.GetString(utf8) : Whole(utf8);
        }
        catch (DecoderFallbackException)
        {
            reason = "bytes that are not UTF-8";
            return false;
        }

        if (text.Any(char.IsControl))
        {
            text = "";
            reason = "control characters in a domain name";
            return false;
        }

        return true;
    }

    private static string Whole(ReadOnlySpan<byte> utf8)
    {
        Decoder decoder = Strict.GetDecoder();
        char[] chars = new char[utf8.Length + 1];
        return new string(chars, 0, decoder.GetChars(utf8, chars, flush: false));
    }
}
