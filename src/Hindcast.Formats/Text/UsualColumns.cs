namespace Hindcast.Formats.Text;

/// <summary>
/// The columns that a log has by default, for files whose header was cut off (rows that somebody copied out). Taken
/// from the header lines of real logs; see docs/formats/text-logs.md.
/// </summary>
internal static class UsualColumns
{
    private static readonly string[] Iis =
        ("date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) "
        + "sc-status sc-substatus sc-win32-status time-taken").Split(' ');

    private static readonly string[] HttpProxy =
        ("DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,"
        + "UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,Organization,AnchorMailbox,"
        + "UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,"
        + "TargetServerVersion,RoutingType,RoutingHint,BackEndCookie,ServerLocatorHost,ServerLocatorLatency,RequestBytes,"
        + "ResponseBytes,TargetOutstandingRequests,AuthModulePerfContext,HttpPipelineLatency,"
        + "CalculateTargetBackEndLatency,GlsLatencyBreakup,TotalGlsLatency,AccountForestLatencyBreakup,"
        + "TotalAccountForestLatency,ResourceForestLatencyBreakup,TotalResourceForestLatency,ADLatency,"
        + "SharedCacheLatencyBreakup,TotalSharedCacheLatency,ActivityContextLifeTime,ModuleToHandlerSwitchingLatency,"
        + "ClientReqStreamLatency,BackendReqInitLatency,BackendReqStreamLatency,BackendProcessingLatency,"
        + "BackendRespInitLatency,BackendRespStreamLatency,ClientRespStreamLatency,KerberosAuthHeaderLatency,"
        + "HandlerCompletionLatency,RequestHandlerLatency,HandlerToModuleSwitchingLatency,ProxyTime,CoreLatency,"
        + "RoutingLatency,HttpProxyOverhead,TotalRequestTime,RouteRefresherLatency,UrlQuery,BackEndGenericInfo,"
        + "GenericInfo,GenericErrors,EdgeTraceId,DatabaseGuid,UserADObjectGuid,PartitionEndpointLookupLatency,"
        + "RoutingStatus").Split(',');

    private static readonly string[] MessageTracking =
        ("date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,"
        + "internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,"
        + "recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info,"
        + "directionality,tenant-id,original-client-ip,original-server-ip,custom-data,transport-traffic-type,log-id,"
        + "schema-version").Split(',');

    private static readonly string[] ZeekDns =
        ("ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto trans_id rtt query qclass qclass_name qtype qtype_name rcode "
        + "rcode_name AA TC RD RA Z answers TTLs rejected").Split(' ');

    private static readonly string[] Extract = ["DateTime", "AnchorMailbox"];

    /// <summary>The usual columns of a format, or null when none are known.</summary>
    internal static IReadOnlyList<string>? For(string kind) => kind switch
    {
        TextKinds.Iis => Iis,
        TextKinds.HttpProxy => HttpProxy,
        TextKinds.MessageTracking => MessageTracking,
        TextKinds.HttpProxyExtract => Extract,
        TextKinds.ZeekDns => ZeekDns,
        _ => null,
    };
}
