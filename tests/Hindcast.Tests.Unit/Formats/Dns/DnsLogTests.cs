using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Text;
using Hindcast.Tests.Unit.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Dns;

/// <summary>Each DNS and proxy log: known by its content, counted by hour, cut into its columns, seen in one shape.</summary>
public sealed class DnsLogTests
{
    private const string ZeekHead =
        "#separator \\x09\n#set_separator\t,\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tquery\tqtype_name\tanswers\trejected\n"
        + "#types\ttime\tstring\taddr\tport\tstring\tstring\tvector[string]\tbool\n";

    private const string DebugHead =
        "DNS Server log file creation at 25.09.2020 13:31:46\r\nLog file wrap at 26.09.2020 13:31:46\r\n\r\n"
        + "Message logging key (for packets - other items use a subset of these fields):\r\n\tField #  Information         Values\r\n\r\n";

    private const string DebugAnswer =
        "25.09.2020 23:31:46 0C58 PACKET  0000000002D7B0B0 UDP Snd 192.0.2.5       8a2c R Q [8081   DR  NOERROR] A      (3)www(7)contoso(7)example(0)\r\n"
        + "UDP response info at 0000000002D7B0B0\r\n  Socket = 356\r\n    ANSWER SECTION:\r\n    Offset = 0x0021, RR count = 0\r\n"
        + "    Name      \"[C00C](3)www(7)contoso(7)example(0)\"\r\n      TYPE   CNAME  (5)\r\n      DATA   (4)edge(7)example(0)\r\n"
        + "    Offset = 0x0031, RR count = 1\r\n      TYPE   A  (1)\r\n      DATA   198.51.100.7\r\n"
        + "    AUTHORITY SECTION:\r\n      DATA   203.0.113.1\r\n\r\n";

    [Theory]
    [InlineData(ZeekHead + "1.0\tC\n", TextKinds.ZeekDns, LogDialect.Tab)]
    [InlineData("{\"ts\":1521911720.8,\"id.orig_h\":\"192.0.2.1\",\"query\":\"www.contoso.example\"}\n", TextKinds.ZeekDns, LogDialect.JsonLines)]
    [InlineData(DebugHead, TextKinds.WindowsDnsDebug, LogDialect.DnsDebugDayFirst)]
    [InlineData("9/25/2020 1:31:46 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5  8a2c   Q [0001] A (0)\r\n", TextKinds.WindowsDnsDebug, LogDialect.DnsDebug)]
    [InlineData("3/4/2020 1:31:46 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5  8a2c   Q [0001] A (0)\r\n", TextKinds.WindowsDnsDebug, LogDialect.DnsDebug)]
    [InlineData("25/09/2020 1:31:46 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5  8a2c   Q [0001] A (0)\r\n", TextKinds.WindowsDnsDebug, LogDialect.DnsDebugDayFirst)]
    [InlineData("2020-09-25 13:31:46 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5  8a2c   Q [0001] A (0)\r\n", TextKinds.WindowsDnsDebug, LogDialect.DnsDebugDayFirst)]
    [InlineData("26-Mar-2020 12:34:56.789 queries: info: client @0x7f 192.0.2.1#53211 (www.contoso.example): query: www.contoso.example IN A +E(0)K (192.0.2.53)\n", TextKinds.BindQuery, LogDialect.BindQuery)]
    [InlineData("1286536309.586    921 192.0.2.68 TCP_MISS/200 507 POST http://www.contoso.example/push - DIRECT/198.51.100.7 text/plain\n", TextKinds.Squid, LogDialect.Squid)]
    [InlineData("{\"rrname\":\"www.contoso.example.\",\"rrtype\":\"A\",\"rdata\":[\"198.51.100.7\"],\"time_first\":1380139330}\n", TextKinds.PassiveDns, LogDialect.JsonLines)]
    [InlineData("domain,record_type,answer,first_seen,last_seen\n", TextKinds.PassiveDns, LogDialect.Csv)]
    [InlineData("#Software: SGOS 6.7\r\n#Fields: date time time-taken c-ip cs-username cs-method cs-uri-scheme cs-host cs-uri-path\r\n", TextKinds.ProxyW3c, LogDialect.W3c)]
    [InlineData("#Fields: date time s-ip cs-method cs-uri-stem cs-host\r\n", TextKinds.Iis, LogDialect.W3c)]
    public void Logs_are_known_by_their_content(string head, string kind, LogDialect dialect)
    {
        DetectedFormat format = FormatDetector.Detect(Encoding.UTF8.GetBytes(head));
        Assert.Equal((kind, (LogDialect?)dialect), (format.Kind, format.Dialect));
    }

