using System.Net;
using System.Net.Sockets;

namespace Hindcast.Sigma.Detections;

/// <summary>
/// <c>cidr</c>: the field is an IPv4 or IPv6 address inside a network. An IPv4 address written as IPv6
/// (<c>::ffff:10.0.0.1</c>) counts as IPv4; a port or zone behind the address is not part of it.
/// </summary>
public sealed class SigmaCidr : SigmaValueTest
{
    private readonly IPNetwork network;

    internal SigmaCidr(IPNetwork network) => this.network = network;

    /// <inheritdoc/>
    public override string Key => "I:" + network;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length is < 2 or > 60)
        {
            return false;
        }

        int zone = value.IndexOf('%');
        if (zone >= 0)
        {
            value = value[..zone];
        }

        // Only dotted quads and colon forms: the parser of the framework would also take "1" for 0.0.0.1.
        bool isV4 = value.Count('.') == 3 && !value.Contains(':');
        if (!isV4 && value.Count(':') < 2)
        {
            return false;
        }

        if (!IPAddress.TryParse(value, out IPAddress? address))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == network.BaseAddress.AddressFamily && network.Contains(address);
    }

    internal static bool TryParse(string text, out SigmaCidr? cidr)
    {
        cidr = null;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(address, out IPAddress? ip))
        {
            return false;
        }

        int bits = ip.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int length = bits;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], out length) || length < 0 || length > bits))
        {
            return false;
        }

        // A network with host bits set (10.1.2.3/8) is taken as the network around it.
        byte[] bytes = ip.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            int keep = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - keep));
        }

        cidr = new SigmaCidr(new IPNetwork(new IPAddress(bytes), length));
        return true;
    }
}
