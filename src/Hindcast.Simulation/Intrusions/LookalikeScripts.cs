using System.Text.RegularExpressions;
using Hindcast.Evidence;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>What administrators do for good reasons and what looks like an intrusion.</summary>
internal static partial class LookalikeScripts
{
    internal static void Add(ServerPlan plan, Script script, string kind, long ticks, string id, SeededRandom random)
    {
        ScriptedEvent action = new(id, kind, "");
        script.Lookalikes.Add(action);
        ScriptedStep step = script.Begin(action, kind, ticks);
        switch (kind)
        {
            case "oab-directory":
                OabDirectory(plan, script, step, ticks, random);
                break;
            case "mailbox-export":
                string box = random.Pick(plan.Users).Address;
                Cmdlet(plan, script, step, ticks, "New-MailboxExportRequest", $"-Mailbox \"{box}\" -FilePath \"\\\\files01.{plan.Domain}\\pst$\\{box.Split('@')[0]}.pst\"", random);
                Cmdlet(plan, script, step, ticks + (20 * TimeSpan.TicksPerMinute), "Remove-MailboxExportRequest", $"-Identity \"{box}\\MailboxExport\" -Confirm \"False\"", random);
                break;
            case "certificate":
                Cmdlet(plan, script, step, ticks, "New-ExchangeCertificate", $"-GenerateRequest \"True\" -RequestFile \"\\\\files01.{plan.Domain}\\certs\\mail.req\" -SubjectName \"CN={plan.PublicHost}\" -PrivateKeyExportable \"True\"", random);
                Cmdlet(plan, script, step, ticks + (2 * TimeSpan.TicksPerHour), "Import-ExchangeCertificate", "-FileData \"System.Byte[]\" -PrivateKeyExportable \"True\"", random);
                break;
            case "powershell":
                PowerShell(plan, script, step, ticks, random);
                break;
            case "own-account":
                string sid = plan.DomainSid + "-2950";
                script.Add(step, new EventEntry(LogKind.EvtxSecurity, ticks, EventForms.AccountMade, ["svc-backup", plan.Name, sid, plan.DomainSid + "-500", "administrator", plan.NetBios, "0x5a1b2", "-", "svc-backup", "%%1793"], step.Index));
                script.Add(step, new EventEntry(LogKind.EvtxSecurity, ticks + TimeSpan.TicksPerSecond, EventForms.GroupMember, ["-", sid, "Administrators", "Builtin", "S-1-5-32-544", plan.DomainSid + "-500", "administrator", plan.NetBios, "0x5a1b2", "-"], step.Index));
                break;
            case "own-page":
                OwnPage(plan, script, action, step, ticks, random);
                break;
            case "monitoring":
                Monitoring(plan, script, step, ticks, random);
                break;
            default:
                throw new FormatException($"action kind '{kind}' is not known");
        }
    }

    private static void Cmdlet(ServerPlan plan, Script script, ScriptedStep step, long ticks, string cmdlet, string parameters, SeededRandom random)
    {
        string user = $"{plan.Domain}/Users/Administrator", sid = plan.DomainSid + "-500";
        script.Add(step, new EventEntry(
            LogKind.EvtxManagement, ticks, EventForms.CmdletSucceeded, EventValues.Cmdlet(plan, cmdlet, parameters, user, sid, "Remote-ManagementShell-Unknown", "MSExchangePowerShellAppPool", random), step.Index));
        script.Add(step, ServiceRows.CmdletRow(plan, ticks, cmdlet, parameters, user, sid, "EMC", random), Outcome.None);
    }

    /// <summary>An hour of work in the management shell.</summary>
    private static void PowerShell(ServerPlan plan, Script script, ScriptedStep step, long ticks, SeededRandom random)
    {
        string session = ServerPlan.Text(random.Guid()).ToUpperInvariant(), shell = ServerPlan.Text(random.Guid()).ToUpperInvariant();
        foreach (string action in new[] { "New-PSSession:Receive", "Get-Mailbox:Command", "Get-MailboxStatistics:Command", "Set-Mailbox:Command", "Remove-PSSession" })
        {
            WebRequest request = MachineTraffic.PowerShell(plan, plan.NetBios + "\\administrator", action, session, shell, random);
            request.Ticks = ticks;
            request.ClientAddress = plan.Users[0].OfficeAddress;
            request.Query = "PSVersion=5.1.17763.1490";
            script.Add(step, request);
            ticks += random.Between(20, 600) * TimeSpan.TicksPerSecond;
        }

        Cmdlet(plan, script, step, ticks, "Set-Mailbox", $"-Identity \"{random.Pick(plan.Users).Name}\" -IssueWarningQuota \"4 GB\"", random);
    }

