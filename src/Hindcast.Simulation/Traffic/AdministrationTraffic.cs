using System.Globalization;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>The everyday rows of the logs of the management site and of the address book generator.</summary>
internal static class AdministrationTraffic
{
    private const double EcpRowsPerDay = 1_400;
    private static readonly string[] Commands = ["Get-InboxRule", "Get-MailboxMessageConfiguration", "Get-MessageCategory", "Get-MailboxAutoReplyConfiguration", "Get-Recipient.ResultSize=500", "Get-MailboxRegionalConfiguration"];
    private static readonly string[] Services = ["RulesEditor/InboxRules.svc/GetList", "DDI/DDIService.svc/GetObject", "Organize/AutomaticReplies.svc/GetObject"];

    internal static IEnumerable<ScriptedRow> Hour(ServerPlan plan, int day, int hour)
    {
        SeededRandom random = SeededRandom.For(plan.Seed, "administration", day, hour);
        DateTime start = plan.FirstDay.AddDays(day).AddHours(hour);
        int rows = random.Poisson(EcpRowsPerDay / 24 * plan.Scale * Rhythm.Factor(RhythmKind.Phone, start + plan.UtcOffset)) + (hour % 6 == 0 ? 1 : 0);
        for (int i = 0; i < rows; i++)
        {
            long ticks = start.Ticks + random.Between(0, TimeSpan.TicksPerHour - 1);
            string url = $"/ecp/{random.Pick(Services)}?msExchEcpCanary={random.Text("abcdefghijkmnpqrstuvwxyzABCDEFGH0123456789", 42)}.";
            yield return Ecp(plan, ticks, random.Pick(Commands), url, random);
            yield return new ScriptedRow(
                LogKind.EcpActivity, ticks + TimeSpan.TicksPerMillisecond,
                $"{plan.Name},Request,S:PSA=<PII>{random.Pick(plan.Users).Address}</PII>;S:URL=https://localhost:444{url};S:Bld={plan.Builds[0].Build};S:ActID={ServerPlan.Text(random.Guid())};I32:ADS.C[dc01]=1;F:ADS.AL[dc01]=1.692039;I32:ATE.C[dc01.{plan.Domain}]=2;S:WLM.Bal=2.147484E+09;Dbl:WLM.TS=16");
        }

        // Managed availability changes its own mailboxes, and the audit queue notes each cmdlet that changes something.
        if (hour % 6 == 1)
        {
            SeededRandom own = SeededRandom.For(plan.Seed, "audit", day, hour);
            yield return Audit(plan, start.Ticks + own.Between(0, TimeSpan.TicksPerHour - 1), "Set-Mailbox", own);
        }

        // The address book is made every eight hours.
        if (hour % 8 == 4)
        {
            long ticks = start.Ticks + random.Between(0, 20 * TimeSpan.TicksPerMinute);
            string trace = ServerPlan.Text(random.Guid()), book = plan.Databases[0];
            foreach ((int seconds, string message) in new[] { (0, "Start generation of offline address book"), (4, "Address list read"), (11, "Compressing files"), (12, "Generation finished; 3 files written") })
            {
                yield return new ScriptedRow(LogKind.OabGenerator, ticks + (seconds * TimeSpan.TicksPerSecond), $"Info,{trace},{book},,{message}");
            }
        }
    }

    /// <summary>A row of the audit queue, without its time: a record in JSON, whose own time is local.</summary>
    private static ScriptedRow Audit(ServerPlan plan, long ticks, string operation, SeededRandom random)
    {
        var build = plan.BuildAt(ticks).Build;
        string version = string.Create(CultureInfo.InvariantCulture, $"{build.Major:00}.{build.Minor:00}.{build.Build:0000}.{build.Revision:000}");
        string id = ServerPlan.Text(random.Guid()), none = ServerPlan.Text(Guid.Empty), who = "NT AUTHORITY\\SYSTEM (MSExchangeHMHost)";
        string box = $"{plan.Domain}\\/Microsoft Exchange System Objects\\/Monitoring Mailboxes\\/{random.Pick(plan.HealthMailboxes).Name}";
        string local = (new DateTime(ticks) + plan.UtcOffset).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        string json = $"{{\"CreationTime\":\"{local}\",\"Id\":\"{id}\",\"Operation\":\"{operation}\",\"OrganizationId\":\"{none}\",\"RecordType\":1,\"ResultStatus\":\"True\",\"UserKey\":\"{who.Replace("\\", "\\\\", StringComparison.Ordinal)}\",\"UserType\":3,\"Version\":1,\"Workload\":\"Exchange\",\"ObjectId\":\"{box}\",\"UserId\":\"{who.Replace("\\", "\\\\", StringComparison.Ordinal)}\",\"ExternalAccess\":false,\"OrganizationName\":\"First Org\",\"OriginatingServer\":\"{plan.Name} ({version})\",\"Parameters\":[{{\"Name\":\"Identity\",\"Value\":\"{box}\"}}]}}";
        return new ScriptedRow(LogKind.Audit, ticks, $"{plan.Name},{none},ExchangeAdmin,\"{json.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{who},{id},{operation},Exchange,True,1,Online");
    }

    /// <summary>A row of the ECP Server log, without its time.</summary>
    internal static ScriptedRow Ecp(ServerPlan plan, long ticks, string command, string url, SeededRandom random)
    {
        // The management site knows the cumulative update only.
        string build = plan.Builds[0].Build.ToString();

        // A value that holds ; or ' stands in single quotation marks, and its own are doubled.
        string item = command.AsSpan().IndexOfAny(";'") < 0 ? "S:CMD=" + command : "'S:CMD=" + command.Replace("'", "''", StringComparison.Ordinal) + "'";
        string data = string.Create(
            CultureInfo.InvariantCulture,
            $"S:TIME={random.Spread(14, 0.8)};S:SID={ServerPlan.Text(random.Guid())};{item};S:REQID=;S:URL={url};S:REFERRER=;S:EX=;S:ACTID={ServerPlan.Text(random.Guid())};S:RS=0;S:BLD={build};S:TNAME=<null>;S:TID=;S:USID={ServerPlan.Text(random.Guid())};S:EDOID=;S:ACID=");
        string quoted = data.AsSpan().IndexOfAny(",\"") < 0 ? data : "\"" + data.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        return new ScriptedRow(LogKind.EcpServer, ticks, $"{plan.Name},ECP.Request,{quoted}");
    }
}
