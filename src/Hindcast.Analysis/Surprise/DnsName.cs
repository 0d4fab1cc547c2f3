using System.Buffers;

namespace Hindcast.Analysis.Surprise;

/// <summary>Parts of a DNS name.</summary>
internal static class DnsName
{
    private const int MaxChars = 255;
    private const int MinDataChars = 14;
    private const double MinBitsPerChar = 3.0;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>
    /// Cuts a name in its first label and its registered domain: the last two labels, or three where the last but one is short,
    /// as in co.uk. No list of public suffixes is used.
    /// </summary>
    internal static bool TrySplit(ReadOnlySpan<char> name, out ReadOnlySpan<char> first, out ReadOnlySpan<char> domain)
    {
        name = name.TrimEnd('.');
        first = domain = default;
        int last = name.LastIndexOf('.');
        if (name.Length > MaxChars || last <= 0 || name.ContainsAnyExcept(Allowed) || name.EndsWith(".arpa", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        int second = name[..last].LastIndexOf('.');
        if (second > 0 && last - second - 1 <= 3)
        {
            second = name[..second].LastIndexOf('.');
        }

        domain = name[(second + 1)..];
        first = second > 0 ? name[..name.IndexOf('.')] : [];
        return true;
    }

    /// <summary>True for a long label whose letters are spread as in coded data, not as in words.</summary>
    internal static bool LooksLikeData(ReadOnlySpan<char> label)
    {
        if (label.Length < MinDataChars)
        {
            return false;
        }

        Span<int> counts = stackalloc int[128];
        int vowels = 0;
        foreach (char c in label)
        {
            char lower = char.ToLowerInvariant(c);
            counts[lower & 127]++;
            vowels += lower is 'a' or 'e' or 'i' or 'o' or 'u' ? 1 : 0;
        }

        double bits = 0;
        foreach (int count in counts)
        {
            if (count > 0)
            {
                double share = (double)count / label.Length;
                bits -= share * Math.Log2(share);
            }
        }

        // In words of most languages a third of the letters and more are vowels.
        return bits >= MinBitsPerChar && vowels * 10 < label.Length * 3;
    }
}
