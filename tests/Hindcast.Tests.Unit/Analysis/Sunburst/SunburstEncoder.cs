using System.Text;

namespace Hindcast.Tests.Unit.Analysis.Sunburst;

/// <summary>
/// Writes first-stage names as the implant did, for synthetic test data. It names a zone that was seized in December 2020
/// and answers nobody; it sends nothing.
/// </summary>
internal static class SunburstEncoder
{
    private const string Alphabet = "ph2eifo3n5utg1j8d94qrvbmk0sal76c";
    private const string Letters = "rq3gsalt6u1iyfzop572d49bnx8cvmkewhj";
    private const string Specials = "0_-.";
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Regions = ["eu-west-1", "us-west-2", "us-east-1", "us-east-2"];

    /// <summary>The names that carry a domain, in the order in which they were sent.</summary>
    internal static IReadOnlyList<string> Domain(byte[] id, string domain, Random random)
    {
        string text = Encode(domain, random);
        List<string> pieces = [];
        for (int at = 0; at < text.Length;)
        {
            string piece = text.Substring(at, Math.Min(16, text.Length - at));
            at += piece.Length;
            if (piece[^1] == '0')
            {
                if (piece.Length == 16)
                {
                    piece = piece[..^1];
                    at--;
                }

                piece += '0';
            }

            pieces.Add(piece);
        }

        return
        [
            .. pieces.Select((piece, i) =>
            {
                string head = Base32(Secure(id, (byte)(random.Next(1, 127) | 0x80)), random);
                int number = i == pieces.Count - 1 ? 35 : i;
                return Host($"{head}{Digits[(number + head[0]) % 36]}{piece}", id);
            }),
        ];
    }

    /// <summary>A ping, or a report when <paramref name="products"/> is given.</summary>
    internal static string Time(byte[] id, DateTime utc, bool stage2, int? products, Random random)
    {
        int value = ((int)((utc - new DateTime(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMinutes / 30) << 1) | (stage2 ? 1 : 0);
        byte[] header = [(byte)(((products is null ? 1 : 2) << 4) | (value >> 16)), (byte)(value >> 8), (byte)value];
        byte[] masked = [.. id.Select((b, i) => (byte)(b ^ header[i % 2 == 0 ? 2 : 1]))];
        byte[] plain = products is { } word ? [.. masked, .. header, (byte)(word >> 8), (byte)word] : [.. masked, .. header];
        return Host(Base32(Secure(plain, (byte)random.Next(1, 127)), random), id);
    }

    /// <summary>Writes bytes in the implant's base 32; left-over bits are random with a source for them, else zero.</summary>
    internal static string Base32(ReadOnlySpan<byte> bytes, Random? padding)
    {
        StringBuilder text = new();
        uint bits = 0;
        int have = 0;
        foreach (byte value in bytes)
        {
            bits |= (uint)value << have;
            for (have += 8; have >= 5; have -= 5, bits >>= 5)
            {
                text.Append(Alphabet[(int)(bits & 31)]);
            }
        }

        if (have > 0)
        {
            uint fill = padding is null ? 0 : (uint)padding.Next(32) << have;
            text.Append(Alphabet[(int)((bits | fill) & 31)]);
        }

        return text.ToString();
    }

    private static string Encode(string domain, Random random)
    {
        if (domain.Any(c => !Letters.Contains(c) && !Specials.Contains(c)))
        {
            return "00" + Base32(Encoding.UTF8.GetBytes(domain), null);
        }

        StringBuilder text = new();
        foreach (char c in domain)
        {
            int special = Specials.IndexOf(c);
            text.Append(special < 0
                ? Letters[(Letters.IndexOf(c) + 4) % Letters.Length].ToString()
                : $"0{Letters[(random.Next(8) * 4) + special]}");
        }

        return text.ToString();
    }

    private static byte[] Secure(byte[] plain, byte key) => [key, .. plain.Select(b => (byte)(b ^ key))];

    private static string Host(string label, byte[] id) => $"{label}.appsync-api.{Regions[id[0] % 4]}.avsvmcloud.com";
}
