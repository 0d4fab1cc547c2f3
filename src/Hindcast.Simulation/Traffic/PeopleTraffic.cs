using System.Globalization;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>What people and their clients ask for: Outlook, OWA, phones, and failed logons.</summary>
internal static class PeopleTraffic
{
    private static readonly string[] OwaActions =
        ["GetConversationItems", "FindConversation", "SubscribeToNotification", "GetFolderMruConfiguration", "GetItem", "CreateItem", "UpdateItem", "GetReminders", "FindPeople", "GetPersona", "LogDatapoint", "GetUserAvailabilityInternal"];

    private static readonly string[] OwaStatics =
        ["/owa/prem/BUILD/scripts/boot.worldwide.0.mouse.js", "/owa/prem/BUILD/resources/styles/0/boot.worldwide.mouse.css", "/owa/prem/BUILD/resources/images/0/sprite1.mouse.png", "/owa/auth/BUILD/themes/resources/segoeui-regular.ttf", "/owa/auth/BUILD/themes/resources/favicon.ico"];

    internal static IEnumerable<TrafficSource> Sources =>
    [
        new("owa-session", 1_650, RhythmKind.Office, Owa),
        new("owa-static", 13_000, RhythmKind.Office, OwaStatic),
        new("outlook-execute", 19_800, RhythmKind.Office, OutlookExecute),
        new("outlook-notification", 118_000, RhythmKind.Flat, OutlookNotification),
        new("outlook-ews", 11_000, RhythmKind.Office, OutlookEws),
        new("ews-application", 30_000, RhythmKind.Flat, EwsApplication),
        new("phone-ping", 38_000, RhythmKind.Phone, PhonePing),
        new("phone-sync", 28_000, RhythmKind.Phone, PhoneSync),
        new("phone-denied", 500, RhythmKind.Phone, PhoneDenied),
        new("autodiscover", 11_000, RhythmKind.Phone, Autodiscover),
        new("oab", 5_000, RhythmKind.Office, Oab),
        new("rpc", 7_000, RhythmKind.Office, Rpc),
        new("ecp-options", 350, RhythmKind.Office, EcpOptions),
        new("failed-logon", 700, RhythmKind.Phone, FailedLogon),
        new("challenge", 5_000, RhythmKind.Office, Challenge),
    ];

    internal static WebRequest Mapi(ServerPlan plan, MailUser user, SeededRandom random, string session, string type, int number, string host) => new()
    {
        Protocol = WebProtocol.Mapi,
        Id = random.Guid(),
        Host = host,
        Method = "POST",
        Stem = "/mapi/emsmdb/",
        Query = $"mailboxId={user.MailboxGuid}@{plan.Domain}",
        Authentication = "Negotiate",
        User = user.Account,
        Organization = plan.Domain,
        ClientRequestId = string.Create(CultureInfo.InvariantCulture, $"{session}:{number};RT:{type};CI:{user.SessionId}:1;CID:{user.SessionId}"),
        AnchorMailbox = "MailboxGuid~" + user.MailboxGuid,
        Agent = user.Outlook,
        ClientAddress = user.OfficeAddress,
        IsProxied = true,
        BackEndStatus = 200,
        IsBackEndHere = user.IsHere,
        RoutingHint = "MailboxGuidWithDomain",
        BackEndCookie = number == 1 ? "" : $"Database~{user.DatabaseGuid}~~2021-04-05T01:00:04",
        DatabaseGuid = user.DatabaseGuid,
        RequestBytes = random.Spread(280, 0.5),
        ResponseBytes = random.Spread(400, 1.1),
    };

    internal static WebRequest Ews(ServerPlan plan, MailUser user, SeededRandom random) => new()
    {
        Protocol = WebProtocol.Ews,
        Id = random.Guid(),
        Host = plan.PublicHost,
        Method = "POST",
        Stem = "/EWS/Exchange.asmx",
        Authentication = "Negotiate",
        User = user.Account,
        AnchorMailbox = "Sid~" + user.Sid,
        Agent = user.Outlook,
        ClientAddress = user.OfficeAddress,
        IsProxied = true,
        BackEndStatus = 200,
        IsBackEndHere = user.IsHere,
        RoutingHint = "WindowsIdentity",
        BackEndCookie = $"Database~{user.DatabaseGuid}~~2021-04-05T01:00:04~{plan.Domain}~1",
        DatabaseGuid = user.DatabaseGuid,
        RequestBytes = random.Spread(700, 0.4),
        ResponseBytes = random.Spread(2200, 1.2),
        DurationMs = random.Spread(22, 0.9),
    };

