using System.Globalization;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>What machines ask for: load balancers, managed availability with its health mailboxes, scanners of the internet.</summary>
internal static class MachineTraffic
{
    private static readonly (WebProtocol Protocol, string Stem, int Status, string Tail, string Authentication)[] LocalProbes =
    [
        (WebProtocol.Autodiscover, "/autodiscover/", 200, "", "Negotiate"), (WebProtocol.Eas, "/Microsoft-Server-ActiveSync/default.eas", 200, "", "Basic"),
        (WebProtocol.Ecp, "/ecp/", 302, "&LogoffReason=NoCookiesGetOrE14AuthPost", "FBA"), (WebProtocol.Ews, "/ews/", 200, "", "Negotiate"),
        (WebProtocol.Mapi, "/mapi/", 200, "", "Negotiate"), (WebProtocol.Oab, "/OAB/", 200, "", "Negotiate"),
        (WebProtocol.Owa, "/owa/", 302, "&LogoffReason=NoCookiesGetOrE14AuthPost", "FBA"), (WebProtocol.RpcHttp, "/rpc/", 200, "", "Negotiate"),
    ];

    private static readonly string[] HealthPages = ["/owa/healthcheck.htm", "/ecp/healthcheck.htm", "/ews/healthcheck.htm", "/mapi/healthcheck.htm", "/Microsoft-Server-ActiveSync/healthcheck.htm", "/oab/healthcheck.htm", "/autodiscover/healthcheck.htm", "/rpc/healthcheck.htm"];

    private static readonly (string Stem, string Query)[] SiteScans =
    [
        ("/", ""), ("/", ""), ("/favicon.ico", ""), ("/robots.txt", ""), ("/.env", ""), ("/.git/config", ""), ("/wp-login.php", ""), ("/admin/", ""), ("/manager/html", ""),
        ("/phpmyadmin/index.php", ""), ("/cgi-bin/luci", ""), ("/boaform/admin/formLogin", "username=user&psd=user"), ("/index.php", "s=/index/think/app/invokefunction&function=call_user_func_array"),
        ("/sdk", ""), ("/HNAP1", ""), ("/solr/admin/info/system", "wt=json"), ("/Telerik.Web.UI.WebResource.axd", "type=rau"), ("/remote/fgt_lang", "lang=en"), ("/aspnet_client/", ""),
    ];

    private static readonly (WebProtocol Protocol, string Stem, int Status, string Info)[] ExchangeScans =
    [
        (WebProtocol.Owa, "/owa/", 302, "NoCookies=302 - GET/E14AuthPost;"), (WebProtocol.Owa, "/owa/auth/logon.aspx", 200, ""), (WebProtocol.Owa, "/owa/admin.cfg", 302, "NoCookies=302 - GET/E14AuthPost;"),
        (WebProtocol.Owa, "/owa/auth.owa", 400, ""), (WebProtocol.Ecp, "/ecp/", 302, "NoCookies=302 - GET/E14AuthPost;"), (WebProtocol.Autodiscover, "/autodiscover/autodiscover.xml", 401, ""),
        (WebProtocol.Ews, "/EWS/Exchange.asmx", 401, ""), (WebProtocol.RpcHttp, "/rpc", 401, ""), (WebProtocol.Oab, "/oab/", 401, ""),
        (WebProtocol.Ecp, "/ecp/Current/exporttool/microsoft.exchange.ediscovery.exporttool.application", 200, "export"),
    ];

    private static readonly string[] ScanAgents =
    [
        "Mozilla/5.0 zgrab/0.x", "Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)", "python-requests/2.25.1", "curl/7.64.0", "Go-http-client/1.1", "-",
        "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/62.0.3202.62 Safari/537.36",
    ];

    internal static IEnumerable<TrafficSource> Sources =>
    [
        new("load-balancer", 17_280, RhythmKind.Flat, LoadBalancer),
        new("site-scan", 900, RhythmKind.Flat, SiteScan),
        new("exchange-scan", 420, RhythmKind.Flat, ExchangeScan),
        new("rpc-scan", 400, RhythmKind.Flat, RpcScan),
        new("local-probe", 46_000, RhythmKind.Flat, LocalProbe),
        new("health-mapi", 8_000, RhythmKind.Flat, HealthMapi),
        new("health-ews", 9_000, RhythmKind.Flat, HealthEws),
        new("health-owa", 4_000, RhythmKind.Flat, HealthOwa),
        new("health-powershell", 5_800, RhythmKind.Flat, HealthPowerShell),
        new("back-end-probe", 14_000, RhythmKind.Flat, BackEndProbe),
    ];