    /// <summary>The offline address book is repaired: its virtual directory is removed, made anew and set.</summary>
    private static void OabDirectory(ServerPlan plan, Script script, ScriptedStep step, long ticks, SeededRandom random)
    {
        string administrator = plan.NetBios + "\\administrator";
        (string Command, string Schema)[] calls =
        [
            ("Get-OabVirtualDirectory.ADPropertiesOnly=$true", "OABVirtualDirectory"),
            ($"Remove-OABVirtualDirectory.Force=$true.Identity='{plan.Databases[1]}'", "ResetOABVirtualDirectory"),
            ($"New-OABVirtualDirectory.Role='ClientAccess'.WebSiteName='Default Web Site'.Server='{plan.Name}'", "ResetOABVirtualDirectory"),
            ($"Set-OabVirtualDirectory.ExternalUrl='https://{plan.PublicHost}/OAB'.Identity='{plan.Databases[1]}'", "OABVirtualDirectory"),
        ];
        string canary = "&msExchEcpCanary=" + random.Text("abcdefghijkmnpqrstuvwxyzABCDEFGH0123456789", 76) + ".";
        foreach ((string command, string schema) in calls)
        {
            ticks += random.Between(4, 90) * TimeSpan.TicksPerSecond;
            string service = "/ecp/DDI/DDIService.svc/" + (command.StartsWith("Get", StringComparison.Ordinal) ? "GetObject" : "SetObject");
            script.Add(step, new WebRequest
            {
                Ticks = ticks,
                DurationMs = random.Spread(300, 0.6),
                Protocol = WebProtocol.Ecp,
                Id = random.Guid(),
                Host = plan.PublicHost,
                Method = "POST",
                Stem = service,
                Query = "schema=" + schema + canary,
                Authentication = "FBA",
                User = administrator,
                AnchorMailbox = $"Sid~{plan.DomainSid}-500",
                Agent = plan.Users[0].Browser,
                ClientAddress = plan.Users[0].OfficeAddress,
                IsProxied = true,
                BackEndStatus = 200,
                IsBackEndHere = true,
                RoutingHint = "WindowsIdentity",
                ResponseBytes = 900,
            });
            string[] parts = command.Split('.', 2);
            script.Add(step, new EventEntry(
                LogKind.EvtxManagement, ticks + (50 * TimeSpan.TicksPerMillisecond), EventForms.CmdletSucceeded,
                EventValues.Cmdlet(plan, parts[0], Dashed(parts[1]), $"{plan.Domain}/Users/Administrator", plan.DomainSid + "-500", "ECP", "MSExchangeECPAppPool", random), step.Index));
            script.Add(step, AdministrationTraffic.Ecp(plan, ticks + (40 * TimeSpan.TicksPerMillisecond), command, $"{service}?schema={schema}{canary}", random), Outcome.None);
        }
    }

    /// <summary>Parameters as event logs write them: <c>-Force "true" -Identity "x"</c> for <c>Force=$true.Identity='x'</c>.</summary>
    private static string Dashed(string dotted) => string.Join(' ', DottedParameter().Matches(dotted).Select(m => $"-{m.Groups[1].Value} \"{m.Groups[2].Value}{m.Groups[3].Value}\""));

    [GeneratedRegex(@"(?:^|\.)(\w+)=(?:'([^']*)'|\$(\w+))")]
    private static partial Regex DottedParameter();

    /// <summary>A page of the owner in a folder that needs no logon, and people who open it.</summary>
    private static void OwnPage(ServerPlan plan, Script script, ScriptedEvent action, ScriptedStep step, long ticks, SeededRandom random)
    {
        string name = random.Pick<string>(["sso", "status", "password-help", "redirect"]);
        action.Files.Add(new PlantedFile
        {
            Path = $"C/inetpub/wwwroot/aspnet_client/{name}.aspx",
            Kind = "page",
            Url = $"/aspnet_client/{name}.aspx",
            WrittenTicks = ticks,
            Step = step.Index,
            Content = "<%@ Page Language=\"C#\" %>\r\n<html><head><title>Help</title></head><body><p>Call the service desk.</p></body></html>\r\n"u8.ToArray(),
        });
        int visits = random.Between(5, 25);
        for (int i = 0; i < visits; i++)
        {
            long at = random.Between(ticks, plan.Collected.Ticks);
            MailUser user = random.Pick(plan.Users);
            script.Add(step, new WebRequest
            {
                Ticks = at,
                DurationMs = random.Between(0, 40),
                Protocol = WebProtocol.Site,
                Id = random.Guid(),
                Host = plan.PublicHost,
                Stem = $"/aspnet_client/{name}.aspx",
                Agent = user.Browser,
                ClientAddress = user.OutsideAddress,
                Referer = $"https://{plan.PublicHost}/owa/auth/logon.aspx",
            });
        }
    }

    /// <summary>A monitoring tool of the owner posts to the logon page, by day and night.</summary>
    private static void Monitoring(ServerPlan plan, Script script, ScriptedStep step, long ticks, SeededRandom random)
    {
        for (long at = ticks; at < plan.Collected.Ticks; at += 15 * TimeSpan.TicksPerMinute)
        {
            script.Add(step, new WebRequest
            {
                Ticks = at + random.Between(0, TimeSpan.TicksPerSecond),
                DurationMs = random.Between(5, 60),
                Protocol = WebProtocol.Owa,
                Id = random.Guid(),
                Host = plan.PublicHost,
                Method = "POST",
                Stem = "/owa/auth.owa",
                QueryTail = "&encoding=;",
                Status = 302,
                Agent = "python-requests/2.25.1",
                ClientAddress = plan.Users[0].OfficeAddress,
                Authentication = "FBA",
                User = plan.Users[0].Account,
            });
        }
    }
}
