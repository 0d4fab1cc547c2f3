using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Logs;

/// <summary>The row of a request in the IIS logs.</summary>
internal static class IisRow
{
    private const byte Blank = (byte)' ';

    /// <summary>What the front-end site (W3SVC1) logs.</summary>
    internal static void Front(LogFile file, ServerPlan plan, WebRequest request)
    {
        RowWriter row = file.Begin(request.Ticks);
        Start(row, file, plan, request, request.Stem);
        bool exchange = request.Protocol != WebProtocol.Site;
        if (request.Query.Length == 0 && !exchange)
        {
            row.Put((byte)'-');
        }
        else
        {
            row.PutReplaced(request.Query, Blank, (byte)'+');
            if (exchange)
            {
                row.Put("&CorrelationID=<empty>;&cafeReqId="u8);
                row.Put(request.Id);
                row.Put((byte)';');
                row.Put(request.QueryTail);
            }
        }

        row.Put(" 443 "u8);
        End(row, request.User, request.ClientAddress, request.Agent, request.Referer);
        Status(row, request.Status, request.SubStatus, request.Win32Status, request.DurationMs);
        file.End(request.Step, request.FrontProves);
    }

    /// <summary>What the back-end site (W3SVC2) logs: it ended a few milliseconds before the front end did.</summary>
    internal static void Back(LogFile file, ServerPlan plan, WebRequest request)
    {
        int backMs = Math.Max(0, request.DurationMs - 6);
        RowWriter row = file.Begin(request.Ticks);
        Start(row, file, plan, request, request.BackStem.Length > 0 ? request.BackStem : request.Stem);
        string query = request.BackQuery.Length > 0 ? request.BackQuery : request.Query;
        row.PutReplaced(query, Blank, (byte)'+');
        if (!request.IsBackEndOnly)
        {
            row.Put("&CorrelationID=<empty>;&cafeReqId="u8);
            row.Put(request.Id);
            row.Put((byte)';');
        }
        else if (query.Length == 0)
        {
            row.Put("&request_id="u8);
            row.Put(request.Id);
        }

        row.Put(" 444 "u8);
        End(row, request.BackUser.Length > 0 ? request.BackUser : request.User, request.IsBackEndOnly ? "::1" : plan.Address, request.Agent, "");
        Status(row, request.BackEndStatus, request.BackEndStatus == request.Status ? request.SubStatus : 0, 0, backMs);
        file.End(request.Step, request.BackProves);
    }

    private static void Start(RowWriter row, LogFile file, ServerPlan plan, WebRequest request, string stem)
    {
        row.PutTime(file.PrintedTicks, Blank);
        row.Put(Blank);
        row.Put(request.IsBackEndOnly ? "::1" : plan.Address);
        row.Put(Blank);
        row.Put(request.Method);
        row.Put(Blank);
        row.PutReplaced(stem, Blank, (byte)'+');
        row.Put(Blank);
    }

    private static void End(RowWriter row, string user, string client, string agent, string referer)
    {
        row.Put(user.Length > 0 ? user : "-");
        row.Put(Blank);
        row.Put(client);
        row.Put(Blank);
        row.PutReplaced(agent.Length > 0 ? agent : "-", Blank, (byte)'+');
        row.Put(Blank);
        row.PutReplaced(referer.Length > 0 ? referer : "-", Blank, (byte)'+');
        row.Put(Blank);
    }

    private static void Status(RowWriter row, int status, int subStatus, long win32, int ms)
    {
        row.Put(status);
        row.Put(Blank);
        row.Put(subStatus);
        row.Put(Blank);
        row.Put(win32);
        row.Put(Blank);
        row.Put(ms);
    }
}
