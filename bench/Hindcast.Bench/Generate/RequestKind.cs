using System.Text;

namespace Hindcast.Bench.Generate;

/// <summary>Which of a user's programs makes a request, and from where.</summary>
internal enum RequestClient
{
    Desktop,
    Browser,
    Phone,
    Probe,
    Scanner,
}

/// <summary>One kind of benign request to an Exchange server.</summary>
internal sealed class RequestKind(int weight, string protocol, string method, string stem, string query, string action, string authentication, RequestClient client, int status = 200)
{
    /// <summary>The kinds, with the shares that a server of a few hundred mailboxes shows.</summary>
    public static readonly RequestKind[] All =
    [
        new(300, "Mapi", "POST", "/mapi/emsmdb/", "mailboxId={mailbox}@contoso.example", "Execute", "Negotiate", RequestClient.Desktop),
        new(60, "Mapi", "POST", "/mapi/emsmdb/", "mailboxId={mailbox}@contoso.example", "NotificationWait", "Negotiate", RequestClient.Desktop),
        new(50, "Mapi", "POST", "/mapi/nspi/", "mailboxId={mailbox}@contoso.example", "QueryRows", "Negotiate", RequestClient.Desktop),
        new(20, "Mapi", "POST", "/mapi/emsmdb/", "mailboxId={mailbox}@contoso.example", "Connect", "Negotiate", RequestClient.Probe),
        new(90, "Eas", "POST", "/Microsoft-Server-ActiveSync/default.eas", "Cmd=Ping&User={user}&DeviceId={device}&DeviceType={type}", "", "Basic", RequestClient.Phone),
        new(60, "Eas", "POST", "/Microsoft-Server-ActiveSync/default.eas", "Cmd=Sync&User={user}&DeviceId={device}&DeviceType={type}", "", "Basic", RequestClient.Phone),
        new(15, "Eas", "OPTIONS", "/Microsoft-Server-ActiveSync/default.eas", "Cmd=Options&User={user}&DeviceId={device}&DeviceType={type}", "", "Basic", RequestClient.Phone, 403),
        new(80, "Ews", "POST", "/ews/exchange.asmx", "", "", "Negotiate", RequestClient.Desktop),
        new(25, "Ews", "POST", "/EWS/Exchange.asmx", "", "", "NTLM", RequestClient.Desktop),
        new(10, "Ews", "GET", "/ews/", "", "", "Negotiate", RequestClient.Probe),
        new(60, "Owa", "POST", "/owa/service.svc", "action=GetConversationItems&UA=0&ID=-{number}&AC=1", "GetConversationItems", "FBA", RequestClient.Browser),
        new(40, "Owa", "POST", "/owa/service.svc", "action=FindConversation&ID=-{number}&AC=1", "FindConversation", "FBA", RequestClient.Browser),
        new(30, "Owa", "GET", "/owa/ev.owa2", "ns=PendingRequest&ev=PendingNotificationRequest&UA=0&cid={guid}", "PendingRequest", "FBA", RequestClient.Browser),
        new(14, "Owa", "GET", "/owa/auth/logon.aspx", "url=https%3a%2f%2fmail.contoso.example%2fowa%2f&reason=0", "", "FBA", RequestClient.Browser),
        new(10, "Owa", "POST", "/owa/auth.owa", "", "", "FBA", RequestClient.Browser, 302),
        new(12, "Owa", "GET", "/owa/prem/15.1.2176.2/scripts/boot.worldwide.0.mouse.js", "", "", "FBA", RequestClient.Browser),
        new(12, "Owa", "GET", "/owa/prem/15.1.2176.2/resources/styles/fonts/office365icons.woff", "", "", "FBA", RequestClient.Browser, 304),
        new(50, "Autodiscover", "POST", "/autodiscover/autodiscover.xml", "", "", "NTLM", RequestClient.Desktop),
        new(10, "Autodiscover", "GET", "/autodiscover/autodiscover.json", "Email={address}&Protocol=ActiveSync", "", "Basic", RequestClient.Phone),
        new(18, "RpcHttp", "RPC_IN_DATA", "/rpc/rpcproxy.dll", "{mailbox}@contoso.example:6001", "", "NTLM", RequestClient.Desktop),
        new(18, "RpcHttp", "RPC_OUT_DATA", "/rpc/rpcproxy.dll", "{mailbox}@contoso.example:6001", "", "NTLM", RequestClient.Desktop),
        new(12, "Oab", "GET", "/OAB/2f1c7b60-9d35-4ae8-b0c4-57e1d6a8f923/oab.xml", "", "", "Negotiate", RequestClient.Desktop),
        new(8, "Ecp", "GET", "/ecp/", "exsvurl=1&mkt=en-US", "", "FBA", RequestClient.Browser),
        new(5, "Ecp", "POST", "/ecp/DDI/DDIService.svc/GetList", "schema=MailboxService&msExchEcpCanary={number}", "", "FBA", RequestClient.Browser),
        new(10, "Ecp", "GET", "/ecp/", "", "", "FBA", RequestClient.Probe, 302),
        new(20, "PowerShell", "POST", "/powershell", "clientApplication=ActiveMonitor;PSVersion=5.1.14393.4225", "New-PSSession:Receive", "Kerberos", RequestClient.Probe),
        new(12, "PowerShell", "POST", "/powershell", "clientApplication=ActiveMonitor;PSVersion=5.1.14393.4225", "Get-Mailbox:Command", "Kerberos", RequestClient.Probe),
        new(1, "Owa", "GET", "/owa/auth/logon.aspx", "", "", "FBA", RequestClient.Scanner),
        new(1, "Owa", "GET", "/favicon.ico", "", "", "FBA", RequestClient.Scanner, 404),
        new(1, "Autodiscover", "GET", "/autodiscover/autodiscover.xml", "", "", "Basic", RequestClient.Scanner, 401),
    ];

    private static readonly int WeightSum = All.Sum(kind => kind.Weight);

    public int Weight { get; } = weight;

    public string Protocol { get; } = protocol;

    public byte[] ProtocolBytes { get; } = Encoding.ASCII.GetBytes(protocol);

    public byte[] Method { get; } = Encoding.ASCII.GetBytes(method);

    public byte[] Stem { get; } = Encoding.ASCII.GetBytes(stem);

    /// <summary>Query text, with {names} at odd places to be filled in.</summary>
    public byte[][] QueryParts { get; } = [.. query.Split('{', '}').Select(Encoding.ASCII.GetBytes)];

    public byte[] Action { get; } = Encoding.ASCII.GetBytes(action);

    public byte[] Authentication { get; } = Encoding.ASCII.GetBytes(authentication);

    public RequestClient Client { get; } = client;

    public int Status { get; } = status;

    /// <summary>A kind at random, by weight.</summary>
    public static RequestKind Pick(SeededRandom random)
    {
        int at = random.Below(WeightSum);
        foreach (RequestKind kind in All)
        {
            at -= kind.Weight;
            if (at < 0)
            {
                return kind;
            }
        }

        return All[0];
    }
}
