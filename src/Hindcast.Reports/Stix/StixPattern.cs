using System.Text;
using Hindcast.Reports.Indicators;

namespace Hindcast.Reports.Stix;

/// <summary>Indicators as STIX patterns (STIX 2.1, section 9), and back.</summary>
public static class StixPattern
{
    private const string RequestValue = "network-traffic:extensions.'http-request-ext'.request_value";
    private const string Agent = "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'[*]";
    private const string Folder = "file:parent_directory_ref.path";
    private const string Name = "file:name";

    private static readonly (IndicatorKind Kind, string Path)[] Paths =
    [
        (IndicatorKind.Ipv4, "ipv4-addr:value"), (IndicatorKind.Ipv6, "ipv6-addr:value"), (IndicatorKind.Domain, "domain-name:value"),
        (IndicatorKind.Url, "url:value"), (IndicatorKind.UriPath, RequestValue), (IndicatorKind.FileName, Name),
        (IndicatorKind.Md5, "file:hashes.MD5"), (IndicatorKind.Sha1, "file:hashes.'SHA-1'"), (IndicatorKind.Sha256, "file:hashes.'SHA-256'"),
        (IndicatorKind.UserAgent, Agent), (IndicatorKind.Email, "email-addr:value"),
    ];

    /// <summary>Other spellings of paths that published patterns use.</summary>
    private static readonly (IndicatorKind Kind, string Path)[] Spellings =
    [
        (IndicatorKind.Md5, "file:hashes.'MD5'"), (IndicatorKind.Sha1, "file:hashes.SHA1"), (IndicatorKind.Sha1, "file:hashes.'SHA1'"),
        (IndicatorKind.Sha256, "file:hashes.SHA256"), (IndicatorKind.Sha256, "file:hashes.'SHA256'"),
        (IndicatorKind.Ipv4, "network-traffic:dst_ref.value"), (IndicatorKind.Ipv4, "network-traffic:src_ref.value"),
        (IndicatorKind.UserAgent, "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'"),
        (IndicatorKind.Email, "email-message:from_ref.value"),
    ];

    /// <summary>The pattern of an indicator.</summary>
    public static string Of(Indicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        if (indicator.Kind != IndicatorKind.FilePath)
        {
            return $"[{Paths.First(p => p.Kind == indicator.Kind).Path} = {Literal(indicator.Value)}]";
        }

        int slash = indicator.Value.LastIndexOf('\\');
        return $"[{Name} = {Literal(indicator.Value[(slash + 1)..])} AND {Folder} = {Literal(indicator.Value[..slash])}]";
    }

    /// <summary>A text as a literal of the pattern language: only the backslash and the quotation mark are escaped.</summary>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder literal = new(text.Length + 2);
        literal.Append('\'');
        foreach (char c in text)
        {
            literal.Append(c is '\\' or '\'' ? "\\" : "").Append(c);
        }

        return literal.Append('\'').ToString();
    }

    /// <summary>
    /// The values that a pattern is a choice of, or null when it says more than that (parts that must hold together, other
    /// comparisons than equality, order in time): taken apart, such a pattern would mean something else.
    /// </summary>
    public static IReadOnlyList<(IndicatorKind Kind, string Value)>? Values(string pattern) =>
        StixPatternReader.Read(pattern) is { } tree ? Choice(tree) : null;

    private static IReadOnlyList<(IndicatorKind Kind, string Value)>? Choice(StixPatternNode node)
    {
        if (node.Operator is "OR")
        {
            List<(IndicatorKind, string)> values = [];
            foreach (StixPatternNode part in node.Parts)
            {
                if (Choice(part) is not { } some)
                {
                    return null;
                }

                values.AddRange(some);
            }

            return values;
        }

        if (node.Operator is "[]")
        {
            return Choice(node.Parts[0]);
        }

        return node.Operator switch
        {
            "AND" => Together(node.Parts),
            "=" => Kind(node.Path) is { } kind ? [(kind, node.Literals[0])] : null,
            "IN" => Kind(node.Path) is { } kind ? [.. node.Literals.Select(l => (kind, l))] : null,
            _ => null,
        };
    }

    /// <summary>
    /// Two forms of AND are one value: a file in a folder, and a file with several of its properties, of which the strongest
    /// hash tells it alone.
    /// </summary>
    private static IReadOnlyList<(IndicatorKind Kind, string Value)>? Together(IReadOnlyList<StixPatternNode> parts)
    {
        if (parts.Any(p => p.Operator != "=" || !p.Path.StartsWith("file:", StringComparison.Ordinal)))
        {
            return null;
        }

        if (parts.Count == 2 && parts.FirstOrDefault(p => p.Path == Folder) is { } folder && parts.FirstOrDefault(p => p.Path == Name) is { } name)
        {
            return [(IndicatorKind.FilePath, $"{folder.Literals[0].TrimEnd('\\')}\\{name.Literals[0]}")];
        }

        (IndicatorKind Kind, string Value)[] hashes =
        [
            .. parts.Where(p => p.Path.StartsWith("file:hashes.", StringComparison.Ordinal) && Kind(p.Path) is not null)
                .Select(p => (Kind(p.Path)!.Value, p.Literals[0])).OrderByDescending(h => h.Item1),
        ];
        return hashes.Length > 0 ? [hashes[0]] : null;
    }

    private static IndicatorKind? Kind(string path)
    {
        foreach ((IndicatorKind kind, string known) in Paths.Concat(Spellings))
        {
            if (known == path)
            {
                return kind;
            }
        }

        return null;
    }
}
