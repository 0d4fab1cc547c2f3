using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>Rows of the logs behind the front end: web services, MAPI, cmdlets.</summary>
internal static class ServiceRows
{
    private static readonly (string Column, string Value)[] EwsValues =
    [
        ("RequestId", "*"), ("MajorVersion", "15"), ("MinorVersion", "*"), ("BuildVersion", "*"), ("RevisionVersion", "*"), ("Ring", "Unknown"), ("AuthenticationType", "Logon"),
        ("IsAuthenticated", "true"), ("AuthenticatedUser", "*"), ("Organization", "*"), ("UserAgent", "*"), ("VersionInfo", "*"), ("ClientIpAddress", "*"), ("ServerHostName", "*"), ("SoapAction", "*"),
        ("HttpStatus", "*"), ("RequestSize", "*"), ("ImpersonatedUser", "*"), ("Cookie", "*"), ("CorrelationGuid", "*"), ("PrimaryOrProxyServer", "PrimaryServer"), ("TaskType", "LocalTask"), ("RemoteBackendCount", "0"),
        ("LocalMailboxCount", "1"), ("RemoteMailboxCount", "0"), ("LocalIdCount", "1"), ("RemoteIdCount", "0"), ("ThrottlingRequestType", "[C]"), ("TotalDCRequestCount", "0"),
        ("TotalDCRequestLatency", "0"), ("TotalMBXRequestCount", "1"), ("TotalMBXRequestLatency", "0"), ("RecipientLookupLatency", "10"), ("HttpPipelineLatency", "1"), ("CheckAccessCoreLatency", "10"), ("CallContextInitLatency", "0"),
        ("PreExecutionLatency", "14"), ("CoreExecutionLatency", "1"), ("TotalRequestTime", "*"), ("ClientStatistics", "*"), ("GenericInfo", "*"), ("StartTime", "*"), ("ProcessId", "9716"), ("StartTotalMemory", "137332048"), ("EndTotalMemory", "139253608"), ("StartGCCounts", "4038_450_53"),
        ("EndGCCounts", "4038_450_53"),
    ];

    private static readonly RowShape Ews = new(LogColumns.Ews, EwsValues);
    private static readonly RowShape Ews2013 = new(LogColumns.Ews2013, [.. EwsValues.Where(v => v.Column != "Ring")]);

    private static readonly RowShape Mapi = new(
        LogColumns.MapiHttp, ("RequestId", "*"), ("MapiRequestId", "*"), ("ClientRequestId", "*"), ("RequestType", "*"), ("HttpStatusCode", "200"), ("ResponseCode", "0"), ("StatusCode", "0"), ("TotalRequestLatency", "*"),
        ("MajorVersion", "15"), ("MinorVersion", "*"), ("BuildVersion", "*"), ("RevisionVersion", "*"), ("AuthenticatedUserEmail", "*"), ("MailboxId", "*"), ("MDBGuid", "*"), ("ClientIP", "*"), ("SourceCafeServer", "*"),
        ("MapiClientInfo", "*"), ("ClientSoftware", "OUTLOOK.EXE"), ("ClientSoftwareVersion", "16.0.13628.20274"), ("ClientMode", "Cached"), ("AuthenticationType", "Negotiate"), ("AuthenticatedUser", "*"), ("GenericInfo", "*"));

    private static readonly RowShape Cmdlet = new(
        LogColumns.RpsCmdlet, ("StartTime", "*"), ("RequestId", "*"), ("MajorVersion", "15"), ("MinorVersion", "*"), ("BuildVersion", "*"), ("RevisionVersion", "*"), ("ServerHostName", "*"), ("ProcessId", "15756"),
        ("ProcessName", "*"), ("ThreadId", "85"), ("AuthenticatedUser", "*"), ("ExecutingUserSid", "*"), ("IsAdmin", "False"), ("ClientApplication", "*"), ("Cmdlet", "*"), ("Parameters", "*"), ("CmdletUniqueId", "*"),
        ("RunspaceSettingsCreationHint", "GCRandomly"), ("ADViewEntireForest", "False"), ("ADRecipientViewRoot", "*"), ("ADConfigurationDomainControllers", "*"), ("ADPreferredGlobalCatalogs", "*"),
        ("ADPreferredDomainControllers", "*"), ("ProxiedObjectCount", "0"), ("ParameterBinding", "0"), ("BeginProcessing", "6"), ("ProcessRecord", "8"), ("EndProcessing", "0"), ("BizLogic", "9"), ("ProvisioningLayerLatency", "6"),
        ("ActivityContextLifeTime", "22681600"), ("TotalTime", "*"), ("ExecutionResult", "*"), ("GenericLatency", "*"), ("GenericInfo", "*"), ("NonPiiParameters", "*"));

    private static readonly string[] Actions = ["GetFolder", "FindItem", "GetItem", "SyncFolderItems", "GetUserAvailability", "GetUserOofSettings", "Subscribe", "GetStreamingEvents", "FindPeople", "UpdateItem"];

    /// <summary>What the back end logs of a request that was handed to it, besides IIS.</summary>
    internal static IEnumerable<ScriptedRow> Of(ServerPlan plan, WebRequest request)
    {
        if (Of(plan, request, SeededRandom.For(plan.Seed, "service", request.Ticks, request.DurationMs)) is { } row)
        {
            yield return row;
        }

        if (request.IsBackEndHere && ProtocolRows.Of(plan, request) is { } other)
        {
            yield return other;
        }
    }

