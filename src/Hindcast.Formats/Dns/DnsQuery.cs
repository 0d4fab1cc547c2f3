using System.Net;
using Hindcast.Evidence;

namespace Hindcast.Formats.Dns;

/// <summary>
/// A DNS query, or a web request for a host, whatever log it stands in: the one shape in which analysis sees them.
/// </summary>
/// <param name="Time">When, or null. For passive DNS: when it was first seen.</param>
/// <param name="Client">Who asked: the address as the log has it, or a program on the server itself; "" when not told.</param>
/// <param name="Name">The name that was asked for, without a final dot.</param>
/// <param name="Type">The record type as the log has it (A, AAAA, 28 ...), or "".</param>
/// <param name="Answers">Addresses and names of CNAMEs in the log's order; empty when the log has none.</param>
/// <param name="Kind">Format id of the log.</param>
/// <param name="Location">Where it stands.</param>
public sealed record DnsQuery(
    EvidenceTime? Time, string Client, string Name, string Type, IReadOnlyList<string> Answers, string Kind, SourceLocation Location)
{
    private const int MaxAnswers = 64;
    private const int MaxPacketBytes = 64 * 1024;

    private static readonly string[] NameFields = ["query", "QuestionName", "rrname", "QueryName", "QNAME", "cs-host"];
    private static readonly string[] ClientFields = ["id.orig_h", "RemoteIP", "client", "c-ip", "Source", "Image"];
    private static readonly string[] TypeFields = ["qtype_name", "QuestionType", "qtype", "rrtype", "QueryType", "QTYPE"];
    private static readonly string[] AnswerFields = ["answers", "Answers", "rdata", "QueryResults"];

    /// <summary>Reads a record's fields; null when it names no host.</summary>
    /// <param name="kind">Format id of the log.</param>
    /// <param name="time">The record's time.</param>
    /// <param name="location">Where the record stands.</param>
    /// <param name="fields">Its fields by the names that the log gives them.</param>
    public static DnsQuery? From(
        string kind, EvidenceTime? time, SourceLocation location, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        string name = First(fields, NameFields).Trim().TrimEnd('.');
        if (name.Length == 0)
        {
            return null;
        }

        string packet = First(fields, ["PacketData"]);
        IReadOnlyList<string> answers = packet.Length > 0 ? PacketAnswers(packet) : Split(First(fields, AnswerFields));
        return new DnsQuery(time, First(fields, ClientFields), name, First(fields, TypeFields), answers, kind, location);
    }

    /// <summary>
    /// Cuts a list of answers as logs write it: with commas (Zeek), or as Windows does
    /// (<c>type:  5 host.example;::ffff:192.0.2.1;</c>).
    /// </summary>
    internal static IReadOnlyList<string> Split(string text)
    {
        List<string> answers = [];
        foreach (string part in text.Split([',', ';', '|', ' ', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // "type:" and the figure behind it are no answers; neither is a lone word.
            if (answers.Count < MaxAnswers && part.AsSpan().IndexOfAny('.', ':') >= 0 && part != "type:")
            {
                answers.Add(IPAddress.TryParse(part, out IPAddress? address) && address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : part.TrimEnd('.'));
            }
        }

        return answers;
    }

    private static IReadOnlyList<string> PacketAnswers(string packet)
    {
        // Long values are kept cut, with dots behind.
        ReadOnlySpan<char> hex = packet.AsSpan().TrimEnd('.');
        hex = hex.StartsWith("0x") ? hex[2..] : hex;
        int whole = Math.Min(hex.Length & ~1, 2 * MaxPacketBytes);
        byte[] bytes = new byte[whole / 2];
        return Convert.FromHexString(hex[..whole], bytes, out _, out int written) == System.Buffers.OperationStatus.Done
            ? DnsMessage.Answers(bytes.AsSpan(0, written))
            : [];
    }

    private static string First(IReadOnlyList<KeyValuePair<string, string>> fields, ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            foreach ((string key, string value) in fields)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase) && value.Length > 0 && value != "-")
                {
                    return value;
                }
            }
        }

        return "";
    }
}
