namespace Hindcast.Bench.Generate;

/// <summary>
/// Makes benign requests to one Exchange 2016 CU19 server and writes each where the real server would: the front-end
/// IIS log, the HttpProxy log of its protocol, the back-end IIS log. Shapes follow published samples; the RequestId of
/// HttpProxy is the cafeReqId of both IIS lines.
/// </summary>
internal sealed class ExchangeTraffic(SeededRandom random, RollingLog frontEnd, RollingLog backEnd, IReadOnlyDictionary<string, RollingLog> httpProxy, DateTime patchedAt)
{
    private const int MailboxCount = 400;

    private static readonly byte[][] Scanners =
    [
        "Mozilla/5.0 zgrab/0.x"u8.ToArray(), "python-requests/2.25.1"u8.ToArray(), "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)"u8.ToArray(),
        "curl/7.68.0"u8.ToArray(), "Go-http-client/1.1"u8.ToArray(), "masscan/1.0 (https://github.com/robertdavidgraham/masscan)"u8.ToArray(), "-"u8.ToArray(),
    ];

    private readonly Mailbox[] _mailboxes = [.. Enumerable.Range(0, MailboxCount).Select(i => new Mailbox(i, random))];
    private readonly ByteLine _line = new();
    private readonly ByteLine _query = new();
    private readonly ByteLine _scannerIp = new();

    /// <summary>Writes one request that ends at <paramref name="time"/>.</summary>
    public void Next(DateTime time)
    {
        RequestKind kind = RequestKind.Pick(random);
        Mailbox user = _mailboxes[random.Skewed(16) % MailboxCount];
        Guid requestId = Mailbox.NextGuid(random);
        WriteQuery(kind, user);
        int milliseconds = 2 + random.Skewed(12);
        byte[] program = ProgramOf(kind.Client, user);
        ReadOnlySpan<byte> ip = AddressOf(kind.Client, user);
        bool anonymous = kind.Client == RequestClient.Scanner;

        // Clients with NTLM or Negotiate are first refused; HttpProxy does not log these lines, IIS does.
        int refusals = kind.Authentication is [(byte)'N', ..] ? 1 + random.Below(2) : random.OneIn(3) ? 1 : 0;
        for (int i = 0; i < refusals; i++)
        {
            WriteIis(frontEnd, time, kind, user, Mailbox.NextGuid(random), program, ip, true, 401, random.Below(4));
        }

        WriteIis(frontEnd, time, kind, user, requestId, program, ip, anonymous, kind.Status, milliseconds);
        if (!(anonymous && kind.Status == 401))
        {
            WriteHttpProxy(time, kind, user, requestId, program, ip, anonymous, milliseconds);
        }

        if (!anonymous && kind.Status != 302)
        {
            WriteIis(backEnd, time, kind, user, requestId, program, ip, false, kind.Status, int.Max(1, milliseconds - 4));
        }
    }

    private byte[] ProgramOf(RequestClient client, Mailbox user) => client switch
    {
        RequestClient.Desktop => user.Desktop,
        RequestClient.Browser => user.Browser,
        RequestClient.Phone => user.Phone,
        RequestClient.Probe => "AMProbe/Local/ClientAccess"u8.ToArray(),
        _ => random.Pick(Scanners),
    };

    private ReadOnlySpan<byte> AddressOf(RequestClient client, Mailbox user)
    {
        switch (client)
        {
            case RequestClient.Desktop:
                return user.OfficeIp;
            case RequestClient.Browser:
            case RequestClient.Phone:
                return user.OutsideIp;
            case RequestClient.Probe:
                return "127.0.0.1"u8;
            default:
                _scannerIp.Clear();
                return _scannerIp.Add(random.Between(20, 220)).Add("."u8).Add(random.Below(256)).Add("."u8).Add(random.Below(256)).Add("."u8).Add(random.Between(1, 255)).Span;
        }
    }

    private void WriteQuery(RequestKind kind, Mailbox user)
    {
        _query.Clear();
        for (int i = 0; i < kind.QueryParts.Length; i++)
        {
            ReadOnlySpan<byte> part = kind.QueryParts[i];
            if (i % 2 == 0)
            {
                _query.Add(part);
                continue;
            }

            _ = part[0] switch
            {
                (byte)'m' => _query.Add(user.MailboxGuid),
                (byte)'u' => _query.Add(user.AccountEncoded),
                (byte)'d' => _query.Add(user.PhoneId),
                (byte)'t' => _query.Add(user.PhoneType),
                (byte)'a' => _query.Add(user.Address),
                (byte)'g' => _query.Add(Mailbox.NextGuid(random)),
                _ => _query.Add(random.Between(1, 100_000)),
            };
        }
    }