    private static ScriptedRow? Of(ServerPlan plan, WebRequest request, SeededRandom random)
    {
        if (request.IsBackEndHere && request.ProtocolAction.EndsWith(":Command", StringComparison.Ordinal))
        {
            MailUser health = plan.HealthMailboxes[0];
            return CmdletRow(
                plan, request.Ticks, request.ProtocolAction[..^":Command".Length], "-ResultSize \"1\"", request.User.Replace(plan.NetBios + "\\", "", StringComparison.Ordinal), health.Sid, "ActiveMonitor", random);
        }

        if (!request.IsBackEndHere || (request.Protocol is not (WebProtocol.Ews or WebProtocol.Mapi) && request.ServiceAction.Length == 0))
        {
            return null;
        }

        return request.Protocol == WebProtocol.Mapi ? MapiRow(plan, request, random) : EwsRow(plan, request, random);
    }

    /// <summary>A cmdlet as the cmdlet log shows it.</summary>
    internal static ScriptedRow CmdletRow(ServerPlan plan, long ticks, string cmdlet, string parameters, string user, string sid, string application, SeededRandom random)
    {
        BuildNumber build = plan.BuildAt(ticks).Build;
        int ms = random.Spread(20, 0.8);
        string controller = "dc01." + plan.Domain;
        return new ScriptedRow(LogKind.RpsCmdlet, ticks, Cmdlet.Fill(
            Iso(ticks - (ms * TimeSpan.TicksPerMillisecond)), ServerPlan.Text(random.Guid()), Text(build.Minor), Text(build.Build), Text(build.Revision), plan.Name, "w3wp#MSExchangePowerShellAppPool", user, sid, application,
            cmdlet, parameters, ServerPlan.Text(random.Guid()), plan.Domain, controller, controller, controller, Text(ms), "Success", "Dispose=1/11/2021 12:58:24 AM;LatencyMissed=latencyBreakDowns.Count is Zero;WinRMDataReceiver.Ctor=0;ExchangeRunspaceConfiguration=37;ExchangeRunspaceConfiguration.C=24;GetInitialSessionStateCore=37;TaskModuleLatency=4;TaskModuleLatency.C=68;ProvisioningLayerLatency.C=9;BizLogic.C=15;Cmd=15;Cmd.ADC=3;",
            $"PSSenderInfo={user};ADServerSettingsInEnd=ADViewEntireForest:False WriteShadowProperties:False WriteOriginatingChangeTimestamp:False ADRecipientViewRoot:{plan.Domain} ADConfigurationDomainControllers:{controller} ADPreferredGlobalCatalogs:{controller} ;", parameters));
    }

    private static ScriptedRow EwsRow(ServerPlan plan, WebRequest request, SeededRandom random)
    {
        BuildNumber build = plan.BuildAt(request.Ticks).Build;
        string action = request.ServiceAction.Length > 0 ? request.ServiceAction : random.Pick(Actions);
        string user = (request.BackUser.Length > 0 ? request.BackUser : request.User).Replace(plan.NetBios + "\\", "", StringComparison.Ordinal) + "@" + plan.Domain;
        return new ScriptedRow(LogKind.Ews, request.Ticks, (build.Minor > 0 ? Ews : Ews2013).Fill(
            ServerPlan.Text(request.Id), Text(build.Minor), Text(build.Build), Text(build.Revision), user, plan.Domain.ToUpperInvariant(), request.Agent.Replace(',', ' '), "Target=None;Req=Exchange2013_SP1/Exchange2013_SP1;",
            request.ClientAddress, plan.Name, action, "200", Text(request.RequestBytes), request.ServiceMailbox.Length > 0 ? request.ServiceMailbox : user, random.Text("0123456789abcdef", 32), ServerPlan.Text(random.Guid()), Text(request.DurationMs),
            string.Create(CultureInfo.InvariantCulture, $"MessageId_0={random.Guid():D};ResponseTime_0={request.DurationMs};SoapAction_0={action};"),
            $"SKU=Unknown;App_BeginReq_Start=0;App_BeginReq_End=0;GetHandler_Start=0;RequestHandler=Wcf;GetHandler_End=0;BackEndAuthenticator=WindowsAuthenticator;TotalBERehydrationModuleLatency=0;ADIdentityCache=Miss;MailboxTypeCacheSize=21;S:WLM.Bal=299999;S:ActivityStandardMetadata.Component=Ews;S:WLM.BT=Ews;Dbl:WLM.TS=17;I32:ROP.C[{plan.Name}.{plan.Databases[0]}]=2898759;I32:MAPI.C[{plan.Name}.{plan.Databases[0]}]=2",
            Iso(request.Ticks - (request.DurationMs * TimeSpan.TicksPerMillisecond))),
            request.Step, request.BackProves);
    }

    private static ScriptedRow MapiRow(ServerPlan plan, WebRequest request, SeededRandom random)
    {
        BuildNumber build = plan.BuildAt(request.Ticks).Build;
        string name = request.User.Replace(plan.NetBios + "\\", "", StringComparison.Ordinal) + "@" + plan.Domain;
        string[] parts = request.ClientRequestId.Split(';');
        return new ScriptedRow(LogKind.MapiHttp, request.Ticks, Mapi.Fill(
            ServerPlan.Text(request.Id), ServerPlan.Text(random.Guid()), request.ClientRequestId, parts.Length > 1 ? parts[1].Replace("RT:", "", StringComparison.Ordinal) : "", Text(request.DurationMs), Text(build.Minor),
            Text(build.Build), Text(build.Revision), name, request.AnchorMailbox.Replace("MailboxGuid~", "", StringComparison.Ordinal), request.DatabaseGuid, request.ClientAddress, plan.Name, parts[^1], request.User,
            $"S:ServiceCommonMetadata.Version=15.1;S:WLM.Cl=CustomerExpectation;S:WLM.Type=Mapi;Dbl:BudgUse.T[]={request.DurationMs};I32:MAPI.C[{plan.Name}]=2"),
            request.Step, request.BackProves);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Iso(long ticks) => new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
