using System.Net;
using System.Net.Sockets;

namespace Hindcast.Reports.Victim;

/// <summary>Which addresses mean something outside of one network (IANA special-purpose registries, RFC 6890).</summary>
public static class NetworkAddress
{
    /// <summary>Reads an address as logs write it: with a port, in square brackets, with a zone, IPv4 within IPv6.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> bare = text.AsSpan().Trim();
        if (bare is ['[', ..] && bare.IndexOf(']') is > 0 and int end)
        {
            bare = bare[1..end];
        }
        else if (bare.Count(':') == 1)
        {
            bare = bare[..bare.IndexOf(':')];
        }

        address = IPAddress.None;
        if (!bare.ContainsAny('.', ':') || (bare.Contains('.') && !bare.Contains(':') && bare.Count('.') != 3) || !IPAddress.TryParse(bare, out IPAddress? parsed))
        {
            return false;
        }

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    /// <summary>True for addresses of a private network, of the machine itself or of one link.</summary>
    public static bool IsInternal(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal
                || address.Equals(IPAddress.IPv6Any);
        }

        byte[] b = address.GetAddressBytes();
        return b[0] is 0 or 10 or 127 || (b[0] == 172 && b[1] is >= 16 and <= 31) || (b[0] == 192 && b[1] == 168)
            || (b[0] == 169 && b[1] == 254) || (b[0] == 100 && b[1] is >= 64 and <= 127);
    }

    /// <summary>True for addresses that no host on the internet has: internal, documentation, benchmark, multicast, reserved.</summary>
    public static bool IsReserved(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (IsInternal(address))
        {
            return true;
        }

        byte[] b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return b[0] == 0xFF || (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8) || (b[0] == 0x01 && b[1] == 0)
                || (b[0] == 0x3F && b[1] == 0xFF && b[2] < 0x10);
        }

        return b[0] >= 224 || (b[0] == 192 && b[1] == 0 && b[2] is 0 or 2) || (b[0] == 198 && b[1] is 18 or 19)
            || (b[0] == 198 && b[1] == 51 && b[2] == 100) || (b[0] == 203 && b[1] == 0 && b[2] == 113);
    }
}
