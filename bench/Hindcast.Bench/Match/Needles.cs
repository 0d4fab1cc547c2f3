using System.Globalization;

namespace Hindcast.Bench.Match;

/// <summary>
/// Invented patterns of the kinds that indicator lists hold: web shell paths, file names, addresses, user agents,
/// pieces of requests. The first and every sixteenth one really occurs, seldom, in generated logs.
/// </summary>
internal static class Needles
{
    private static readonly string[] Folders =
    [
        "/owa/auth/", "/aspnet_client/", "/aspnet_client/system_web/", "/owa/auth/Current/themes/resources/", "/owa/auth/Current/scripts/", "/ecp/auth/", "/ews/", "/oab/",
        @"\FrontEnd\HttpProxy\owa\auth\", @"\inetpub\wwwroot\aspnet_client\", @"C:\Windows\Temp\", @"C:\ProgramData\", @"C:\Users\Public\", "/owa/auth/15.1.2176/",
    ];

    private static readonly string[] Names =
        "errorPage help shell logout2 discover supp0rt web iistart outlook_ru one log timeout expire zero cmdx proxylog test1 load head sessions redir upd error_not client5 multiup xx1 fonts default2 warn system_io getpp bob demo uploader login_r aa kb5 team".Split(' ');

    private static readonly string[] Endings = [".aspx", ".ashx", ".asmx", ".asp", ".js", ".exe", ".dll", ".bat", ".ps1", ".zip"];

    private static readonly string[] Tools =
        "antSword/v2.1 ExchangeServicesClient/0.0.0.0 DuckDuckBot/1.0 facebookexternalhit/1.1 sqlmap/1.5 Nuclei-Scanner gobuster/3.1 python-urllib3/1.26 Baiduspider+(+http://www.baidu.com Mozilla/5.0+(compatible;+Yandex Wget/1.20 aiohttp/3.7 okhttp/3.12 WinHttpRequest.5 PycURL/7.43 Httpx-probe libwww-perl/6 JNDI-check Indy+Library zgrab/0.x masscan/1.0 Nmap+Scripting".Split(' ');

    private static readonly string[] Pieces =
    [
        "X-BEResource=", "ServerInfo~a]@", "/ecp/DDI/DDIService.svc/SetObject", "schema=ResetOABVirtualDirectory", "&__VIEWSTATE=", "X-Rps-CAT=", "autodiscover.json?@", "/powershell/?serializationLevel",
        "cmd.exe+/c+whoami", "certutil.exe", "Set-OabVirtualDirectory.ExternalUrl", "New-MailboxExportRequest", "/ecp/y.js", "/ecp/x.png", "/ecp/proxyLogon.ecp", "eval(Request", "Response.Write(new+ActiveXObject",
        "procdump64", "rundll32+comsvcs", "X-AnonResource-Backend", "burpcollaborator.net", "interact.sh", "/mapi/nspi?&Email=", "ProxyNotFound", "=JScript.Encode", "base64_decode(",
    ];

    /// <summary>Programs of the scanners that visit the generated server.</summary>
    private static readonly string[] Visitors = ["python-requests/2.25.1", "Nmap+Scripting+Engine", "zgrab/0.x", "masscan/1.0+(https", "Go-http-client/1.1", "curl/7.68.0"];

    /// <summary>Makes <paramref name="count"/> different patterns; a longer list of the same seed begins with the shorter one.</summary>
    public static string[] Make(int count, int seed)
    {
        SeededRandom random = new((ulong)seed * 7919);
        HashSet<string> needles = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; needles.Count < count; i++)
        {
            string occurring = i / 16 < Visitors.Length ? Visitors[((i / 16) + seed - 1) % Visitors.Length] : string.Create(CultureInfo.InvariantCulture, $" 198.51.100.{random.Between(1, 255)} Apple-iPad");
            needles.Add(i % 16 == 0 ? occurring : Next(random));
        }

        return [.. needles];
    }

    private static string Next(SeededRandom random) => random.Below(12) switch
    {
        <= 3 => random.Pick(Folders) + Name(random) + Endings[random.Below(4)],
        <= 6 => Name(random) + random.Pick(Endings),
        <= 8 => Address(random),
        9 => random.OneIn(3) ? random.Pick(Tools) : random.Pick(Tools) + Suffix(random),
        10 => random.OneIn(3) ? random.Pick(Pieces) : random.Pick(Pieces) + Suffix(random),
        _ => $"http://{Name(random)}-{random.Pick(Names)}.{(random.OneIn(2) ? "com" : "top")}/{Suffix(random)}",
    };

    private static string Name(SeededRandom random) => random.Below(3) switch
    {
        0 => random.Pick(Names),
        1 => random.Pick(Names) + Suffix(random),
        _ => Letters(random, random.Between(5, 10)),
    };

    private static string Suffix(SeededRandom random) => Letters(random, random.Between(2, 5));

    private static string Letters(SeededRandom random, int length)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        return string.Create(length, random, (span, r) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[r.Below(Alphabet.Length)];
            }
        });
    }

    private static string Address(SeededRandom random) => string.Create(
        CultureInfo.InvariantCulture,
        $"{random.Between(23, 220)}.{random.Between(1, 255)}.{random.Between(1, 255)}.{random.Between(1, 255)}");
}
