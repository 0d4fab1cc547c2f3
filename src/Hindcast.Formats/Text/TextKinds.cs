namespace Hindcast.Formats.Text;

/// <summary>Ids of text log formats that other code names. Exchange logs not listed get an id made from their Log-type.</summary>
public static class TextKinds
{
    /// <summary>IIS W3C extended log.</summary>
    public const string Iis = "iis-w3c";

    /// <summary>HTTP.sys error log.</summary>
    public const string HttpErr = "httperr";

    /// <summary>Exchange front-end request log.</summary>
    public const string HttpProxy = "exchange-httpproxy";

    /// <summary>Time and AnchorMailbox copied out of an HttpProxy log.</summary>
    public const string HttpProxyExtract = "exchange-httpproxy-extract";

    /// <summary>Log of Exchange Web Services.</summary>
    public const string WebServices = "exchange-ews";

    /// <summary>ECP Server log.</summary>
    public const string EcpServer = "exchange-ecp-server";

    /// <summary>OAB generator log.</summary>
    public const string OabGenerator = "exchange-oabgenerator";

    /// <summary>Message tracking log.</summary>
    public const string MessageTracking = "exchange-message-tracking";

    /// <summary>Zeek's dns.log, with tabs or as JSON.</summary>
    public const string ZeekDns = "zeek-dns";

    /// <summary>Windows DNS server debug log.</summary>
    public const string WindowsDnsDebug = "windows-dns-debug";

    /// <summary>Query log of BIND.</summary>
    public const string BindQuery = "bind-query";

    /// <summary>Passive DNS: names and answers that a sensor saw, without who asked.</summary>
    public const string PassiveDns = "passive-dns";

    /// <summary>Squid's access log.</summary>
    public const string Squid = "squid-access";

    /// <summary>W3C extended log of a proxy (Blue Coat and others).</summary>
    public const string ProxyW3c = "proxy-w3c";
}