    [Theory]
    [InlineData("#separator ,\n#path\tdns\n")]
    [InlineData("{\"a\":1}\n")]
    [InlineData("name,value\na,b\n")]
    [InlineData("1286536309 hello\n")]
    public void Other_text_is_none_of_them(string head) => Assert.Equal("unknown", FormatDetector.Detect(Encoding.UTF8.GetBytes(head)).Kind);

    [Fact]
    public void Zeek_rows_are_counted_by_hour_and_cut_at_tabs()
    {
        ScannedLog log = Read(TextKinds.ZeekDns, LogDialect.Tab,
            ZeekHead + "1521911720.865716\tC1\t192.0.2.1\t41772\twww.contoso.example\tA\tedge.example,198.51.100.7\tF\n"
            + "1521914399.999999\tC2\t192.0.2.1\t41772\twww.contoso.example\tA\t-\tF\n1521914400.000001\tC3\t192.0.2.1\t1\tw\tA\t-\tF\n#close\tx\n");

        Assert.Empty(log.Codes);
        Assert.Equal(3, log.Result.Records);
        Assert.Equal([2, 1], log.Result.Hours.OrderBy(h => h.Key).Select(h => h.Value));
        Assert.Equal("2018-03-24T17:15:20.8657160Z", log.Result.First.ToString());
        Assert.Equal("2018-03-24T18:00:00.0000010Z", log.Result.Last.ToString());
        DnsQuery query = Query(log, 0)!;
        Assert.Equal(("192.0.2.1", "www.contoso.example", "A"), (query.Client, query.Name, query.Type));
        Assert.Equal(["edge.example", "198.51.100.7"], query.Answers);
        Assert.Empty(Query(log, 1)!.Answers);
    }

    [Theory]
    [InlineData("{\"ts\":1521911720.865716,\"id.orig_h\":\"192.0.2.1\",\"query\":\"www.contoso.example\",\"qtype_name\":\"A\",\"answers\":[\"edge.example\",\"198.51.100.7\"]}\n")]
    [InlineData("{\"uid\":\"C\",\"ts\":\"2018-03-24T17:15:20.865716Z\",\"id_orig_h\":\"192.0.2.1\",\"query\":\"www.cont\\u006fso.example\",\"qtype_name\":\"A\",\"answers\":[\"edge.example\",\"198.51.100.7\"]}\n")]
    public void Zeek_rows_in_json_read_the_same(string row)
    {
        ScannedLog log = Read(TextKinds.ZeekDns, LogDialect.JsonLines, row);

        Assert.Empty(log.Codes);
        DnsQuery query = Query(log, 0)!;
        Assert.Equal("2018-03-24T17:15:20.8657160Z", query.Time.ToString());
        Assert.Equal(("192.0.2.1", "www.contoso.example", "A"), (query.Client, query.Name, query.Type));
        Assert.Equal(["edge.example", "198.51.100.7"], query.Answers);
    }

    [Fact]
    public void A_row_that_is_no_json_is_lost_and_told()
    {
        ScannedLog log = Read(TextKinds.ZeekDns, LogDialect.JsonLines, "{\"ts\":1521911720.8,\"query\":\"www.contoso.example\"\n");

        Assert.Equal(["HC2201"], log.Codes);
        Assert.Empty(log.Rows);
        Assert.True(log.Result.LostBytes > 0);
    }

