using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Hindcast.Reports.Victim;

/// <summary>
/// Stand-ins for names: HMAC-SHA-256 with the case's key, cut to 40 bits. The same name gets the same stand-in in every
/// export of a case; without the key names cannot be tried. Case does not count. Immutable, thread-safe.
/// </summary>
internal sealed class Pseudonyms(byte[] key)
{
    private const int HexDigits = 10;

    /// <summary>The stand-in of a name.</summary>
    internal string Of(VictimNameKind kind, string name)
    {
        byte[] hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\0{name.ToLowerInvariant()}"));
        string hex = Convert.ToHexStringLower(hash)[..HexDigits];
        return kind switch
        {
            VictimNameKind.Address => Address(name, hash),
            VictimNameKind.Domain when name.Contains('.', StringComparison.Ordinal) => $"domain-{hex}.invalid",
            VictimNameKind.Organisation => $"organisation-{hex}",
            _ => $"{kind.ToString().ToLowerInvariant()}-{hex}",
        };
    }

    /// <summary>An address that is none: 240.0.0.0/4 is reserved (RFC 1112), 100::/64 is discarded (RFC 6666).</summary>
    private static string Address(string name, byte[] hash) =>
        name.Contains(':', StringComparison.Ordinal)
            ? new IPAddress([1, 0, 0, 0, 0, 0, 0, 0, .. hash.AsSpan(0, 8)]).ToString()
            : string.Create(CultureInfo.InvariantCulture, $"240.{hash[0]}.{hash[1]}.{hash[2]}");
}
