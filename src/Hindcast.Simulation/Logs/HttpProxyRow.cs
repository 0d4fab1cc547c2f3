using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Logs;

/// <summary>The row of a request in the HttpProxy log of its protocol, column by column as <see cref="LogColumns.HttpProxy"/>.</summary>
internal static class HttpProxyRow
{
    private const byte Comma = (byte)',';

    /// <summary>HttpProxy leaves out anonymous requests that were answered with 401.</summary>
    internal static bool IsLogged(WebRequest request) =>
        request.InHttpProxy && request.Protocol != WebProtocol.Site && !request.IsBackEndOnly
        && !(request.Status == 401 && request.User.Length == 0 && request.Authentication == "Anonymous");

    internal static void Write(LogFile file, ServerPlan plan, WebRequest request)
    {
        RowWriter row = file.Begin(request.Ticks);
        BuildNumber build = plan.BuildAt(request.Ticks).Build;
        Identity(row, file, build, request);
        Target(row, plan, build, request);
        if (request.IsProxied)
        {
            Latencies(row, request.DurationMs, request.Method is not ("GET" or "OPTIONS"), looksUpAccount: request.Status == 403);
        }
        else
        {
            row.Put(",,,,,,,,,,,,,,,"u8);
            row.Put(request.DurationMs);
            row.Put(",,,,,,,,,,,,,,"u8);
            row.Put(request.DurationMs);
            row.Put(",,0,"u8);
            row.Put(request.DurationMs);
        }

        row.Put(Comma);
        row.Put(Comma);
        if (request.Query.Length > 0)
        {
            row.PutCsv("?" + request.Query);
        }

        row.Put(Comma);
        row.Put(Comma);
        GenericInfo(row, plan, build, request, file.PrintedTicks);
        row.Put(Comma);
        row.PutCsv(request.GenericErrors);
        if (build.Minor > 0)
        {
            row.Put(",,"u8);
            if (request.DatabaseGuid.Length > 0)
            {
                row.Put("|RoutingDB:"u8);
                row.Put(request.DatabaseGuid);
            }

            row.Put(request.IsProxied ? ",,,CafeV1"u8 : ",,,"u8);
        }

        file.End(request.Step, request.FrontProves);
    }

    private static void Identity(RowWriter row, LogFile file, BuildNumber build, WebRequest request)
    {
        row.PutIsoTime(file.PrintedTicks);
        row.Put(Comma);
        row.Put(request.Id);
        row.Put(Comma);
        row.Put(build.Major);
        row.Put(Comma);
        row.Put(build.Minor);
        row.Put(Comma);
        row.Put(build.Build);
        row.Put(Comma);
        row.Put(build.Revision);
        row.Put(Comma);
        row.PutCsv(request.ClientRequestId);
        row.Put(Comma);
        row.Put(request.Protocol.ToString());
        row.Put(Comma);
        row.Put(request.Host);
        row.Put(Comma);
        row.PutCsv(request.Stem);
        row.Put(Comma);
        row.Put(request.ProtocolAction);
        row.Put(Comma);
        row.Put(request.Authentication);
        row.Put(request.User.Length > 0 ? ",true,"u8 : ",false,"u8);
        row.Put(request.User);
        row.Put(Comma);
        row.Put(request.Organization);
        row.Put(Comma);
        row.PutCsv(request.AnchorMailbox);
        row.Put(Comma);

        // Exchange writes a blank where the agent has a comma.
        row.PutReplaced(request.Agent, Comma, (byte)' ');
        row.Put(Comma);
        row.Put(request.ClientAddress);
        row.Put(Comma);
    }

    private static void Target(RowWriter row, ServerPlan plan, BuildNumber build, WebRequest request)
    {
        row.Put(plan.Name);
        row.Put(Comma);
        row.Put(request.Status);
        row.Put(Comma);
        if (request.IsProxied && request.BackEndStatus > 0)
        {
            row.Put(request.BackEndStatus);
        }

        row.Put(",,"u8);
        row.Put(request.Method);
        row.Put(Comma);
        if (!request.IsProxied)
        {
            row.Put(",,,,,,,,"u8);
            row.Put(request.RequestBytes);
            return;
        }

        row.Put("Proxy,"u8);
        row.Put(request.IsBackEndHere ? plan.Fqdn : "ex02." + plan.Domain);
        row.Put(Comma);
        row.Put(string.Create(CultureInfo.InvariantCulture, $"{build.Major:00}.{build.Minor:00}.{build.Build:0000}.000"));
        row.Put(",IntraForest,"u8);
        row.Put(request.RoutingHint);
        row.Put(Comma);
        row.PutCsv(request.BackEndCookie);
        row.Put(",,,"u8);
        row.Put(request.RequestBytes);
        row.Put(Comma);
        row.Put(request.ResponseBytes);
    }

    private static void Latencies(RowWriter row, int ms, bool hasBody, bool looksUpAccount)
    {
        int processing = Math.Max(0, ms - 4), overhead = ms - processing;
        row.Put(",,,0,"u8);
        row.Put(overhead / 4);
        row.Put(looksUpAccount ? ",,0,0;2;,2,,0,2,,0,"u8 : ",,0,,0,,0,0,,0,"u8);
        row.Put(ms);
        row.Put(hasBody ? ",0,0,0,0,"u8 : ",0,,,,"u8);
        row.Put(processing);
        row.Put(",0,0,0,0,0,"u8);
        row.Put(ms);
        row.Put(",0,"u8);
        row.Put(processing);
        row.Put(Comma);
        row.Put(overhead / 2);
        row.Put(Comma);
        row.Put(overhead);
        row.Put(Comma);
        row.Put(overhead);
        row.Put(Comma);
        row.Put(ms);
    }

    private static void GenericInfo(RowWriter row, ServerPlan plan, BuildNumber build, WebRequest request, long endTicks)
    {
        long begin = endTicks - (request.DurationMs * TimeSpan.TicksPerMillisecond);
        row.Put("BeginRequest="u8);
        row.PutIsoTime(begin);
        row.Put(";CorrelationID=<empty>;"u8);
        if (request.IsProxied)
        {
            row.Put("ProxyState-Run=None;FEAuth=BEVersion-"u8);
            row.Put(VersionNumber(build));
            row.Put((byte)';');
            row.Put(request.GenericInfo);
            long gone = begin + (Math.Min(2, request.DurationMs) * TimeSpan.TicksPerMillisecond);
            if (request.Method == "POST")
            {
                row.Put("BeginGetRequestStream="u8);
                row.PutIsoTime(gone);
                row.Put(";OnRequestStreamReady="u8);
                row.PutIsoTime(gone);
                row.Put((byte)';');
            }

            row.Put("BeginGetResponse="u8);
            row.PutIsoTime(gone);
            row.Put(";OnResponseReady="u8);
            row.PutIsoTime(endTicks);
            row.Put(";EndGetResponse="u8);
            row.PutIsoTime(endTicks);
            row.Put(";ProxyState-Complete=ProxyResponseData;SharedCacheGuard=0;"u8);
        }
        else
        {
            row.Put("SharedCacheGuard=0;"u8);
            row.Put(request.GenericInfo);
        }

        row.Put("EndRequest="u8);
        row.PutIsoTime(endTicks);
        row.Put((byte)';');
    }

    /// <summary>The build in one number, without the update: 1942063431 for 15.1.2375.</summary>
    internal static long VersionNumber(BuildNumber build) =>
        (0x7L << 28) | ((long)build.Major << 22) | ((long)build.Minor << 16) | 0x8000 | (uint)build.Build;
}
