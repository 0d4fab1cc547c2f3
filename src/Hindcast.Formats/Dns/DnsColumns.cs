using Hindcast.Formats.Text;

namespace Hindcast.Formats.Dns;

/// <summary>The columns of logs that never name them, and the names that passive DNS exports use for one thing.</summary>
public static class DnsColumns
{
    private static readonly string[] WindowsDebug =
        ["ThreadId", "Context", "PacketId", "Protocol", "Direction", "RemoteIP", "Xid", "QR", "Opcode", "Flags", "ResponseCode",
         "QuestionType", "QuestionName", "Answers"];

    private static readonly string[] Bind = ["client", "port", "view", "query", "qclass", "qtype", "flags", "server"];

    private static readonly string[] Squid =
        ["timestamp", "elapsed", "c-ip", "result", "sc-bytes", "cs-method", "c-uri", "cs-username", "hierarchy", "content-type", "cs-host"];

    private static readonly string[] Zeek =
        ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "trans_id", "query", "qclass_name", "qtype_name",
         "rcode_name", "AA", "TC", "RD", "RA", "answers", "TTLs", "rejected"];

    private static readonly string[] PassiveDns =
        ["rrname", "rrtype", "rdata", "time_first", "time_last", "count", "bailiwick", "sensor_id", "client"];

    private static readonly Dictionary<string, string> PassiveDnsAliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "rrname",
        ["value"] = "rrname",
        ["query"] = "rrname",
        ["domain"] = "rrname",
        ["hostname"] = "rrname",
        ["fqdn"] = "rrname",
        ["type"] = "rrtype",
        ["recordType"] = "rrtype",
        ["record_type"] = "rrtype",
        ["qtype"] = "rrtype",
        ["answer"] = "rdata",
        ["resolve"] = "rdata",
        ["data"] = "rdata",
        ["value_ip"] = "rdata",
        ["resolution"] = "rdata",
        ["firstSeen"] = "time_first",
        ["first_seen"] = "time_first",
        ["first"] = "time_first",
        ["timestamp"] = "time_first",
        ["zone_time_first"] = "time_first",
        ["lastSeen"] = "time_last",
        ["last_seen"] = "time_last",
        ["last"] = "time_last",
        ["zone_time_last"] = "time_last",
    };

    /// <summary>The fixed columns of a kind; empty when its rows stand below a header.</summary>
    public static IReadOnlyList<string> Fixed(string kind, LogDialect dialect) => kind switch
    {
        TextKinds.WindowsDnsDebug => WindowsDebug,
        TextKinds.BindQuery => Bind,
        TextKinds.Squid => Squid,
        TextKinds.ZeekDns when dialect == LogDialect.JsonLines => Zeek,
        TextKinds.PassiveDns when dialect == LogDialect.JsonLines => PassiveDns,
        _ => [],
    };

    /// <summary>
    /// The usual name of a field of passive DNS; the name itself when it has no other. Usual are the names of the common
    /// output format (rrname, rrtype, rdata, time_first, time_last).
    /// </summary>
    internal static string PassiveDnsName(string name) =>
        PassiveDnsAliases.TryGetValue(name.Trim('"', ' '), out string? usual) ? usual : name.Trim('"', ' ');

    /// <summary>Usual names for a header; where two columns would share one the first has it.</summary>
    internal static string[] PassiveDnsNames(IReadOnlyList<string> names)
    {
        HashSet<string> own = new(names, StringComparer.OrdinalIgnoreCase), taken = new(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(n =>
        {
            string usual = PassiveDnsName(n);
            return (usual == n || !own.Contains(usual)) && taken.Add(usual) ? usual : n;
        })];
    }
}
