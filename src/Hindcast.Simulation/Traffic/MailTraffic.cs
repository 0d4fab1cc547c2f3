using System.Globalization;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>Mail that comes and goes: message tracking and the SMTP logs; and what HTTP.sys turns away.</summary>
internal static class MailTraffic
{
    private const double MessagesPerDay = 13_000;
    private const double HttpErrorsPerDay = 2_500;

    private static readonly RowShape Tracking = new(
        LogColumns.MessageTracking, ("client-ip", "*"), ("client-hostname", "*"), ("server-ip", "*"), ("server-hostname", "*"), ("source-context", "*"), ("connector-id", "*"), ("source", "*"), ("event-id", "*"),
        ("internal-message-id", "*"), ("message-id", "*"), ("network-message-id", "*"), ("recipient-address", "*"), ("recipient-status", "*"), ("total-bytes", "*"), ("recipient-count", "1"), ("message-subject", "*"),
        ("sender-address", "*"), ("return-path", "*"), ("message-info", "*"), ("directionality", "*"), ("original-client-ip", "*"), ("original-server-ip", "*"), ("custom-data", "*"), ("transport-traffic-type", "Email"), ("log-id", "*"), ("schema-version", "*"));

    private static readonly string[] Subjects = ["Minutes of Tuesday", "Re: offer", "Invoice 2021", "Fwd: plan", "Holiday list", "AW: Termin", "Newsletter", "Your order", "Question about the draft", "Weekly report"];
    private static readonly string[] Partners = ["fabrikam.example", "northwind.example", "adatum.example", "litware.example", "proseware.example"];
    private static readonly string[] Reasons = ["Timer_ConnectionIdle", "Timer_ConnectionIdle", "Timer_ConnectionIdle", "Connection_Abandoned_By_ReqQueue", "Timer_MinBytesPerSecond", "BadRequest", "URL"];

    internal static IEnumerable<ScriptedRow> Hour(ServerPlan plan, int day, int hour)
    {
        SeededRandom random = SeededRandom.For(plan.Seed, "mail", day, hour);
        DateTime start = plan.FirstDay.AddDays(day).AddHours(hour);
        double local = Rhythm.Factor(RhythmKind.Office, start + plan.UtcOffset);
        int messages = random.Poisson(MessagesPerDay / 24 * plan.Scale * ((0.7 * local) + 0.3));
        List<ScriptedRow> rows = [];
        for (int i = 0; i < messages; i++)
        {
            long ticks = start.Ticks + random.Between(0, TimeSpan.TicksPerHour - (2 * TimeSpan.TicksPerMinute));
            Message(plan, ticks, random, rows);
        }

        int errors = random.Poisson(HttpErrorsPerDay / 24 * plan.Scale);
        for (int i = 0; i < errors; i++)
        {
            long ticks = start.Ticks + random.Between(0, TimeSpan.TicksPerHour - 1);
            string reason = random.Pick(Reasons);
            string client = $"{AddressPool.Internet(random)} {random.Between(1024, 65000)} {plan.Address} 443";
            rows.Add(new ScriptedRow(LogKind.HttpErr, ticks, reason switch
            {
                "Timer_ConnectionIdle" or "Timer_MinBytesPerSecond" => $"{client} - - - - - - {reason} -",
                "Connection_Abandoned_By_ReqQueue" => $"{client} HTTP/1.1 POST /mapi/emsmdb/?MailboxId={random.Pick(plan.Users).MailboxGuid}@{plan.Domain} - - 1 {reason} MSExchangeMapiFrontEndAppPool",
                _ => $"{client} HTTP/1.1 GET /%20 - 400 - {reason} -",
            }));
        }

        return rows;
    }

