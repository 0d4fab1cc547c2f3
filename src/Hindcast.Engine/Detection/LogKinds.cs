using Hindcast.Formats.Text;

namespace Hindcast.Engine.Detection;

/// <summary>What our formats are called in log source mappings (their <c>Log</c> field).</summary>
internal static class LogKinds
{
    /// <summary>Kind of the files of web roots.</summary>
    internal const string WebRoot = "webroot";

    /// <summary>Kind of Windows event logs.</summary>
    internal const string Evtx = "evtx";

    /// <summary>The mapping's name for a kind: <c>exchange/httpproxy</c> for <c>exchange-httpproxy</c>.</summary>
    internal static string MappingName(string kind) => kind switch
    {
        TextKinds.Iis => "iis",
        TextKinds.ZeekDns => "zeek/dns",
        TextKinds.WindowsDnsDebug => "dns/windows-debug",
        TextKinds.BindQuery => "dns/bind",
        TextKinds.PassiveDns => "dns/passive",
        TextKinds.Squid => "proxy/squid",
        TextKinds.ProxyW3c => "proxy/w3c",
        TextKinds.HttpProxyExtract => "exchange/httpproxy",
        _ when kind.StartsWith("exchange-", StringComparison.Ordinal) => $"exchange/{kind["exchange-".Length..]}",
        _ => kind,
    };
}
