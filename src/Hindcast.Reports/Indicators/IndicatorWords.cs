using Hindcast.Evidence;

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

    /// <summary>What an indicator of a case is, in words that say no more than how far it came.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="outcome">How far it came.</param>
    /// <param name="isClient">For an address: requests came from it.</param>
    /// <param name="isCalled">For an address or a domain: the flaw was to make the server call it.</param>
    internal static string What(IndicatorKind kind, Outcome outcome, bool isClient, bool isCalled) => kind switch
    {
        IndicatorKind.Ipv4 or IndicatorKind.Ipv6 or IndicatorKind.Domain => (isClient, isCalled) switch
        {
            (true, true) => $"{Client(outcome)}, and {Called(outcome)}",
            (true, false) => Client(outcome),
            _ => Called(outcome),
        },
        IndicatorKind.UriPath => outcome >= Outcome.Used ? "page that does not belong to the server and was used" : "page that is not part of the product and was asked for",
        IndicatorKind.FilePath => outcome >= Outcome.Succeeded ? "file that was left on the server" : "file that may not belong on the server",
        IndicatorKind.Sha256 => outcome >= Outcome.Succeeded ? "content of a file that was left on the server" : "content of a file that may not belong on the server",
        _ => outcome >= Outcome.Reached ? "name that a client of an attack gave itself" : "name that a client gave itself",
    };

    private static string Client(Outcome outcome) => outcome switch
    {
        >= Outcome.Reached => "client address of an attack",
        Outcome.Attempted => "client address of an attempt",
        Outcome.Scanned => "client address of a scan",
        _ => "client address",
    };

    private static string Called(Outcome outcome) => outcome >= Outcome.Reached
        ? "host that the flaw was made to call" : "host that an attempt asked the flaw to call";
}
