using Hindcast.Simulation.Logs;

namespace Hindcast.Simulation.Servers;

/// <summary>The forms of the logs.</summary>
internal static class LogKinds
{
    private const string Logging = "C/Program Files/Microsoft/Exchange Server/V15/Logging/";
    private const string Transport = "C/Program Files/Microsoft/Exchange Server/V15/TransportRoles/Logs/";
    private const string EventLogs = "C/Windows/System32/winevt/Logs/";

    private static readonly LogForm[] Forms =
    [
        new("iis-front", "C/inetpub/logs/LogFiles/W3SVC1/", LogStyle.W3c, "u_ex", "yyMMdd", "", false, "iis-w3c/W3SVC1", LogColumns.Iis) { Owner = LogOwner.Both },
        new("iis-back", "C/inetpub/logs/LogFiles/W3SVC2/", LogStyle.W3c, "u_ex", "yyMMdd", "", false, "iis-w3c/W3SVC2", LogColumns.Iis),
        HttpProxy("Autodiscover"), HttpProxy("Eas"), HttpProxy("Ecp"), HttpProxy("Ews"), HttpProxy("Mapi"), HttpProxy("Oab"), HttpProxy("Owa"), HttpProxy("PowerShell"), HttpProxy("RpcHttp"),
        new("ecp-server", Logging + "ECP/Server/", LogStyle.Plain, "ECPServer", "yyyyMMdd", "ECP Server Log", false, "exchange-ecp-server", LogColumns.EcpServer),
        new("oab-generator", Logging + "OABGeneratorLog/", LogStyle.Plain, "oabgen", "yyyyMMdd", "OAB Generator Log", false, "exchange-oabgenerator", LogColumns.OabGenerator),
        new("ecp-activity", Logging + "ECP/Activity/", LogStyle.Plain, "ECPActivity_11500_", "yyyyMMdd", "ECP Activity Context Log", false, "exchange-ecp-activity", LogColumns.EcpServer),
        new("ews", Logging + "Ews/", LogStyle.CsvCompatible, "Ews_", "yyyyMMddHH", "EWS Logs", true, "exchange-ews", LogColumns.Ews),
        new("mapi-http", Logging + "MapiHttp/Mailbox/", LogStyle.CsvCompatible, "MapiHttp_", "yyyyMMddHH", "MapiHttp Logs", true, "exchange-mapihttp", LogColumns.MapiHttp),
        new("rps-cmdlet", Logging + "CmdletInfra/Powershell-Proxy/Cmdlet/", LogStyle.CsvCompatible, "Rps_Cmdlet_", "yyyyMMddHH", "Rps Cmdlet Logs", true, "exchange-rps-cmdlet", LogColumns.RpsCmdlet),
        new("message-tracking", Transport + "MessageTracking/", LogStyle.Plain, "MSGTRK", "yyyyMMddHH", "Message Tracking Log", true, "exchange-message-tracking", LogColumns.MessageTracking),
        new("smtp-receive", Transport + "FrontEnd/ProtocolLog/SmtpReceive/", LogStyle.Plain, "RECV", "yyyyMMddHH", "SMTP Receive Protocol Log", false, "exchange-smtp-receive", LogColumns.Smtp),
        new("smtp-send", Transport + "Hub/ProtocolLog/SmtpSend/", LogStyle.Plain, "SEND", "yyyyMMddHH", "SMTP Send Protocol Log", false, "exchange-smtp-send", LogColumns.Smtp),
        new("httperr", "C/Windows/System32/LogFiles/HTTPERR/", LogStyle.HttpErr, "httperr", "yyMMdd", "", false, "httperr", LogColumns.HttpErr),
        new("zeek-dns", "sensor/zeek/", LogStyle.Zeek, "dns.", "yyyyMMdd", "dns", false, "zeek-dns", LogColumns.ZeekDns) { Owner = LogOwner.Both },
        Evtx("evtx-security", "Security", LogOwner.Both), Evtx("evtx-system", "System", LogOwner.Both), Evtx("evtx-application", "Application", LogOwner.Both), Evtx("evtx-management", "MSExchange Management"),
        Evtx("evtx-tasks", "Microsoft-Windows-TaskScheduler/Operational"),
        new("autodiscover", Logging + "Autodiscover/", LogStyle.CsvCompatible, "Autod_", "yyyyMMddHH", "Autodiscover Protocol Logs", true, "exchange-autodiscover", LogColumns.Autodiscover),
        new("oab-download", Logging + "OABDownload/", LogStyle.CsvCompatible, "OABDownload_", "yyyyMMddHH", "OAB download Protocol Logs", true, "exchange-oab-download", LogColumns.OabDownload),
        new("rps-http", Logging + "CmdletInfra/Powershell-Proxy/Http/", LogStyle.CsvCompatible, "Rps_Http_", "yyyyMMddHH", "Rps Http Logs", true, "exchange-rps-http", LogColumns.RpsHttp),
        new("audit", Logging + "LocalQueue/Exchange/audit/", LogStyle.Plain, "audit", "yyyyMMdd", "audit", true, "exchange-audit", LogColumns.Audit),
        new("agent-log", Transport + "FrontEnd/AgentLog/", LogStyle.Plain, "AGENTLOG", "yyyyMMdd", "Agent Log", false, "exchange-agent", LogColumns.AgentLog),
        Evtx("evtx-sysmon", "Microsoft-Windows-Sysmon/Operational", LogOwner.Both) with { IsExtra = true },
        Evtx("adfs-security", "Security", LogOwner.Orion) with { IsExtra = true, Computer = "adfs01", Folder = "ADFS01/" + EventLogs },
        Evtx("adfs-sysmon", "Microsoft-Windows-Sysmon/Operational", LogOwner.Orion) with { IsExtra = true, Computer = "adfs01", Folder = "ADFS01/" + EventLogs },
    ];

    internal static int Count => Forms.Length;

    /// <summary>The logs; rows of a file listing are none.</summary>
    internal static IEnumerable<LogKind> All { get; } = [.. Enum.GetValues<LogKind>().Where(k => k != LogKind.FileListing)];

    internal static LogForm Form(LogKind kind) => Forms[(int)kind];

    internal static string Name(LogKind kind) => Forms[(int)kind].Name;

    internal static string Folder(LogKind kind) => Forms[(int)kind].Folder;

    internal static bool IsHttpProxy(LogKind kind) => kind is >= LogKind.HttpProxyAutodiscover and <= LogKind.HttpProxyRpcHttp;

    internal static bool IsEvents(LogKind kind) => Forms[(int)kind].Style == LogStyle.Events;

    /// <summary>The kinds of a name; <c>iis</c>, <c>httpproxy</c>, <c>smtp</c> and <c>evtx</c> stand for all of theirs.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal static IEnumerable<LogKind> Parse(string name)
    {
        LogKind[] found = [.. All.Where(k => Name(k) == name || Name(k).StartsWith(name + "-", StringComparison.Ordinal))];
        return found.Length > 0 ? found : throw new FormatException($"'{name}' is no kind of log");
    }

    private static LogForm HttpProxy(string protocol) => new(
        "httpproxy-" + protocol.ToLowerInvariant(), $"{Logging}HttpProxy/{protocol}/", LogStyle.CsvCompatible, "HttpProxy_", "yyyyMMddHH", "HttpProxy Logs", true,
        "exchange-httpproxy/" + protocol, LogColumns.HttpProxy);

    private static LogForm Evtx(string name, string channel, LogOwner owner = LogOwner.Exchange) =>
        new(name, EventLogs, LogStyle.Events, "", "", channel, false, "evtx/" + channel, "") { Owner = owner };
}
