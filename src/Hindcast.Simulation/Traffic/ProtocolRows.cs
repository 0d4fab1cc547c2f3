using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>Rows of the protocol logs of the back end: Autodiscover, address book downloads, remote PowerShell. Each has the id of its request.</summary>
internal static class ProtocolRows
{
    private static readonly RowShape Autodiscover = new(
        LogColumns.Autodiscover, ("RequestId", "*"), ("MajorVersion", "15"), ("MinorVersion", "*"), ("BuildVersion", "*"), ("RevisionVersion", "*"), ("AuthenticationType", "Kerberos"), ("IsAuthenticated", "true"),
        ("AuthenticatedUser", "*"), ("Organization", "*"), ("UserAgent", "*"), ("ClientIpAddress", "*"), ("ServerHostName", "*"), ("FrontEndServer", "*"), ("SoapAction", "POX"), ("HttpStatus", "*"), ("TotalDCRequestCount", "1"),
        ("TotalDCRequestLatency", "2"), ("HttpPipelineLatency", "1"), ("CheckAccessCoreLatency", "0"), ("CoreExecutionLatency", "*"), ("CallerADLatency", "2"), ("TotalRequestTime", "*"), ("GenericInfo", "*"));

    private static readonly RowShape OabDownload = new(
        LogColumns.OabDownload, ("RequestId", "*"), ("MajorVersion", "15"), ("MinorVersion", "*"), ("BuildVersion", "*"), ("RevisionVersion", "*"), ("AuthenticationType", "Kerberos"), ("IsAuthenticated", "true"),
        ("AuthenticatedUser", "*"), ("Organization", "*"), ("Domain", "*"), ("UserAgent", "*"), ("ClientIpAddress", "*"), ("OfflineAddressBookGuid", "*"), ("FileType", "Manifest"), ("HttpStatus", "*"), ("NoOfRequestsOutStanding", "0"),
        ("TotalRequestTime", "*"), ("GenericInfo", "*"));

    private static readonly RowShape RpsHttp = new(
        LogColumns.RpsHttp, ("StartTime", "*"), ("RequestId", "*"), ("MajorVersion", "15"), ("MinorVersion", "*"), ("BuildVersion", "*"), ("RevisionVersion", "*"), ("UrlHost", "*"), ("UrlStem", "/powershell"),
        ("AuthenticationType", "Kerberos"), ("IsAuthenticated", "true"), ("AuthenticatedUser", "*"), ("ClientIpAddress", "*"), ("ServerHostName", "*"), ("FrontEndServer", "*"), ("HttpStatus", "*"), ("SubStatus", "0"), ("Action", "*"),
        ("RequestBytes", "*"), ("ClientInfo", "*"), ("CPU", "2"), ("Memory", "61"), ("ActivityContextLifeTime", "*"), ("TotalTime", "*"), ("UrlQuery", "*"), ("GenericInfo", "*"));

    /// <summary>The row of a request, or null when its protocol has no such log here.</summary>
    internal static ScriptedRow? Of(ServerPlan plan, WebRequest request)
    {
        bool powerShell = request.Protocol == WebProtocol.PowerShell || request.BackStem.StartsWith("/powershell", StringComparison.Ordinal);
        LogKind? kind = powerShell ? LogKind.RpsHttp : request.Protocol switch
        {
            WebProtocol.Autodiscover when request.BackStem.Length == 0 => LogKind.Autodiscover,
            WebProtocol.Oab when request.Stem.StartsWith("/OAB/", StringComparison.Ordinal) => LogKind.OabDownload,
            _ => null,
        };
        if (kind is not { } log)
        {
            return null;
        }

        BuildNumber build = plan.BuildAt(request.Ticks).Build;
        string user = request.BackUser.Length > 0 ? request.BackUser : request.User;
        string id = ServerPlan.Text(request.Id), minor = Text(build.Minor), number = Text(build.Build), revision = Text(build.Revision), ms = Text(Math.Max(0, request.DurationMs - 3)), agent = request.Agent.Replace(',', ' ');
        string text = log switch
        {
            LogKind.Autodiscover => Autodiscover.Fill(
                id, minor, number, revision, user, plan.Domain, agent, request.ClientAddress, plan.Name, plan.Fqdn, Text(request.BackEndStatus), ms, ms, "S:ServiceCommonMetadata.RequestType=Pox;S:WLM.Cl=InternalMaintenance;S:ActivityStandardMetadata.Component=Autodiscover"),
            LogKind.OabDownload => OabDownload.Fill(
                id, minor, number, revision, user, plan.Domain, plan.Domain, agent, request.ClientAddress, plan.Databases[0], Text(request.BackEndStatus), ms, "S:ActivityStandardMetadata.Component=OAB"),
            _ => RpsHttp.Fill(
                Iso(request.Ticks - (request.DurationMs * TimeSpan.TicksPerMillisecond)), id, minor, number, revision, plan.Fqdn, user, request.ClientAddress, plan.Name, plan.Name, Text(request.BackEndStatus),
                request.ProtocolAction.Length > 0 ? request.ProtocolAction : "New-PSSession", Text(request.RequestBytes), agent, ms, ms, request.BackQuery.Length > 0 ? "?" + request.BackQuery : request.Query.Length > 0 && request.BackStem.Length == 0 ? "?" + request.Query : "",
                "S:ServiceCommonMetadata.HttpMethod=POST;S:ActivityStandardMetadata.Component=RemotePS"),
        };
        return new ScriptedRow(log, request.Ticks, text, request.Step, request.BackProves);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Iso(long ticks) => new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