    /// <summary>Logon and some minutes of OWA.</summary>
    internal static IEnumerable<WebRequest> OwaSession(ServerPlan plan, MailUser user, SeededRandom random, long ticks, int actions)
    {
        yield return OwaPage(plan, user, random, ticks, "GET", "/owa/", "", 302, "&LogoffReason=NoCookiesGetOrE14AuthPost", "NoCookies=302 - GET/E14AuthPost;");
        yield return OwaPage(plan, user, random, ticks += random.Between(60, 400) * TimeSpan.TicksPerMillisecond, "GET", "/owa/auth/logon.aspx", $"replaceCurrent=1&url=https%3a%2f%2f{plan.PublicHost}%2fowa%2f", 200, "", "");
        yield return OwaPage(plan, user, random, ticks += random.Between(4, 20) * TimeSpan.TicksPerSecond, "POST", "/owa/auth.owa", "", 302, "&encoding=;", "");
        for (int i = 0; i < actions; i++)
        {
            ticks += random.Between(300, 40_000) * TimeSpan.TicksPerMillisecond;
            string action = random.Pick(OwaActions);
            yield return new WebRequest
            {
                Ticks = ticks,
                DurationMs = random.Spread(45, 0.9),
                Protocol = WebProtocol.Owa,
                Id = random.Guid(),
                Host = plan.PublicHost,
                Method = i == 0 ? "GET" : "POST",
                Stem = i == 0 ? "/owa/" : "/owa/service.svc",
                Query = i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"action={action}&EP=1&ID=-{i + 10}&AC=1"),
                ProtocolAction = i == 0 ? "" : action,
                Authentication = "FBA",
                User = user.Account,
                AnchorMailbox = "Sid~" + user.Sid,
                Agent = user.Browser,
                ClientAddress = user.OutsideAddress,
                Referer = $"https://{plan.PublicHost}/owa/",
                IsProxied = true,
                BackEndStatus = 200,
                IsBackEndHere = user.IsHere,
                RoutingHint = "WindowsIdentity",
                DatabaseGuid = user.DatabaseGuid,
                BackEndCookie = $"Database~{user.DatabaseGuid}~~2021-04-05T01:00:04~{plan.Domain}~1",
                RequestBytes = random.Spread(900, 0.5),
                ResponseBytes = random.Spread(4000, 1.2),
            };
        }
    }

    private static WebRequest OwaPage(
        ServerPlan plan, MailUser user, SeededRandom random, long ticks, string method, string stem, string query, int status, string tail, string info) => new()
        {
            Ticks = ticks,
            DurationMs = random.Between(0, 30),
            Protocol = WebProtocol.Owa,
            Id = random.Guid(),
            Host = plan.PublicHost,
            Method = method,
            Stem = stem,
            Query = query,
            QueryTail = tail,
            Status = status,
            Authentication = "FBA",
            Agent = user.Browser,
            ClientAddress = user.OutsideAddress,
            GenericInfo = info,
            User = stem == "/owa/auth.owa" ? user.Account : "",
        };

    private static void Owa(TrafficMoment at, SeededRandom random)
    {
        foreach (WebRequest request in OwaSession(at.Plan, random.Pick(at.Plan.Users), random, at.Ticks, random.Between(3, 22)))
        {
            at.Add(request);
        }
    }

    private static void OwaStatic(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        string build = at.Plan.BuildAt(at.Ticks).Build.ToString();
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Between(0, 20),
            Protocol = WebProtocol.Site,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Stem = random.Pick(OwaStatics).Replace("BUILD", build, StringComparison.Ordinal),
            Agent = user.Browser,
            ClientAddress = user.OutsideAddress,
            Referer = $"https://{at.Plan.PublicHost}/owa/",
            Status = random.Chance(0.3) ? 304 : 200,
            InHttpProxy = false,
        });
    }

    private static void OutlookExecute(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        WebRequest request = Mapi(at.Plan, user, random, "R:{" + user.SessionId.ToUpperInvariant() + "}", "Execute", random.Between(2, 30000), at.Plan.PublicHost);
        request.Ticks = at.Ticks;
        request.DurationMs = random.Spread(14, 0.9);
        at.Add(request);
    }

    private static void OutlookNotification(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        WebRequest request = Mapi(at.Plan, user, random, "R:{" + user.SessionId.ToUpperInvariant() + "}", "NotificationWait", random.Between(2, 30000), at.Plan.PublicHost);
        request.Ticks = at.Ticks;
        request.DurationMs = random.Between(200, 60_000);
        at.Add(request);
    }

    private static void OutlookEws(TrafficMoment at, SeededRandom random)
    {
        WebRequest request = Ews(at.Plan, random.Pick(at.Plan.Users), random);
        request.Ticks = at.Ticks;
        at.Add(request);
    }

    private static void EwsApplication(TrafficMoment at, SeededRandom random)
    {
        // Few accounts of applications (rooms, archive, telephones) make many calls: the first people of the list.
        WebRequest request = Ews(at.Plan, at.Plan.Users[random.Below(Math.Min(12, at.Plan.Users.Count))], random);
        request.Ticks = at.Ticks;
        request.Agent = random.Pick<string>(["ExchangeServicesClient/15.00.0913.015", "RoomPanel/4.2", "SkypeTeams/1.0", "Apache-HttpClient/4.5.10 (Java/1.8.0_281)"]);
        at.Add(request);
    }

    private static void PhonePing(TrafficMoment at, SeededRandom random) => Phone(at, random, "Ping", random.Between(2_000, 900_000));

    private static void PhoneSync(TrafficMoment at, SeededRandom random) =>
        Phone(at, random, random.Pick<string>(["Sync", "Sync", "FolderSync", "ItemOperations", "Settings", "Search"]), random.Spread(60, 1));

    /// <summary>A device that is not let in: the back end answers with 403, and the front end logs the exception.</summary>
    private static void PhoneDenied(TrafficMoment at, SeededRandom random)
    {
        WebRequest request = Phone(at, random, "Options", random.Spread(900, 0.9));
        request.Method = "OPTIONS";
        request.Status = 403;
        request.BackEndStatus = 403;
        request.RoutingHint = "WindowsIdentity-NoDatabase";
        request.BackEndCookie = "";
        request.GenericErrors = "WebExceptionStatus=ProtocolError;ResponseStatusCode=403;WebException=System.Net.WebException: The remote server returned an error: (403) Forbidden.    at System.Net.HttpWebRequest.EndGetResponse(IAsyncResult asyncResult)    at Microsoft.Exchange.HttpProxy.ProxyRequestHandler.<>c__DisplayClass197_0.<OnResponseReady>b__0();";
    }

    private static WebRequest Phone(TrafficMoment at, SeededRandom random, string command, int durationMs)
    {
        MailUser user = random.Pick(at.Plan.Users);
        if (user.Phone.Length == 0)
        {
            user = at.Plan.Users[0];
        }

        WebRequest request = new()
        {
            Ticks = at.Ticks,
            DurationMs = durationMs,
            Protocol = WebProtocol.Eas,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Method = "POST",
            Stem = "/Microsoft-Server-ActiveSync/default.eas",
            Query = $"Cmd={command}&User={user.Name}&DeviceId={user.DeviceId}&DeviceType={user.DeviceType}",
            ProtocolAction = command,
            Authentication = "Basic",
            User = user.Account,
            AnchorMailbox = "Sid~" + user.Sid,
            Agent = user.Phone.Length > 0 ? user.Phone : "Android-Mail/2021.01",
            ClientAddress = user.OutsideAddress,
            IsProxied = true,
            BackEndStatus = 200,
            IsBackEndHere = user.IsHere,
            RoutingHint = "WindowsIdentity",
            BackEndCookie = $"Database~{user.DatabaseGuid}~~2021-04-05T01:00:04~{at.Plan.Domain}~1",
            DatabaseGuid = user.DatabaseGuid,
            RequestBytes = random.Spread(60, 0.6),
            ResponseBytes = random.Spread(300, 1.4),
        };
        at.Add(request);
        return request;
    }

    private static void Autodiscover(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Spread(14, 0.7),
            Protocol = WebProtocol.Autodiscover,
            Id = random.Guid(),
            Host = "autodiscover." + at.Plan.Domain,
            Method = "POST",
            Stem = "/autodiscover/autodiscover.xml",
            Authentication = "NTLM",
            User = user.Account,
            AnchorMailbox = "Sid~" + user.Sid,
            Agent = random.Chance(0.4) ? "AppleExchangeWebServices/818.120.2 accountsd/113" : user.Outlook,
            ClientAddress = user.OutsideAddress,
            IsProxied = true,
            BackEndStatus = 200,
            IsBackEndHere = user.IsHere,
            RoutingHint = "WindowsIdentity",
            BackEndCookie = $"Database~{user.DatabaseGuid}~~2021-04-05T01:00:04~{at.Plan.Domain}~1",
            DatabaseGuid = user.DatabaseGuid,
            RequestBytes = random.Between(320, 420),
            ResponseBytes = random.Spread(3100, 0.3),
            GenericInfo = $"RandomBE={at.Plan.Fqdn}~{Logs.HttpProxyRow.VersionNumber(at.Plan.BuildAt(at.Ticks).Build)};",
        });
    }

    private static void Oab(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Spread(10, 0.8),
            Protocol = WebProtocol.Oab,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Stem = $"/OAB/{at.Plan.Databases[0]}/oab.xml",
            Authentication = "Negotiate",
            User = user.Account,
            AnchorMailbox = "Sid~" + user.Sid,
            Agent = "Microsoft BITS/7.8",
            ClientAddress = user.OfficeAddress,
            IsProxied = true,
            BackEndStatus = 200,
            IsBackEndHere = user.IsHere,
            RoutingHint = "WindowsIdentity",
            DatabaseGuid = user.DatabaseGuid,
            ResponseBytes = random.Spread(2600, 0.4),
        });
    }

    private static void Rpc(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Spread(90, 1.2),
            Protocol = WebProtocol.RpcHttp,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Method = random.Chance(0.5) ? "RPC_IN_DATA" : "RPC_OUT_DATA",
            Stem = "/rpc/rpcproxy.dll",
            Query = $"{user.MailboxGuid}@{at.Plan.Domain}:6001",
            Authentication = "NTLM",
            User = user.Account,
            AnchorMailbox = "MailboxGuid~" + user.MailboxGuid,
            Agent = "MSRPC",
            ClientAddress = user.OfficeAddress,
            IsProxied = true,
            BackEndStatus = 200,
            IsBackEndHere = user.IsHere,
            RoutingHint = "RpcHttpProxyRules",
            DatabaseGuid = user.DatabaseGuid,
        });
    }

    private static void EcpOptions(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        bool first = random.Chance(0.3);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Spread(120, 0.8),
            Protocol = WebProtocol.Ecp,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Method = first ? "GET" : "POST",
            Stem = first ? "/ecp/" : "/ecp/RulesEditor/InboxRules.svc/GetList",
            Query = first ? "rfr=owa&owaparam=modurl%3D0" : "msExchEcpCanary=" + random.Text("abcdefghijkmnpqrstuvwxyzABCDEFGH0123456789", 42) + ".",
            Authentication = "FBA",
            User = user.Account,
            AnchorMailbox = "Sid~" + user.Sid,
            Agent = user.Browser,
            ClientAddress = user.OutsideAddress,
            IsProxied = true,
            BackEndStatus = 200,
            IsBackEndHere = user.IsHere,
            RoutingHint = "WindowsIdentity",
            DatabaseGuid = user.DatabaseGuid,
            ResponseBytes = random.Spread(5000, 0.8),
        });
    }

    private static void FailedLogon(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        bool sprayed = random.Chance(0.5);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Between(15, 60),
            Protocol = sprayed ? WebProtocol.Owa : WebProtocol.Eas,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Method = "POST",
            Stem = sprayed ? "/owa/auth.owa" : "/Microsoft-Server-ActiveSync/default.eas",
            QueryTail = sprayed ? "&LogoffReason=InvalidCredentials&encoding=;" : "",
            Query = sprayed ? "" : $"Cmd=Sync&User={user.Name}&DeviceId={user.DeviceId}&DeviceType={user.DeviceType}",
            Status = sprayed ? 302 : 401,
            SubStatus = sprayed ? 0 : 1,
            Win32Status = sprayed ? 0 : 1326,
            Authentication = sprayed ? "FBA" : "Anonymous",
            Agent = sprayed ? user.Browser : user.Phone,
            ClientAddress = sprayed ? AddressPool.Internet(random) : user.OutsideAddress,
            GenericInfo = sprayed ? "AuthFailureReason=InvalidCredentials;" : "",
        });
    }

    /// <summary>Negotiation: the first request of a connection is turned away with 401, and HttpProxy does not log it.</summary>
    private static void Challenge(TrafficMoment at, SeededRandom random)
    {
        MailUser user = random.Pick(at.Plan.Users);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Between(0, 12),
            Protocol = WebProtocol.Ews,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Method = "POST",
            Stem = "/EWS/Exchange.asmx",
            Status = 401,
            SubStatus = 1,
            Win32Status = 2148074254,
            Authentication = "Anonymous",
            Agent = user.Outlook,
            ClientAddress = user.OfficeAddress,
        });
    }
}
