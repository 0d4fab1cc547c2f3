using System.Security.Cryptography;
using System.Text;

namespace Hindcast.Analysis.Sunburst;

/// <summary>
/// The id by which the implant names a server: MD5 over network address, domain and machine id, folded to 8 bytes. Whoever
/// knows the three values of a server can work its id out again, and so prove which server asked.
/// </summary>
public static class SunburstHostId
{
    /// <summary>Works the id out.</summary>
    /// <param name="macAddress">The address of the first network adapter that is up; separators are left out.</param>
    /// <param name="domain">The server's Active Directory domain as Windows gives it (<c>IPGlobalProperties.DomainName</c>).</param>
    /// <param name="machineGuid">The value <c>HKLM\SOFTWARE\Microsoft\Cryptography\MachineGuid</c> as it stands there.</param>
    /// <returns>16 hexadecimal digits; null when the address is not one of 6 bytes.</returns>
    public static string? Compute(string macAddress, string domain, string machineGuid)
    {
        string mac = string.Concat(macAddress.Where(c => c is not (':' or '-' or '.' or ' '))).ToUpperInvariant();
        if (mac.Length != 12 || !mac.All(char.IsAsciiHexDigit))
        {
            return null;
        }

#pragma warning disable CA5351 // What the implant did is read here; nothing rests on the strength of MD5.
        byte[] hash = MD5.HashData(Encoding.ASCII.GetBytes(mac + domain + machineGuid));
#pragma warning restore CA5351
        Span<byte> folded = stackalloc byte[8];
        for (int i = 0; i < folded.Length; i++)
        {
            folded[i] = (byte)(hash[i] ^ hash[i + 8]);
        }

        return Convert.ToHexString(folded);
    }
}
