using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Hindcast.Evidence;
using Hindcast.Reports.Victim;

namespace Hindcast.Reports.Indicators;

/// <summary>
/// Brings a value of a list into its plain form or says why it cannot be used. Published lists carry characters that nobody
/// sees, mistyped hashes and forms that were made unclickable.
/// </summary>
public static partial class IndicatorSanitiser
{
    /// <summary>Longest value taken.</summary>
    public const int MaxChars = 2048;

    /// <summary>Pages and settings that Exchange or IIS brings.</summary>
    private static readonly HashSet<string> OwnFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        "web.config", "global.asax", "default.aspx", "iisstart.htm", "logon.aspx", "logoff.aspx", "errorfe.aspx", "expiredpassword.aspx",
        "frowny.aspx", "signout.aspx", "timeoutlogoff.aspx", "outlookcn.aspx", "redirsuiteserviceproxy.aspx",
    };

    /// <summary>Further names that say nothing without a folder.</summary>
    private static readonly HashSet<string> CommonFiles = new(OwnFiles, StringComparer.OrdinalIgnoreCase)
    {
        "cmd.exe", "powershell.exe", "net.exe", "net1.exe", "rundll32.exe", "svchost.exe", "explorer.exe", "w3wp.exe", "iisreset.exe",
        "index.aspx", "index.html", "error.aspx", "help.aspx", "document.aspx", "healthcheck.aspx", "web.aspx", "7z.exe", "rar.exe",
        "procdump.exe", "psexec.exe",
    };

    private static readonly string[] CommonAgents =
    [
        "Mozilla", "Microsoft ", "Microsoft-", "MSRPC", "ExchangeServicesClient/", "ActiveSync", "Outlook", "python-requests/", "curl/", "Wget/",
        "Go-http-client/", "Java/", "okhttp/", "Googlebot", "DuckDuckBot", "facebookexternalhit", "Nmap", "MAPI", "Apple-", "Android", "-",
    ];

    private static readonly HashSet<string> CommonDomains = new(StringComparer.OrdinalIgnoreCase)
    {
        "localhost", "microsoft.com", "www.microsoft.com", "google.com", "www.google.com", "github.com", "raw.githubusercontent.com", "windows.com",
        "outlook.com", "live.com", "office.com", "office365.com", "akamai.net", "cloudflare.com", "amazonaws.com", "windowsupdate.com", "bing.com",
    };

    /// <summary>Hashes of nothing: MD5, SHA-1 and SHA-256 of an empty file.</summary>
    private static readonly HashSet<string> EmptyHashes = new(StringComparer.Ordinal)
    {
        "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    };

    /// <summary>Cleans a value whose kind is told.</summary>
    /// <param name="kind">The kind that the list tells; for addresses and paths the value decides between the two kinds.</param>
    /// <param name="text">The value as written.</param>
    /// <param name="allowReserved">True to take addresses that no host on the internet has.</param>
    public static CleanedIndicator Clean(IndicatorKind kind, string text, bool allowReserved)
    {
        ArgumentNullException.ThrowIfNull(text);
        string value = text.Length > 2 * MaxChars ? "" : Plain(text);
        return value.Length is 0 or > MaxChars
            ? Refuse(IndicatorDiagnostics.Malformed, $"1 to {MaxChars} characters")
            : kind switch
            {
                IndicatorKind.Md5 => Hash(kind, value, 32),
                IndicatorKind.Sha1 => Hash(kind, value, 40),
                IndicatorKind.Sha256 => Hash(kind, value, 64),
                IndicatorKind.Ipv4 or IndicatorKind.Ipv6 => Address(value, allowReserved),
                IndicatorKind.Domain => Domain(value),
                IndicatorKind.Url => Url(value, allowReserved),
                IndicatorKind.UriPath => Path(value),
                IndicatorKind.FileName or IndicatorKind.FilePath => File(value),
                IndicatorKind.UserAgent => Agent(value),
                _ => Mail().IsMatch(value)
                    ? Take(kind, value.ToLowerInvariant())
                    : Refuse(IndicatorDiagnostics.Malformed, "name@domain"),
            };
    }

    /// <summary>The kind that a bare value has by its form, or null when it has none.</summary>
    public static IndicatorKind? Guess(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string value = text.Length > 2 * MaxChars ? "" : Plain(text);
        return value switch
        {
            _ when HexLike().IsMatch(value) => value.Length switch
            {
                <= 36 => IndicatorKind.Md5,
                <= 50 => IndicatorKind.Sha1,
                _ => IndicatorKind.Sha256,
            },
            _ when IPAddress.TryParse(value, out IPAddress? address) && (value.Contains(':', StringComparison.Ordinal) || value.Count(c => c == '.') == 3) =>
                address.AddressFamily == AddressFamily.InterNetwork ? IndicatorKind.Ipv4 : IndicatorKind.Ipv6,
            _ when value.Contains("://", StringComparison.Ordinal) => IndicatorKind.Url,
            _ when Mail().IsMatch(value) => IndicatorKind.Email,
            ['/', _, ..] => IndicatorKind.UriPath,
            _ when value.Contains('\\', StringComparison.Ordinal) => IndicatorKind.FilePath,
            _ when FileName().IsMatch(value) => IndicatorKind.FileName,
            _ when DomainName().IsMatch(value) => IndicatorKind.Domain,
            _ => null,
        };
    }

    /// <summary>A text without characters that nobody sees, without outer blanks, and with defanged forms undone.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder plain = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.SpaceSeparator)
            {
                plain.Append(' ');
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse) && rune != Rune.ReplacementChar)
            {
                plain.Append(rune);
            }
        }

        string bare = plain.ToString().Trim();
        return Scheme().Replace(Dots().Replace(bare, "."), m => m.Groups[1].Success ? "https://" : "http://")
            .Replace("[:]", ":", StringComparison.Ordinal).Replace("[@]", "@", StringComparison.Ordinal).Replace("[at]", "@", StringComparison.OrdinalIgnoreCase);
    }

    private static CleanedIndicator Hash(IndicatorKind kind, string value, int length)
    {
        string hash = value.ToLowerInvariant();
        return hash.Length != length || hash.Any(c => !char.IsAsciiHexDigit(c))
            ? Refuse(IndicatorDiagnostics.BadHash, $"{length} hex digits")
            : EmptyHashes.Contains(hash) || hash.Distinct().Count() == 1
                ? Refuse(IndicatorDiagnostics.TooCommon, "the hash of a file that is not empty")
                : Take(kind, hash);
    }

    private static CleanedIndicator Address(string value, bool allowReserved)
    {
        if (!IPAddress.TryParse(value, out IPAddress? address) || (address.AddressFamily == AddressFamily.InterNetwork && value.Count(c => c == '.') != 3))
        {
            return Refuse(IndicatorDiagnostics.Malformed, "an IP address");
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !allowReserved && NetworkAddress.IsReserved(address)
            ? Refuse(IndicatorDiagnostics.ReservedAddress, "an address of the internet")
            : Take(address.AddressFamily == AddressFamily.InterNetwork ? IndicatorKind.Ipv4 : IndicatorKind.Ipv6, address.ToString());
    }

    private static CleanedIndicator Domain(string value)
    {
        string name = value.TrimEnd('.').ToLowerInvariant();
        return !DomainName().IsMatch(name)
            ? Refuse(IndicatorDiagnostics.Malformed, "a domain name")
            : CommonDomains.Contains(name) ? Refuse(IndicatorDiagnostics.TooCommon, "a name that belongs to an attacker")
            : Take(IndicatorKind.Domain, name);
    }

    private static CleanedIndicator Url(string value, bool allowReserved)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out Uri? url) || url.Host.Length == 0 || value.AsSpan().ContainsAny(" \"<>"))
        {
            return Refuse(IndicatorDiagnostics.Malformed, "a URL with a host");
        }

        return IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address)
            ? !allowReserved && NetworkAddress.IsReserved(address)
                ? Refuse(IndicatorDiagnostics.ReservedAddress, "a URL with an address of the internet")
                : Take(IndicatorKind.Url, value)
            : CommonDomains.Contains(url.Host) && url.AbsolutePath.Length < 2
                ? Refuse(IndicatorDiagnostics.TooCommon, "a URL that belongs to an attacker")
                : Take(IndicatorKind.Url, value);
    }

    private static CleanedIndicator Path(string value) =>
        value[0] != '/' || value.AsSpan().ContainsAny("?#")
            ? Refuse(IndicatorDiagnostics.Malformed, "a path that begins with a slash, without query")
            : value.EndsWith('/') || OwnFiles.Contains(value[(value.LastIndexOf('/') + 1)..])
                ? Refuse(IndicatorDiagnostics.TooCommon, "the path of a page that the product does not have")
                : Take(IndicatorKind.UriPath, value);

    private static CleanedIndicator File(string value)
    {
        if (value.AsSpan().ContainsAny("<>|\"?*") || value.Contains("://", StringComparison.Ordinal))
        {
            return Refuse(IndicatorDiagnostics.Malformed, "a file name or path, without wildcards");
        }

        string path = value.Contains('\\', StringComparison.Ordinal) ? value : value.Replace('/', '\\');
        string name = path[(path.LastIndexOf('\\') + 1)..];
        return name.Length == 0 ? Refuse(IndicatorDiagnostics.TooCommon, "a file, not a folder")
            : name.Length == path.Length && (CommonFiles.Contains(name) || name.IndexOf('.', StringComparison.Ordinal) < 1)
                ? Refuse(IndicatorDiagnostics.TooCommon, "a name that harmless systems do not have")
                : Take(name.Length == path.Length ? IndicatorKind.FileName : IndicatorKind.FilePath, path);
    }

    private static CleanedIndicator Agent(string value) =>
        Array.Exists(CommonAgents, a => value.StartsWith(a, StringComparison.OrdinalIgnoreCase)) || value.Length < 4
            ? Refuse(IndicatorDiagnostics.TooCommon, "an agent that harmless clients do not use")
            : Take(IndicatorKind.UserAgent, value);

    private static CleanedIndicator Take(IndicatorKind kind, string value) => new(new Indicator { Kind = kind, Value = value }, null, "");

    private static CleanedIndicator Refuse(DiagnosticDescriptor why, string expected) => new(null, why, expected);

    [GeneratedRegex(@"^[0-9A-Za-z]{28,72}$")]
    private static partial Regex HexLike();

    [GeneratedRegex(@"^[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$")]
    private static partial Regex Mail();

    [GeneratedRegex(@"^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex DomainName();

    [GeneratedRegex(@"^[^\\/:*?""<>|]+\.(?:aspx?|ashx|asmx|ascx|jspx?|php|cshtml|svc|exe|dll|ps1|bat|cmd|vbs|js|dmp|zip|7z|rar|req|config|compiled|txt|png|gif|tmp|sys|msi|pst)$", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();

    [GeneratedRegex(@"[\[({](?:\.|dot)[\])}]", RegexOptions.IgnoreCase)]
    private static partial Regex Dots();

    [GeneratedRegex(@"^h(?:xx|XX|\*\*|tt)p(s)?(?:\[:\]|:)(?:\[//\]|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
