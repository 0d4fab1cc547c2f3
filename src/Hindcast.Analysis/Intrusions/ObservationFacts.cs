using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// What one observation tells about who did what: the outside address, the user agent, the page, and the values that bind
/// it to other observations. Values are untrusted and only ever compared.
/// </summary>
internal sealed class ObservationFacts
{
    /// <summary>The kind of the key by which users of one page are joined.</summary>
    internal const string PageKind = "page";

    private const int MinSessionLength = 16;

    /// <summary>ATT&amp;CK: Server Software Component: Web Shell.</summary>
    private const string WebShell = "T1505.003";

    private static readonly string[] PageExtensions =
        [".aspx", ".ashx", ".asmx", ".ascx", ".asp", ".cshtml", ".jsp", ".php", ".svc", ".cer"];

    private static readonly string[] SharedParents =
        ["w3wp.exe", "services.exe", "svchost.exe", "umworkerprocess.exe", "wmiprvse.exe", "explorer.exe", "taskeng.exe", "wininit.exe"];

    internal ObservationFacts(Observation observation, DetectionMeaning meaning)
    {
        Observation = observation;
        Meaning = meaning;
        Address = OutsideAddress(observation);
        Agent = Normalise(observation.Field("UserAgent") ?? observation.Field("cs(User-Agent)") ?? "");
        Method = observation.Field("cs-method") ?? observation.Field("Method") ?? "";
        Page = PageOf(observation, meaning.Role);
        HardKeys = [.. Keys()];
    }

    internal Observation Observation { get; }

    internal DetectionMeaning Meaning { get; }

    /// <summary>The client's address; "" where the record has none, or names the server itself.</summary>
    internal string Address { get; }

    /// <summary>The user agent with blanks in place of what logs put for them; "" when unknown.</summary>
    internal string Agent { get; }

    /// <summary>The request's method, or "".</summary>
    internal string Method { get; }

    /// <summary>The page placed or used, as a path of the web server in lower case (<c>/aspnet_client/x.aspx</c>), or "".</summary>
    internal string Page { get; }

    /// <summary>
    /// True when the record ties its page to a hand. Whoever merely fetches a page may be a visitor who looks for shells;
    /// whoever sends something to it knows its key.
    /// </summary>
    internal bool OwnsPage => Page.Length > 0 && (Meaning.Role != ObservationRole.Use || Method is not ("GET" or "HEAD") || HasQuery);

    /// <summary>True for an act of the server that put a page of the attacker there, whatever its name.</summary>
    internal bool PlacesPage => Meaning is { Role: ObservationRole.Effect, Rung: Rung.CodePlaced, Technique: WebShell };

    /// <summary>Claim ids of the observations that a correlation is made of; empty for others.</summary>
    internal IEnumerable<string> Parts => (Observation.Field("parts") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Values of which each, when shared, joins two observations into one chain.</summary>
    internal IReadOnlyList<(string Kind, string Value)> HardKeys { get; }

    private bool HasQuery => (Observation.Field("cs-uri-query") ?? Observation.Field("UrlQuery")) is { Length: > 1 };

    internal long Ticks => Observation.Time?.UtcTicks ?? -1;

    /// <summary>User agents are written with plus signs in IIS logs and with blanks for commas in Exchange logs.</summary>
    internal static string Normalise(string agent) =>
        string.Join(' ', agent.Split(['+', ',', ' '], StringSplitOptions.RemoveEmptyEntries));

    private static string OutsideAddress(Observation observation)
    {
        string address = observation.Field("ClientIpAddress") ?? observation.Field("c-ip") ?? observation.Field("IpAddress") ?? "";
        bool backEnd = observation.Field("s-port") is "444" or "81";
        return address.Length == 0 || address is "-" or "::1" or "127.0.0.1" || backEnd
            || address.StartsWith("fe80:", StringComparison.OrdinalIgnoreCase)
            || string.Equals(address, observation.Field("s-ip"), StringComparison.Ordinal)
            ? ""
            : address;
    }

    private static string PageOf(Observation observation, ObservationRole role)
    {
        if (role == ObservationRole.Request)
        {
            return "";
        }

        string page = observation.Field("TargetFilename") is { Length: > 0 } file ? PageAddress.Of(file)
            : (observation.Field("cs-uri-stem") ?? observation.Field("UrlStem") ?? "").ToLowerInvariant();
        return PageExtensions.Any(e => page.EndsWith(e, StringComparison.Ordinal)) ? page : "";
    }

    private IEnumerable<(string, string)> Keys()
    {
        SourceLocation at = Observation.Location;
        yield return ("record", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{at.File}@{at.OffsetBytes}"));
        // An implant that names its server binds all that it sent.
        if (Observation.Field("HostId") is { Length: 16 } host)
        {
            yield return ("implant", host);
        }

        // Logs and files of the server itself show the one that is on it; a sensor may show those of several servers.
        if (Meaning.Thing.Length > 0 && IsOfTheServer(Observation.Log.Kind))
        {
            yield return ("thing", Meaning.Thing);
        }

        foreach ((string kind, string value) in RequestIds())
        {
            yield return (kind, value);
        }

        if (OwnsPage)
        {
            yield return (PageKind, Page);
        }

        foreach (string process in Processes())
        {
            yield return ("process", process);
        }
    }

    private static bool IsOfTheServer(string kind) => kind is "evtx" or "iis-w3c" or "file-listing" or "orion-config" or "webroot";

    private IEnumerable<(string, string)> RequestIds()
    {
        if (Observation.Field("RequestId") is { Length: >= 32 } request)
        {
            yield return ("request", request.ToLowerInvariant());
        }

        foreach (string field in (string[])["cs-uri-query", "UrlQuery", "AnchorMailbox", "EventData"])
        {
            string text = Observation.Field(field) ?? "";
            if (After(text, "cafeReqId=") is { Length: >= 32 } front)
            {
                yield return ("request", front.ToLowerInvariant());
            }

            if ((After(text, "ActID=") ?? After(text, "S:ACTID=")) is { Length: >= 32 } activity)
            {
                yield return ("activity", activity.ToLowerInvariant());
            }

            if (After(text, "msExchEcpCanary=") is { Length: >= MinSessionLength } session)
            {
                yield return ("session", session);
            }
        }
    }

    private IEnumerable<string> Processes()
    {
        string parentImage = Observation.Field("ParentImage") ?? Observation.Field("ParentProcessName") ?? "";
        bool shared = SharedParents.Any(p => parentImage.EndsWith(p, StringComparison.OrdinalIgnoreCase));
        if (Observation.Field("ProcessGuid") is { Length: > 0 } guid)
        {
            yield return guid.ToLowerInvariant();
        }

        if (!shared && Observation.Field("ParentProcessGuid") is { Length: > 0 } parent)
        {
            yield return parent.ToLowerInvariant();
        }

        // Process ids of the audit log are used again, so they bind within a day only.
        if (Observation is { Time: { } time } && Observation.Field("NewProcessId") is { Length: > 0 } id)
        {
            string day = time.Day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
            yield return $"{day}/{id.ToLowerInvariant()}";
            if (!shared && Observation.Field("ProcessId") is { Length: > 0 } creator)
            {
                yield return $"{day}/{creator.ToLowerInvariant()}";
            }
        }
    }

    private static string? After(string text, string name)
    {
        int at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        int start = at + name.Length;
        int end = text.AsSpan(start).IndexOfAny("&;?#' ,");
        return end < 0 ? text[start..] : text.Substring(start, end);
    }
}
