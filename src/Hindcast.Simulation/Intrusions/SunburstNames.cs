using System.Text;
using Hindcast.Simulation.Randomness;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// Names as the implant of 2020 asked for them, for rows of DNS logs. Their zone was seized in December 2020 and answers nobody; nothing
/// here asks for one. It shares no code with the decoder.
/// </summary>
internal static class SunburstNames
{
    private const string Base = "ph2eifo3n5utg1j8d94qrvbmk0sal76c";
    private const string Letters = "rq3gsalt6u1iyfzop572d49bnx8cvmkewhj";
    private const string Specials = "0_-.";
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int PieceChars = 16;
    private const int Last = 35;

    private static readonly string[] Regions = ["eu-west-1", "us-west-2", "us-east-1", "us-east-2"];

    /// <summary>The names that carry a domain of small letters, digits, dots and hyphens, in the order in which they are sent.</summary>
    internal static IReadOnlyList<string> OfDomain(ReadOnlySpan<byte> host, string domain, SeededRandom random)
    {
        StringBuilder text = new();
        foreach (char c in domain)
        {
            int special = Specials.IndexOf(c, StringComparison.Ordinal);
            if (special < 0)
            {
                text.Append(Letters[(Letters.IndexOf(c, StringComparison.Ordinal) + 4) % Letters.Length]);
            }
            else
            {
                text.Append('0').Append(Letters[(random.Below(8) * 4) + special]);
            }
        }

        List<string> names = [];
        string rest = text.ToString();
        for (int number = 0; rest.Length > 0; number++)
        {
            string piece = rest[..Math.Min(PieceChars, rest.Length)];
            if (piece[^1] == '0')
            {
                // A piece must not end within an escape: the 0 goes to the next, and a guard stands in its place.
                piece = piece.Length == PieceChars ? piece[..^1] : piece;
            }

            bool guarded = piece.Length < PieceChars && rest.Length > piece.Length;
            rest = rest[piece.Length..];
            string head = Secured(host, (byte)(random.Between(1, 126) | 0x80), random);
            names.Add(Name(host, head + Digits[((rest.Length == 0 ? Last : number) + head[0]) % Digits.Length] + piece + (guarded ? "0" : "")));
        }

        return names;
    }

    /// <summary>A sign of life, or a report of security products when their bits are given.</summary>
    internal static string OfTime(ReadOnlySpan<byte> host, long ticks, bool isStage2, int? products, SeededRandom random)
    {
        int value = ((int)((ticks - new DateTime(2010, 1, 1).Ticks) / (30 * TimeSpan.TicksPerMinute)) << 1) | (isStage2 ? 1 : 0);
        List<byte> plain = [];
        for (int i = 0; i < host.Length; i++)
        {
            plain.Add((byte)(host[i] ^ (i % 2 == 0 ? (byte)value : (byte)(value >> 8))));
        }

        plain.AddRange([(byte)(((products is null ? 1 : 2) << 4) | (value >> 16)), (byte)(value >> 8), (byte)value]);
        if (products is { } bits)
        {
            plain.AddRange([(byte)(bits >> 8), (byte)bits]);
        }

        return Name(host, Secured([.. plain], (byte)random.Between(1, 126), random));
    }

    private static string Secured(ReadOnlySpan<byte> plain, byte key, SeededRandom random)
    {
        StringBuilder text = new();
        uint bits = 0;
        int have = 0;
        for (int i = -1; i < plain.Length; i++)
        {
            bits |= (uint)(i < 0 ? key : plain[i] ^ key) << have;
            for (have += 8; have >= 5; have -= 5)
            {
                text.Append(Base[(int)(bits & 31)]);
                bits >>= 5;
            }
        }

        return have > 0 ? text.Append(Base[(int)((bits | ((uint)random.Below(32) << have)) & 31)]).ToString() : text.ToString();
    }

    private static string Name(ReadOnlySpan<byte> host, string label) => $"{label}.appsync-api.{Regions[host[0] % 4]}.avsvmcloud.com";
}