    [Fact]
    public void Debug_log_takes_the_answers_from_the_details_and_counts_packets_only()
    {
        ScannedLog log = Read(TextKinds.WindowsDnsDebug, LogDialect.DnsDebugDayFirst,
            DebugHead + "25.09.2020 13:31:46 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5       8a2c   Q [0001   D   NOERROR] A      (3)www(7)contoso(7)example(0)\r\n\r\n"
            + DebugAnswer);

        Assert.Empty(log.Codes);
        Assert.True(log.Result.HasLocalTimes);
        Assert.Equal(2, log.Result.Records);
        Assert.Equal(2, log.Rows.Count);
        DnsQuery asked = Query(log, 0)!, answered = Query(log, 1)!;
        Assert.Equal("2020-09-25T13:31:46Z", asked.Time.ToString());
        Assert.Equal(("192.0.2.5", "www.contoso.example", "A"), (asked.Client, asked.Name, asked.Type));
        Assert.Empty(asked.Answers);
        Assert.Equal(["edge.example", "198.51.100.7"], answered.Answers);
        TextRow row = new();
        row.Bind(Encoding.UTF8.GetBytes(log.Rows[1].Text), log.Rows[1].Header);
        Assert.Equal(
            ["0C58", "PACKET", "0000000002D7B0B0", "UDP", "Snd", "192.0.2.5", "8a2c", "R", "Q", "8081   DR ", "NOERROR", "A"],
            Enumerable.Range(0, 12).Select(i => row.Value(i).ToString()));
    }

    [Theory]
    [InlineData("9/25/2020 1:31:46 PM", LogDialect.DnsDebug, "2020-09-25T13:31:46Z")]
    [InlineData("9/25/2020 12:31:46 AM", LogDialect.DnsDebug, "2020-09-25T00:31:46Z")]
    [InlineData("25/09/2020 13:31:46", LogDialect.DnsDebugDayFirst, "2020-09-25T13:31:46Z")]
    [InlineData("25. 9. 2020 13:31:46", LogDialect.DnsDebugDayFirst, "2020-09-25T13:31:46Z")]
    [InlineData("2020.09.25. 13:31:46", LogDialect.DnsDebugDayFirst, "2020-09-25T13:31:46Z")]
    [InlineData("2020-09-25 13:31:46", LogDialect.DnsDebug, "2020-09-25T13:31:46Z")]
    [InlineData("25.09.2020 13.31.46", LogDialect.DnsDebugDayFirst, "2020-09-25T13:31:46Z")]
    public void Dates_of_all_locales_are_read(string date, LogDialect dialect, string time)
    {
        string row = $"{date} 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5  8a2c   Q [0001   D   NOERROR] A  (7)contoso(7)example(0)\r\n";
        Assert.Equal(time, Query(Read(TextKinds.WindowsDnsDebug, dialect, row + row), 1)!.Time.ToString());
    }

    [Theory]
    [InlineData("26-Mar-2020 12:34:56.789 queries: info: client @0x7f8f 192.0.2.1#53211 (www.contoso.example): view inside: query: www.contoso.example IN A +E(0)K (192.0.2.53)", "2020-03-26T12:34:56.789Z")]
    [InlineData("26-Mar-2020 12:34:56.789 client 192.0.2.1#53211 (www.contoso.example): query: www.contoso.example IN A + (192.0.2.53)", "2020-03-26T12:34:56.789Z")]
    [InlineData("2020-03-26T12:34:56.789Z info: client 192.0.2.1#53211: query: www.contoso.example IN A -", "2020-03-26T12:34:56.789Z")]
    public void Bind_rows_are_read_whatever_is_printed(string row, string time)
    {
        DnsQuery query = Query(Read(TextKinds.BindQuery, LogDialect.BindQuery, row + "\n"), 0)!;

        Assert.Equal(time, query.Time.ToString());
        Assert.Equal(("192.0.2.1", "www.contoso.example", "A"), (query.Client, query.Name, query.Type));
    }

    [Fact]
    public void Bind_rows_without_a_time_are_searched_and_told()
    {
        ScannedLog log = Read(TextKinds.BindQuery, LogDialect.BindQuery, "client 2001:db8::1#53211 (a.example): query: a.example IN AAAA + (192.0.2.53)\n");

        Assert.Equal(["HC2007"], log.Codes);
        Assert.Equal("2001:db8::1", Query(log, 0)!.Client);
    }

