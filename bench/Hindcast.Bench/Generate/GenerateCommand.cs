using System.Diagnostics;
using System.Globalization;

namespace Hindcast.Bench.Generate;

/// <summary>
/// <c>generate --out folder [--mb 2048] [--seed 1]</c>: a week of benign IIS and HttpProxy logs in the folders of a
/// server, the same bytes for the same seed and size. The server is patched in the middle.
/// </summary>
internal static class GenerateCommand
{
    private const string IisFields =
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

    private const string ProxyFields =
        "DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,TargetServerVersion,RoutingType,RoutingHint,BackEndCookie,ServerLocatorHost,ServerLocatorLatency,RequestBytes,ResponseBytes,TargetOutstandingRequests,AuthModulePerfContext,HttpPipelineLatency,CalculateTargetBackEndLatency,GlsLatencyBreakup,TotalGlsLatency,AccountForestLatencyBreakup,TotalAccountForestLatency,ResourceForestLatencyBreakup,TotalResourceForestLatency,ADLatency,SharedCacheLatencyBreakup,TotalSharedCacheLatency,ActivityContextLifeTime,ModuleToHandlerSwitchingLatency,ClientReqStreamLatency,BackendReqInitLatency,BackendReqStreamLatency,BackendProcessingLatency,BackendRespInitLatency,BackendRespStreamLatency,ClientRespStreamLatency,KerberosAuthHeaderLatency,HandlerCompletionLatency,RequestHandlerLatency,HandlerToModuleSwitchingLatency,ProxyTime,CoreLatency,RoutingLatency,HttpProxyOverhead,TotalRequestTime,RouteRefresherLatency,UrlQuery,BackEndGenericInfo,GenericInfo,GenericErrors,EdgeTraceId,DatabaseGuid,UserADObjectGuid,PartitionEndpointLookupLatency,RoutingStatus";

    private static readonly DateTime Start = new(2021, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime PatchedAt = new(2021, 3, 4, 13, 20, 0, DateTimeKind.Utc);
    private static readonly int[] HourWeights = [2, 2, 2, 2, 2, 3, 5, 9, 14, 15, 14, 13, 11, 13, 14, 13, 12, 10, 7, 5, 4, 4, 3, 2];
    private const int Days = 7;

    /// <summary>Runs the command; returns the exit code.</summary>
    public static int Run(Options options)
    {
        string root = options.Text("out");
        long target = options.Number("mb", 2048) * 1_000_000L;
        string logs = Path.Combine(root, "C", "inetpub", "logs", "LogFiles");
        string proxyLogs = Path.Combine(root, "C", "Program Files", "Microsoft", "Exchange Server", "V15", "Logging", "HttpProxy");
        using RollingLog frontEnd = IisLog(Path.Combine(logs, "W3SVC1"));
        using RollingLog backEnd = IisLog(Path.Combine(logs, "W3SVC2"));
        Dictionary<string, RollingLog> httpProxy = RequestKind.All
            .Select(kind => kind.Protocol)
            .Distinct()
            .ToDictionary(protocol => protocol, protocol => ProxyLog(Path.Combine(proxyLogs, protocol)), StringComparer.Ordinal);
        RollingLog[] all = [frontEnd, backEnd, .. httpProxy.Values];
        ExchangeTraffic traffic = new(new SeededRandom((ulong)options.Number("seed", 1)), frontEnd, backEnd, httpProxy, PatchedAt);

        long started = Stopwatch.GetTimestamp();
        bool patched = false;
        for (long written = 0; written < target; written = all.Sum(log => log.Written))
        {
            DateTime time = TimeAt(written / (double)target);
            if (!patched && time >= PatchedAt)
            {
                patched = true;
                Array.ForEach(all, log => log.Restart(time));
            }

            traffic.Next(time);
        }

        foreach (RollingLog log in all)
        {
            log.Dispose();
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        double iis = frontEnd.Written + backEnd.Written, sum = all.Sum(log => log.Written);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sum / 1e6:F0} MB in {seconds:F1} s ({sum / 1e6 / seconds:F0} MB/s), {iis / sum:P0} IIS"));
        return 0;
    }

    /// <summary>The time at a share (0 to 1) of all bytes: busy hours get more of them.</summary>
    private static DateTime TimeAt(double share)
    {
        double ofDay = share * Days % 1 * HourWeights.Sum();
        int hour = 0;
        while (hour < 23 && ofDay >= HourWeights[hour])
        {
            ofDay -= HourWeights[hour++];
        }

        return Start.AddDays((int)(share * Days)).AddHours(hour + double.Min(ofDay / HourWeights[hour], 0.9999999));
    }

    private static RollingLog IisLog(string folder) => new(
        folder,
        long.MaxValue,
        (time, _) => string.Create(CultureInfo.InvariantCulture, $"u_ex{time:yyMMdd}.log"),
        (time, _) => string.Create(CultureInfo.InvariantCulture, $"#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: {time:yyyy-MM-dd HH:mm:ss}\r\n{IisFields}\r\n"));

    private static RollingLog ProxyLog(string folder) => new(
        folder,
        10 * 1024 * 1024,
        (time, number) => string.Create(CultureInfo.InvariantCulture, $"HttpProxy_{time:yyyyMMddHH}-{number}.LOG"),
        (time, isNew) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(isNew ? ProxyFields + "\r\n" : "")}#Software: Microsoft Exchange Server\r\n#Version: 15.01.2176.{(time < PatchedAt ? "002" : "009")}\r\n#Log-type: HttpProxy Logs\r\n#Date: {time:yyyy-MM-dd'T'HH:mm:ss.fff}Z\r\n#Fields: {ProxyFields}\r\n"));
}