    private static void LoadBalancer(TrafficMoment at, SeededRandom random)
    {
        string page = random.Pick(HealthPages);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Between(0, 3),
            Protocol = WebProtocol.Site,
            Id = random.Guid(),
            Host = at.Plan.PublicHost,
            Stem = page,
            ClientAddress = random.Pick(at.Plan.LoadBalancers),
            Agent = "",
            InHttpProxy = false,
        });
    }

    private static void SiteScan(TrafficMoment at, SeededRandom random)
    {
        (string stem, string query) = random.Pick(SiteScans);
        bool post = random.Chance(0.12);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Spread(20, 0.8),
            Protocol = WebProtocol.Site,
            Id = random.Guid(),
            Host = at.Plan.Address,
            Method = post ? "POST" : "GET",
            Stem = stem,
            Query = query,
            ClientAddress = AddressPool.Internet(random),
            Agent = random.Pick(ScanAgents),
            Status = stem == "/" ? 200 : stem == "/aspnet_client/" ? 403 : 404,
            SubStatus = stem == "/aspnet_client/" ? 14 : 0,
            Win32Status = stem == "/" ? 0 : 2,
            InHttpProxy = false,
        });
    }

    private static void ExchangeScan(TrafficMoment at, SeededRandom random)
    {
        (WebProtocol protocol, string stem, int status, string info) = random.Pick(ExchangeScans);
        bool export = info == "export";
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Spread(15, 0.8),
            Protocol = protocol,
            Id = random.Guid(),
            Host = random.Chance(0.7) ? at.Plan.PublicHost : "192.0.2.10",
            Stem = stem,
            QueryTail = status == 302 ? "&LogoffReason=NoCookiesGetOrE14AuthPost" : "",
            ClientAddress = AddressPool.Internet(random),
            Agent = random.Pick(ScanAgents),
            Status = status,
            Authentication = status != 401 ? "FBA" : protocol == WebProtocol.RpcHttp ? "NTLM" : "Anonymous",
            GenericInfo = export ? "Krb=UA;CT=An;" : info,
            IsProxied = export,
            BackEndStatus = export ? 200 : 0,
            IsBackEndHere = export,
            AnchorMailbox = export ? "ServerVersion~Version 15.0 (Build 0.0)" : "",
            RoutingHint = export ? "EDiscoveryExportTool-ServerVersion" : "",
            ResponseBytes = 10112,
            BackUser = at.Plan.MachineAccount,
        });
    }

    /// <summary>Browsers of scanners at /rpc: NTLM is asked for, so that HttpProxy logs the 401.</summary>
    private static void RpcScan(TrafficMoment at, SeededRandom random) => at.Add(new WebRequest
    {
        Ticks = at.Ticks,
        DurationMs = random.Between(0, 4),
        Protocol = WebProtocol.RpcHttp,
        Id = random.Guid(),
        Host = AddressPool.Internet(random),
        Stem = "/rpc",
        ClientAddress = AddressPool.Internet(random),
        Agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/87.0.4280.141 Safari/537.36",
        Status = 401,
        Authentication = "NTLM",
    });

    private static void LocalProbe(TrafficMoment at, SeededRandom random)
    {
        (WebProtocol protocol, string stem, int status, string tail, string authentication) = random.Pick(LocalProbes);
        MailUser health = random.Pick(at.Plan.HealthMailboxes);
        bool named = status == 200;
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Between(0, 6),
            Protocol = protocol,
            Id = random.Guid(),
            Host = "localhost",
            Stem = stem,
            QueryTail = tail,
            ClientAddress = random.Chance(0.5) ? "127.0.0.1" : "::1",
            Agent = "AMProbe/Local/ClientAccess",
            Status = status,
            User = named ? health.Account : "",
            Authentication = authentication,
            IsProxied = named,
            AnchorMailbox = named ? "Sid~" + health.Sid : "",
            RoutingHint = named ? "WindowsIdentity" : "",
            IsBackEndHere = false,
            DatabaseGuid = named ? health.DatabaseGuid : "",
            GenericInfo = named ? "" : "NoCookies=302 - GET/E14AuthPost;",
        });
    }

    private static void HealthMapi(TrafficMoment at, SeededRandom random)
    {
        MailUser health = random.Pick(at.Plan.HealthMailboxes);
        string client = ServerPlan.Text(random.Guid()), session = ServerPlan.Text(random.Guid());
        string[] kinds = ["Connect", "Execute", "Disconnect"];
        for (int i = 0; i < kinds.Length; i++)
        {
            WebRequest request = PeopleTraffic.Mapi(at.Plan, health, random, "R:" + client, kinds[i], i + 1, at.Plan.Fqdn);
            request.Ticks = at.Ticks + (i * 14 * TimeSpan.TicksPerMillisecond);
            request.ClientRequestId = string.Create(CultureInfo.InvariantCulture, $"R:{client}:{i + 1};RT:{kinds[i]};CI:{session}:1;CID:{ServerPlan.Text(random.Guid())}");
            request.Agent = "MapiHttpClient";
            request.ClientAddress = at.Plan.Address;
            request.DurationMs = random.Between(5, 16);
            at.Add(request);
        }
    }

    private static void HealthEws(TrafficMoment at, SeededRandom random)
    {
        MailUser health = random.Pick(at.Plan.HealthMailboxes);
        var build = at.Plan.BuildAt(at.Ticks).Build;
        WebRequest request = PeopleTraffic.Ews(at.Plan, health, random);
        request.Ticks = at.Ticks;
        request.ClientAddress = "::1";
        request.Host = at.Plan.Fqdn;
        request.Agent = string.Create(
            CultureInfo.InvariantCulture, $"Ews_AM_Probe/Local (ExchangeServicesClient/{build.Major:00}.{build.Minor:00}.{build.Build:0000}.{build.Revision:000})");
        request.DurationMs = random.Between(10, 40);
        at.Add(request);
    }

    private static void HealthOwa(TrafficMoment at, SeededRandom random)
    {
        MailUser health = random.Pick(at.Plan.HealthMailboxes);
        foreach (WebRequest request in PeopleTraffic.OwaSession(at.Plan, health, random, at.Ticks, 2))
        {
            request.ClientAddress = "::1";
            request.Host = "localhost";
            request.Agent = "Mozilla/4.0 (compatible; MSIE 9.0; Windows NT 6.1; MSEXCHMON; ACTIVEMONITORING; OWACTP)";
            at.Add(request);
        }
    }

    private static void HealthPowerShell(TrafficMoment at, SeededRandom random)
    {
        MailUser health = random.Pick(at.Plan.HealthMailboxes);
        string session = ServerPlan.Text(random.Guid()).ToUpperInvariant(), shell = ServerPlan.Text(random.Guid()).ToUpperInvariant();
        string[] actions = ["New-PSSession:Receive", "Get-Mailbox:Command", "Remove-PSSession"];
        for (int i = 0; i < actions.Length; i++)
        {
            WebRequest request = PowerShell(at.Plan, health.Account, actions[i], session, shell, random);
            request.Ticks = at.Ticks + (i * 40 * TimeSpan.TicksPerMillisecond);
            request.ClientAddress = "::1";
            at.Add(request);
        }
    }

    /// <summary>A call of remote PowerShell.</summary>
    internal static WebRequest PowerShell(ServerPlan plan, string account, string action, string session, string shell, SeededRandom random) => new()
    {
        DurationMs = random.Spread(15, 0.6),
        Protocol = WebProtocol.PowerShell,
        Id = random.Guid(),
        Host = plan.Fqdn,
        Method = "POST",
        Stem = "/powershell",
        Query = "clientApplication=ActiveMonitor;PSVersion=5.1.14393.4350",
        ProtocolAction = action,
        Authentication = "Kerberos",
        User = account,
        AnchorMailbox = string.Create(CultureInfo.InvariantCulture, $"ServerVersion~Version 15.{plan.Builds[0].Build.Minor} (Build {plan.Builds[0].Build.Build - 1}.0)"),
        Agent = "Microsoft WinRM Client",
        IsProxied = true,
        BackEndStatus = 200,
        IsBackEndHere = true,
        RoutingHint = "ExchClientVer-ServerCookie",
        BackEndCookie = string.Create(CultureInfo.InvariantCulture, $"Server~{plan.Fqdn}~{HttpProxyRow.VersionNumber(plan.Builds[0].Build)}~2021-03-11T16:11:44"),
        RequestBytes = random.Spread(3000, 0.5),
        ResponseBytes = random.Spread(900, 0.3),
        GenericInfo = $"SessionId={session};ShellId={shell};",
    };

    /// <summary>Probes that ask the back end itself.</summary>
    private static void BackEndProbe(TrafficMoment at, SeededRandom random)
    {
        MailUser health = random.Pick(at.Plan.HealthMailboxes);
        (string stem, string method, string agent) = random.Pick<(string, string, string)>(
        [
            ("/ews/exchange.asmx", "POST", "Ews_Probe/Local (ExchangeServicesClient/15.01.0000.000)"), ("/mapi/emsmdb/", "POST", "MapiHttpClient"),
            ("/ecp/ReportingWebService/", "GET", "AMProbe/Local/BackEnd"), ("/Microsoft-Server-ActiveSync/Proxy", "OPTIONS", "TestActiveSyncConnectivity"),
            ("/owa/exhealth.check", "GET", "AMProbe/Local/BackEnd"), ("/powershell", "POST", "Microsoft WinRM Client"), ("/autodiscover/autodiscover.xml", "POST", "AMProbe/Local/BackEnd"),
        ]);
        at.Add(new WebRequest
        {
            Ticks = at.Ticks,
            DurationMs = random.Between(0, 30),
            Id = random.Guid(),
            Method = method,
            Stem = stem,
            Agent = agent,
            User = health.Account,
            IsBackEndOnly = true,
            BackEndStatus = 200,
            InHttpProxy = false,
            Query = stem == "/powershell" ? "clientApplication=ActiveMonitor;PSVersion=5.1.14393.4350" : "",
        });
    }
}
