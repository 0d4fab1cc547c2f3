using System.Globalization;
using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Logs;

/// <summary>
/// Writes all logs of one server and day, an hour at a time: the traffic of every day and what the script adds, in the order of
/// time. Not thread-safe; days do not need one another.
/// </summary>
internal sealed class DayWriter(ServerPlan plan, Script script, string root)
{
    private static readonly TrafficSource[] Exchange = [.. MachineTraffic.Sources, .. PeopleTraffic.Sources];
    private static readonly TrafficSource[] Orion = [.. OrionTraffic.Sources];

    internal DayResult Write(int day)
    {
        Dictionary<LogKind, LogFile> logs = LogKinds.All.Where(kind => !LogKinds.IsEvents(kind) && plan.Writes(kind)).ToDictionary(kind => kind, kind => new LogFile(plan, kind, root));
        List<ScriptedRow> rows = [];
        List<WebRequest> requests = [];
        for (int hour = 0; hour < 24; hour++)
        {
            requests.Clear();
            foreach (TrafficSource source in plan.IsOrion ? Orion : Exchange)
            {
                source.Hour(plan, day, hour, requests);
            }

            long from = plan.FirstDay.AddDays(day).AddHours(hour).Ticks, to = from + TimeSpan.TicksPerHour;
            requests.AddRange(script.Requests(from, to));
            rows.Clear();
            foreach (WebRequest request in requests.OrderBy(r => r.Ticks))
            {
                Write(logs, request);
                foreach (ScriptedRow row in ServiceRows.Of(plan, request))
                {
                    Write(logs[row.Kind], row);
                }
            }

            if (!plan.IsOrion)
            {
                rows.AddRange(AdministrationTraffic.Hour(plan, day, hour));
                rows.AddRange(MailTraffic.Hour(plan, day, hour));
            }

            rows.AddRange(DnsTraffic.Hour(plan, day, hour));
            rows.AddRange(script.Rows(from, to));
            foreach (ScriptedRow row in rows.Where(r => r.Step >= 0 || !plan.IsDown(r.Ticks)).OrderBy(r => r.Ticks))
            {
                Write(logs[row.Kind], row);
            }
        }

        foreach (LogFile log in logs.Values)
        {
            log.Dispose();
        }

        return new DayResult([.. logs.Values.SelectMany(l => l.Files)], [.. logs.Values.SelectMany(l => l.Lines)]);
    }

    private static void Write(LogFile log, ScriptedRow row)
    {
        RowWriter writer = log.Begin(row.Ticks);
        if (row.Kind == LogKind.ZeekDns)
        {
            long microseconds = (log.PrintedTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            writer.Put(string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000}.{microseconds % 1_000_000:000000}\t"));
            writer.Put(row.Text);
            log.End(row.Step, row.Proves);
            return;
        }

        if (row.Kind == LogKind.HttpErr)
        {
            writer.PutTime(log.PrintedTicks, (byte)' ');
            writer.Put((byte)' ');
        }
        else
        {
            writer.PutIsoTime(log.PrintedTicks);
            writer.Put((byte)',');
        }

        writer.Put(row.Text);
        log.End(row.Step, row.Proves);
    }

    private void Write(Dictionary<LogKind, LogFile> logs, WebRequest request)
    {
        if (!request.IsBackEndOnly)
        {
            IisRow.Front(logs[LogKind.IisFront], plan, request);
            if (HttpProxyRow.IsLogged(request))
            {
                HttpProxyRow.Write(logs[(LogKind)((int)LogKind.HttpProxyAutodiscover + (int)request.Protocol - (int)WebProtocol.Autodiscover)], plan, request);
            }
        }

        if (request.IsBackEndHere || request.IsBackEndOnly)
        {
            IisRow.Back(logs[LogKind.IisBack], plan, request);
        }
    }
}
