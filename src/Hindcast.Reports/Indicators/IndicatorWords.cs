namespace Hindcast.Reports.Indicators;

/// <summary>The words for kinds of indicators in CSV files.</summary>
public static class IndicatorWords
{
    private static readonly Dictionary<IndicatorKind, string> Words = new()
    {
        [IndicatorKind.Ipv4] = "ipv4",
        [IndicatorKind.Ipv6] = "ipv6",
        [IndicatorKind.Domain] = "domain",
        [IndicatorKind.Url] = "url",
        [IndicatorKind.UriPath] = "uri-path",
        [IndicatorKind.FileName] = "filename",
        [IndicatorKind.FilePath] = "filepath",
        [IndicatorKind.Md5] = "md5",
        [IndicatorKind.Sha1] = "sha1",
        [IndicatorKind.Sha256] = "sha256",
        [IndicatorKind.UserAgent] = "user-agent",
        [IndicatorKind.Email] = "email",
    };

    /// <summary>The word of a kind.</summary>
    public static string Of(IndicatorKind kind) => Words[kind];
}
