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

    /// <summary>ECP Server log.</summary>
    public const string EcpServer = "exchange-ecp-server";

    /// <summary>OAB generator log.</summary>
    public const string OabGenerator = "exchange-oabgenerator";

    /// <summary>Message tracking log.</summary>
    public const string MessageTracking = "exchange-message-tracking";
}
