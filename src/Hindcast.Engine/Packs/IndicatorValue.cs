using System.Globalization;
using System.Net;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Says what is wrong with an indicator's value. Published lists carry invisible characters, defanged forms and hashes
/// with a letter too few; such a value would never match and look like a clean result.
/// </summary>
internal static class IndicatorValue
{
    private const int MaxChars = 512;
    private const int Sha256Chars = 64;

    /// <summary>What is wrong; null when nothing is. The offset counts UTF-16 units from 0.</summary>
    internal static (string Found, string Expected, int Offset)? Trouble(IndicatorType? type, string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (char.GetUnicodeCategory(value[i]) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator || (char.GetUnicodeCategory(value[i]) == UnicodeCategory.SpaceSeparator && value[i] != ' '))
            {
                return (string.Create(CultureInfo.InvariantCulture, $"invisible character U+{(int)value[i]:X4}"), "the value without it", i);
            }
        }

        if (value.Length is 0 or > MaxChars)
        {
            return ($"{value.Length} characters", $"1 to {MaxChars}", 0);
        }

        if (value != value.Trim())
        {
            return ("blanks around the value", "the value without them", 0);
        }

        foreach (string defanged in new[] { "[.]", "(.)", "[:]", "hxxp" })
        {
            if (type is IndicatorType.Ip or IndicatorType.Domain or IndicatorType.UrlPath && value.IndexOf(defanged, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                return ($"defanged form '{value}'", "the value as logs have it", at);
            }
        }

        return type switch
        {
            IndicatorType.Sha256 when value.Length != Sha256Chars => ($"{value.Length} characters as sha256", "64 hexadecimal digits", 0),
            IndicatorType.Sha256 when value.AsSpan().IndexOfAnyExcept("0123456789abcdef") is >= 0 and var at =>
                ($"'{value[at]}' in a sha256", "lower-case hexadecimal digits", at),
            IndicatorType.Ip when !IPAddress.TryParse(value, out IPAddress? address) || !string.Equals(address.ToString(), value, StringComparison.OrdinalIgnoreCase) =>
                ($"'{value}' as ip", "an IPv4 or IPv6 address in its usual form", 0),
            IndicatorType.Domain when !IsDomain(value) => ($"'{value}' as domain", "a name in small letters such as evil.example", 0),
            IndicatorType.UrlPath when value[0] != '/' || value.Length < 2 => ($"'{value}' as url-path", "a path that begins with '/'", 0),
            IndicatorType.File when value.Contains('/', StringComparison.Ordinal) || value.EndsWith('\\') => ($"'{value}' as file", "a file name or a path with '\\'", 0),
            _ => null,
        };
    }

    private static bool IsDomain(string value) =>
        value.Contains('.', StringComparison.Ordinal) && value[0] != '.' && value[^1] != '.'
        && !IPAddress.TryParse(value, out _)
        && value.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-._") < 0;
}