    private void WriteIis(RollingLog log, DateTime time, RequestKind kind, Mailbox user, Guid requestId, byte[] program, ReadOnlySpan<byte> ip, bool anonymous, int status, int milliseconds)
    {
        bool back = log == backEnd;
        _line.Clear();
        _line.AddDate(time).Add(" "u8).AddTime(time).Add(back ? " fe80::d4c1:70e9:8b2f:5a36%4 "u8 : " 10.20.1.11 "u8)
            .Add(kind.Method).Add(" "u8).Add(kind.Stem).Add(" "u8).Add(_query.Span)
            .Add("&CorrelationID=<empty>;&cafeReqId="u8).Add(requestId).Add(";"u8);
        if (kind.Client == RequestClient.Browser)
        {
            _line.Add("&encoding=;"u8);
        }

        _line.Add(back ? " 444 "u8 : " 443 "u8);
        _line.Add(anonymous ? "-"u8 : kind.Client == RequestClient.Probe ? "CONTOSO\\HealthMailbox5b8de21"u8 : kind.Client == RequestClient.Browser ? user.Address : user.Account);
        _line.Add(" "u8).Add(back ? "fe80::d4c1:70e9:8b2f:5a36%4"u8 : ip).Add(" "u8).AddReplaced(program, (byte)' ', (byte)'+');
        _line.Add(kind.Client == RequestClient.Browser ? " https://mail.contoso.example/owa/ "u8 : " - "u8);
        _line.Add(status).Add(status == 401 ? (random.OneIn(2) ? " 1 2148074254 "u8 : " 2 5 "u8) : " 0 0 "u8).Add(milliseconds).Add("\r\n"u8);
        log.Write(time, _line.Span);
    }

