using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Reports.Victim;

namespace Hindcast.Reports.Stix;

/// <summary>
/// A web request of an observation: who asked for what, without what the victim's side of it was called. Equal when the traffic
/// objects of two are equal.
/// </summary>
internal sealed record StixRequest(string Client, bool IsIpv6, string Method, string Path, string Agent, int Port)
{
    /// <summary>
    /// The request of an observation from a web log, or null when it is from another source. STIX wants a method beside a path: of a
    /// record without one, or with bytes in its path that are no text, only the client is left.
    /// </summary>
    internal static StixRequest? Of(Observation observation)
    {
        string path = observation.Field("cs-uri-stem") ?? observation.Field("UrlStem") ?? "";
        string method = IsWhole(path) ? observation.Field("cs-method") ?? observation.Field("Method") ?? "" : "";
        string agent = method.Length > 0 ? observation.Field("cs(User-Agent)") ?? observation.Field("UserAgent") ?? "" : "";
        return path.Length > 0 && NetworkAddress.TryParse(observation.Field("c-ip") ?? observation.Field("ClientIpAddress") ?? "", out IPAddress? client)
            ? new StixRequest(
                client.ToString(), client.AddressFamily == AddressFamily.InterNetworkV6,
                method.ToLowerInvariant(), method.Length > 0 ? path : "",
                IsWhole(agent) ? agent : "",
                int.TryParse(observation.Field("s-port"), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port < 65_536 ? port : 0)
            : null;
    }

    private static bool IsWhole(string text) => !text.Contains('\uFFFD', StringComparison.Ordinal);

    /// <summary>The network-traffic object.</summary>
    internal JsonObject Traffic(string clientId)
    {
        JsonObject traffic = new() { ["src_ref"] = clientId };
        if (Port > 0)
        {
            traffic["dst_port"] = Port;
        }

        traffic["protocols"] = StixObjects.List([IsIpv6 ? "ipv6" : "ipv4", "tcp", "http"]);
        if (Method.Length > 0)
        {
            JsonObject request = new() { ["request_method"] = Method, ["request_value"] = Path };
            if (Agent.Length > 0)
            {
                request["request_header"] = new JsonObject { ["User-Agent"] = new JsonArray(Agent) };
            }

            traffic["extensions"] = new JsonObject { ["http-request-ext"] = request };
        }

        return traffic;
    }
}
