using System.Collections.Frozen;
using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>Words that published lists use for kinds and columns, and their times.</summary>
internal static class ListWords
{
    private static readonly FrozenDictionary<string, IndicatorKind> Kinds = new Dictionary<string, IndicatorKind>
    {
        ["ip"] = IndicatorKind.Ipv4,
        ["ipaddress"] = IndicatorKind.Ipv4,
        ["ipv4"] = IndicatorKind.Ipv4,
        ["ipv4addr"] = IndicatorKind.Ipv4,
        ["ipv6"] = IndicatorKind.Ipv6,
        ["ipv6addr"] = IndicatorKind.Ipv6,
        ["ipsrc"] = IndicatorKind.Ipv4,
        ["ipdst"] = IndicatorKind.Ipv4,
        ["domain"] = IndicatorKind.Domain,
        ["domainname"] = IndicatorKind.Domain,
        ["hostname"] = IndicatorKind.Domain,
        ["host"] = IndicatorKind.Domain,
        ["fqdn"] = IndicatorKind.Domain,
        ["url"] = IndicatorKind.Url,
        ["uri"] = IndicatorKind.UriPath,
        ["uripath"] = IndicatorKind.UriPath,
        ["filename"] = IndicatorKind.FileName,
        ["file"] = IndicatorKind.FileName,
        ["filepath"] = IndicatorKind.FilePath,
        ["path"] = IndicatorKind.FilePath,
        ["md5"] = IndicatorKind.Md5,
        ["filehashmd5"] = IndicatorKind.Md5,
        ["sha1"] = IndicatorKind.Sha1,
        ["filehashsha1"] = IndicatorKind.Sha1,
        ["sha256"] = IndicatorKind.Sha256,
        ["filehashsha256"] = IndicatorKind.Sha256,
        ["useragent"] = IndicatorKind.UserAgent,
        ["email"] = IndicatorKind.Email,
        ["emailsrc"] = IndicatorKind.Email,
        ["emailaddress"] = IndicatorKind.Email,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind that a word names: <c>IPv4-Addr</c>, <c>sha-256</c>, <c>domain_name</c>.</summary>
    internal static IndicatorKind? Kind(string word) => Kinds.TryGetValue(Bare(word), out IndicatorKind kind) ? kind : null;

    /// <summary>What a column of a table holds, or "".</summary>
    internal static string Column(string header) => Bare(header) switch
    {
        "type" or "indicatortype" or "ioctype" or "kind" or "category" => "type",
        "value" or "indicator" or "ioc" or "observable" or "indicatorvalue" => "value",
        "firstseen" or "first" => "first",
        "lastseen" or "last" => "last",
        "sightings" or "count" => "sightings",
        "context" or "notes" or "note" or "comment" or "description" or "threattype" => "context",
        _ => "",
    };

    /// <summary>A time as lists write it, with the digits that it has; null when it is none.</summary>
    internal static EvidenceTime? Time(string text)
    {
        if (text.Length is < 10 or > 40
            || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime utc))
        {
            return null;
        }

        int dot = text.IndexOf('.', StringComparison.Ordinal);
        int digits = dot < 0 ? 0 : text.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') is >= 0 and int end ? end : text.Length - dot - 1;
        return EvidenceTime.FromUtc(utc, text.Length == 10 ? TimePrecision.Day : digits == 0 ? TimePrecision.Second : digits <= 3 ? TimePrecision.Millisecond : TimePrecision.Tick);
    }

    private static string Bare(string word) => word.Length > 40 ? "" : new([.. word.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}