    private void WriteHttpProxy(DateTime time, RequestKind kind, Mailbox user, Guid requestId, byte[] program, ReadOnlySpan<byte> ip, bool anonymous, int milliseconds)
    {
        bool proxied = !anonymous && kind.Status != 302;
        bool probe = kind.Client == RequestClient.Probe;
        bool mapi = kind.ProtocolBytes is [(byte)'M', ..];
        DateTime begun = time.AddMilliseconds(-milliseconds);
        _line.Clear();
        _line.AddStamp(time).Add(","u8).Add(requestId).Add(time < patchedAt ? ",15,1,2176,2,"u8 : ",15,1,2176,9,"u8);
        if (mapi)
        {
            _line.Add("R:"u8).Add(Mailbox.NextGuid(random)).Add(":"u8).Add(random.Between(1, 2000)).Add(";RT:"u8).Add(kind.Action)
                .Add(";CI:"u8).Add(user.Database).Add(":"u8).Add(random.Between(1, 60)).Add(";CID:"u8).Add(Mailbox.NextGuid(random));
        }

        _line.Add(","u8).Add(kind.ProtocolBytes).Add(probe ? ",localhost,"u8 : ",mail.contoso.example,"u8).Add(kind.Stem).Add(","u8)
            .Add(mapi ? default : kind.Action).Add(","u8).Add(kind.Authentication).Add(anonymous ? ",false,"u8 : ",true,"u8)
            .Add(anonymous ? default : probe ? "CONTOSO\\HealthMailbox5b8de21"u8 : user.Account).Add(mapi ? ",contoso.example,"u8 : ",,"u8);
        if (mapi)
        {
            _line.Add("MailboxGuid~"u8).Add(user.MailboxGuid);
        }
        else if (!anonymous)
        {
            _line.Add("Sid~"u8).Add(user.Sid);
        }

        _line.Add(","u8).AddReplaced(program, (byte)',', (byte)' ').Add(","u8).Add(ip).Add(",EX01,"u8).Add(kind.Status).Add(","u8);
        if (proxied)
        {
            _line.Add(kind.Status);
        }

        // ErrorCode, Method, ProxyAction, TargetServer, TargetServerVersion, RoutingType, RoutingHint, BackEndCookie, ServerLocatorHost, ServerLocatorLatency
        _line.Add(",,"u8).Add(kind.Method).Add(proxied ? ",Proxy,ex01.contoso.example,15.01.2176.000,IntraForest,"u8 : ",,,,,"u8)
            .Add(!proxied ? default : mapi ? "MailboxGuidWithDomain"u8 : "WindowsIdentity"u8).Add(","u8);
        if (proxied && kind.Client == RequestClient.Browser)
        {
            _line.Add("Database~"u8).Add(user.Database).Add("~~"u8).AddDate(time.AddDays(30)).Add("T"u8).AddTime(time).Add("~contoso.example~1"u8);
        }

        int core = random.Between(1, 9), directory = random.Below(3);
        // RequestBytes to TotalSharedCacheLatency
        _line.Add(",,,"u8).Add(random.Skewed(13)).Add(","u8).Add(random.Skewed(16)).Add(",,,"u8).Add(random.Below(4)).Add(","u8).Add(core)
            .Add(",,"u8).Add(directory).Add(",,"u8).Add(0).Add(",,0,"u8).Add(directory).Add(",,0,"u8);
        // ActivityContextLifeTime to RouteRefresherLatency
        _line.Add(milliseconds).Add(","u8).Add(random.Below(3)).Add(",0,"u8).Add(random.Below(2)).Add(","u8).Add(random.Below(2)).Add(","u8)
            .Add(int.Max(0, milliseconds - core)).Add(",0,0,0,0,0,"u8).Add(milliseconds).Add(",0,"u8).Add(int.Max(0, milliseconds - core)).Add(","u8)
            .Add(core).Add(","u8).Add(core + 1).Add(","u8).Add(core + 1).Add(","u8).Add(milliseconds).Add(",,"u8);
        if (_query.Span.Length > 0)
        {
            _line.Add("?"u8).Add(_query.Span);
        }

        _line.Add(",,BeginRequest="u8).AddStamp(begun).Add(";CorrelationID=<empty>;"u8);
        if (proxied)
        {
            _line.Add("ProxyState-Run=None;FEAuth=BEVersion-1942063232;"u8);
            if (mapi)
            {
                _line.Add("RoutingEntry=DatabaseGuid:"u8).Add(user.Database).Add("%40contoso.example%40contoso.example Server:ex01.contoso.example+1942063232@"u8).Add(time.Ticks).Add(";"u8);
            }

            _line.Add("NewConnection="u8).Add(ip).Add("&0;BeginGetRequestStream="u8).AddStamp(begun.AddMilliseconds(core))
                .Add(";OnRequestStreamReady="u8).AddStamp(begun.AddMilliseconds(core)).Add(";BeginGetResponse="u8).AddStamp(begun.AddMilliseconds(core + 1))
                .Add(";OnResponseReady="u8).AddStamp(time).Add(";EndGetResponse="u8).AddStamp(time).Add(";ProxyState-Complete=ProxyResponseData;"u8);
        }
        else if (kind.Status == 302)
        {
            _line.Add("NoCookies=302 - GET/E14AuthPost;"u8);
        }

        _line.Add("SharedCacheGuard=0;EndRequest="u8).AddStamp(time).Add(";"u8);
        if (proxied && random.OneIn(6))
        {
            _line.Add("I32:ADS.C[DC01]=1;F:ADS.AL[DC01]=1."u8).Add(random.Below(100_000));
        }

        // GenericErrors, EdgeTraceId, DatabaseGuid, UserADObjectGuid, PartitionEndpointLookupLatency, RoutingStatus
        _line.Add(","u8);
        if (kind.Status >= 403 && proxied)
        {
            _line.Add("WebExceptionStatus=ProtocolError;ResponseStatusCode="u8).Add(kind.Status).Add(";WebException=System.Net.WebException: The remote server returned an error: ("u8).Add(kind.Status).Add(")."u8);
        }

        _line.Add(",,"u8);
        if (proxied)
        {
            _line.Add("|RoutingDB:"u8).Add(user.Database).Add(",,,CafeV1\r\n"u8);
        }
        else
        {
            _line.Add(",,,\r\n"u8);
        }

        httpProxy[kind.Protocol].Write(time, _line.Span);
    }
}
