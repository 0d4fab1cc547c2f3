using System.Net;

namespace Hindcast.Analysis.Sunburst;

/// <summary>
/// Reads the answers to first-stage names. The address told the implant what to do; ranges as in the published analyses of
/// its code (see docs/sunburst.md).
/// </summary>
public static class SunburstAnswer
{
    private static readonly (IPNetwork Range, SunburstAnswerMeaning Meaning)[] Ranges =
    [
        .. new[]
        {
            "0.0.0.0/32", "10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4",
            "::1/128", "fc00::/7", "fec0::/10", "ff00::/8",
        }.Select(r => (IPNetwork.Parse(r), SunburstAnswerMeaning.TerminateLocal)),
        .. new[] { "20.140.0.0/15", "96.31.172.0/24", "131.228.12.0/22", "144.86.226.0/24" }
            .Select(r => (IPNetwork.Parse(r), SunburstAnswerMeaning.TerminateByOperators)),
        .. new[] { "41.84.159.0/24", "74.114.24.0/21", "154.118.140.0/24", "217.163.7.0/24" }
            .Select(r => (IPNetwork.Parse(r), SunburstAnswerMeaning.Reset)),
        .. new[] { "8.18.144.0/23", "71.152.53.0/24", "87.238.80.0/21", "199.201.117.0/24" }
            .Select(r => (IPNetwork.Parse(r), SunburstAnswerMeaning.Continue)),
        .. new[] { "18.130.0.0/16", "99.79.0.0/16", "184.72.0.0/15" }
            .Select(r => (IPNetwork.Parse(r), SunburstAnswerMeaning.Chosen)),
    ];

    /// <summary>What one answer means; null for text that is neither an address nor a name.</summary>
    /// <param name="answer">An address, or the name that a CNAME points to.</param>
    public static SunburstAnswerMeaning? Read(string answer)
    {
        string text = answer.Trim().TrimEnd('.');
        if (IPAddress.TryParse(text, out IPAddress? address) && (text.Contains('.') || text.Contains(':')))
        {
            return Read(address);
        }

        return IsName(text) ? SunburstAnswerMeaning.SecondStage : null;
    }

    /// <summary>What an address means.</summary>
    public static SunburstAnswerMeaning Read(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach ((IPNetwork range, SunburstAnswerMeaning meaning) in Ranges)
        {
            if (range.BaseAddress.AddressFamily == plain.AddressFamily && range.Contains(plain))
            {
                return meaning;
            }
        }

        return SunburstAnswerMeaning.Unknown;
    }

    private static bool IsName(string text) =>
        text.Length is > 3 and <= 255 && text.Contains('.') && !text.StartsWith('.')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        && !text.EndsWith("." + SunburstName.Zone, StringComparison.OrdinalIgnoreCase);
}