    [Fact]
    public void Passive_dns_is_read_from_csv_and_json_under_the_names_of_vendors()
    {
        ScannedLog csv = Read(TextKinds.PassiveDns, LogDialect.Csv,
            "Domain,Record_Type,Answer,First_Seen,Last_Seen\nwww.contoso.example,A,198.51.100.7,2020-03-26 12:34:56,2020-03-27 00:00:00\n");
        ScannedLog json = Read(TextKinds.PassiveDns, LogDialect.JsonLines,
            "{\"rrname\":\"www.contoso.example.\",\"rrtype\":\"A\",\"rdata\":[\"198.51.100.7\",\"198.51.100.8\"],\"time_first\":1585226096,\"time_last\":1585267200}\n");

        Assert.Empty(csv.Codes.Concat(json.Codes));
        foreach (DnsQuery query in (DnsQuery[])[Query(csv, 0)!, Query(json, 0)!])
        {
            Assert.Equal("2020-03-26T12:34:56Z", query.Time.ToString());
            Assert.Equal(("", "www.contoso.example", "A"), (query.Client, query.Name, query.Type));
            Assert.Equal("198.51.100.7", query.Answers[0]);
        }
    }

    [Theory]
    [InlineData("POST http://www.contoso.example:8080/push?a", "www.contoso.example")]
    [InlineData("CONNECT www.contoso.example:443", "www.contoso.example")]
    [InlineData("GET ftp://user:word@www.contoso.example/", "www.contoso.example")]
    public void Squid_rows_give_the_host(string request, string host)
    {
        ScannedLog log = Read(TextKinds.Squid, LogDialect.Squid, $"1286536309.586    921 192.0.2.68 TCP_MISS/200 507 {request} - DIRECT/198.51.100.7 text/plain\n");

        Assert.Empty(log.Codes);
        DnsQuery query = Query(log, 0)!;
        Assert.Equal("2010-10-08T11:11:49.586Z", query.Time.ToString());
        Assert.Equal(("192.0.2.68", host), (query.Client, query.Name));
    }

    [Fact]
    public void Events_of_Windows_are_seen_in_the_same_shape()
    {
        DnsQuery sysmon = DnsQuery.From("evtx", null, default,
            [new("Image", @"C:\a.exe"), new("QueryName", "www.contoso.example"), new("QueryResults", "type:  5 edge.example;::ffff:198.51.100.7;")])!;
        DnsQuery server = DnsQuery.From("evtx", null, default,
            [new("QNAME", "www.contoso.example."), new("Source", "192.0.2.5"), new("PacketData",
                "0x0001818000010002000000000377777707636F6E746F736F076578616D706C650000010001C00C000500010000003C0006046564676500C031000100010000003C0004C6336407")])!;

        Assert.Equal(["edge.example", "198.51.100.7"], sysmon.Answers);
        Assert.Equal("www.contoso.example", server.Name);
        Assert.Equal(["edge", "198.51.100.7"], server.Answers);
        Assert.Null(DnsQuery.From("evtx", null, default, [new("Image", "x")]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001")]
    [InlineData("00018180FFFFFFFF00000000C00C")]
    [InlineData("000181800001000100000000C00C00010001C00C000100010000003C0004C633")]
    public void Damaged_messages_give_no_answer_and_end(string hex) => Assert.Empty(DnsMessage.Answers(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("(3)www(7)contoso(7)example(0)", "www.contoso.example")]
    [InlineData("\"[C00C](3)www(7)contoso(0)\"", "www.contoso")]
    [InlineData("(0)", "")]
    [InlineData("(99)short", "short")]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("(x)y", "(x)y")]
    public void Counted_labels_become_names(string text, string name) => Assert.Equal(name, DnsNames.FromLabels(text));

    private static ScannedLog Read(string kind, LogDialect dialect, string text) => ScannedLog.Read(kind, dialect, Encoding.UTF8.GetBytes(text));

    private static DnsQuery? Query(ScannedLog log, int row)
    {
        TextRow cut = new();
        cut.Bind(Encoding.UTF8.GetBytes(log.Rows[row].Text), log.Rows[row].Header);
        List<KeyValuePair<string, string>> fields = [.. Enumerable.Range(0, cut.Count).Select(i => KeyValuePair.Create(cut.Name(i), cut.Value(i).ToString()))];
        return DnsQuery.From(log.Rows[row].Header.Kind, log.Rows[row].Time, new SourceLocation("log"), fields);
    }
}