    private static void Message(ServerPlan plan, long ticks, SeededRandom random, List<ScriptedRow> rows)
    {
        MailUser user = random.Pick(plan.Users);
        bool comesIn = random.Chance(0.55);
        string partner = $"{random.Pick(plan.Users).Name}@{random.Pick(Partners)}", sender = comesIn ? partner : user.Address, recipient = comesIn ? user.Address : partner;
        string id = $"<{random.Text("0123456789abcdef", 32)}@{(comesIn ? partner.Split('@')[1] : plan.Fqdn)}>", network = ServerPlan.Text(random.Guid());
        string subject = random.Pick(Subjects), bytes = random.Spread(24_000, 1.2).ToString(CultureInfo.InvariantCulture), number = random.Between(10_000_000, 90_000_000).ToString(CultureInfo.InvariantCulture) + "0000";
        string outside = AddressPool.Internet(random), session = "08D8" + random.Text("0123456789ABCDEF", 12);
        long at = ticks;
        if (comesIn)
        {
            Smtp(plan, LogKind.SmtpReceive, $"{plan.Name}\\Default Frontend {plan.Name}", session, $"{plan.Address}:25", $"{outside}:{random.Between(1024, 65000)}", sender, recipient, ref at, random, rows);
        }

        if (comesIn)
        {
            rows.Add(new ScriptedRow(
                LogKind.AgentLog, at,
                $"{session},{plan.Address},{outside}:{25_000 + (network[0] * 7)},{outside},{id},{sender},{sender};,{recipient},1,Inbound Trust Agent,OnEndOfHeaders,ModifyHeaders,,,,Cross premises headers filtered,{network},,Incoming"));
        }

        Track(at, outside, "SMTP", comesIn ? "RECEIVE" : "SUBMIT", comesIn ? "" : "MDB:" + plan.Databases[0] + ", Mailbox:" + user.MailboxGuid + ", Event:1, MessageClass:IPM.Note, ClientType:MOMT");
        at += random.Between(20, 400) * TimeSpan.TicksPerMillisecond;
        Track(at, plan.Address, "AGENT", "AGENTINFO", "CatContentConversion");
        at += random.Between(20, 200) * TimeSpan.TicksPerMillisecond;
        Track(at, plan.Address, "SMTP", comesIn ? "SEND" : "SENDEXTERNAL", session + ";250 2.6.0 " + id);
        at += random.Between(40, 900) * TimeSpan.TicksPerMillisecond;
        Track(at, plan.Address, "STOREDRIVER", comesIn ? "DELIVER" : "RECEIVE", session);
        if (random.Chance(0.9))
        {
            Track(at, "", "ROUTING", "HADISCARD", "");
            Track(at, plan.Address, "STOREDRIVER", "NOTIFYMAPI", "MDB:" + plan.Databases[0] + ", Mailbox:" + user.MailboxGuid + ", Event:1, MessageClass:IPM.Note, ClientType:MOMT");
            Track(at, plan.Address, "SMTP", "HAREDIRECTFAIL", "No suitable shadow servers");
        }

        if (!comesIn)
        {
            Smtp(plan, LogKind.SmtpSend, "Internet", session, $"{plan.Address}:{random.Between(1024, 65000)}", $"{outside}:25", sender, recipient, ref at, random, rows);
        }

        void Track(long when, string client, string source, string what, string context) => rows.Add(new ScriptedRow(LogKind.MessageTracking, when, Tracking.Fill(
            client, client.Length > 0 ? plan.Fqdn : "", plan.Address, plan.Name, context, source == "SMTP" ? $"{plan.Name}\\Default {plan.Name}" : "", source, what, number, id, network, recipient, source == "SMTP" ? "250 2.1.5 Recipient OK" : "To", bytes, subject,
            sender, sender, source == "STOREDRIVER" ? "04I: " : $"{new DateTime(when):yyyy-MM-dd'T'HH:mm:ss.fff'Z'};SRV={plan.Fqdn}:TOTAL-FE=0.074|SMR=0.072", comesIn ? "Incoming" : "Originating", outside, plan.Address,
            what == "NOTIFYMAPI" ? "S:ItemEntryId=00-00-" + network[..8] : $"S:DeliveryPriority=Normal;S:E2ELatency=0.514;S:MsgRecipCount=1;S:IncludeInSla=True;S:MailboxDatabaseGuid={plan.Databases[0]};S:AccountForest={plan.Domain}", ServerPlan.Text(random.Guid()), Version(plan, when))));
    }

    private static void Smtp(
        ServerPlan plan, LogKind kind, string connector, string session, string local, string remote, string sender, string recipient, ref long at, SeededRandom random, List<ScriptedRow> rows)
    {
        string[] talk =
        [
            "+,,", "*,SMTPSubmit SMTPAcceptAnySender SMTPAcceptAnyRecipient,Set Session Permissions", $">,220 {plan.Fqdn} Microsoft ESMTP MAIL Service ready,", $"<,EHLO {sender.Split('@')[1]},",
            $">,250  {plan.Fqdn} Hello SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS 8BITMIME BINARYMIME CHUNKING,", "<,STARTTLS,", ">,220 2.0.0 SMTP server ready,",
            $"*, CN={plan.Name} CN={plan.Name} 12DEABC6565646512346ABDC13456894 2020-01-17T15:15:33.000Z 2025-01-17T15:15:33.000Z {plan.Fqdn},Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names",
            $"<,MAIL FROM:<{sender}> SIZE=4500,", $"<,RCPT TO:<{recipient}>,", ">,250 2.1.0 Sender OK,", ">,250 2.1.5 Recipient OK,", "<,BDAT 4500 LAST,", $">,250 2.6.0 <{session}> Queued mail for delivery,", "<,QUIT,", "-,,Local",
        ];
        for (int i = 0; i < talk.Length; i++)
        {
            at += random.Between(1, 60) * TimeSpan.TicksPerMillisecond;
            rows.Add(new ScriptedRow(kind, at, string.Create(CultureInfo.InvariantCulture, $"{connector},{session},{i},{local},{remote},{talk[i]}")));
        }
    }

    private static string Version(ServerPlan plan, long ticks) => plan.BuildAt(ticks).Build is var b
        ? string.Create(CultureInfo.InvariantCulture, $"{b.Major:00}.{b.Minor:00}.{b.Build:0000}.{b.Revision:000}") : "";
}
