using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>Rows, columns, times, hours and builds of logs that are as they should be.</summary>
public sealed class TextUnitScannerTests
{
    private const string Get = "GET /owa/ - Mozilla/5.0 200";
    private const string Mixed = ",a1,15,1,2176,2,Owa,Mozilla,200\r\n";

    [Fact]
    public void Iis_rows_are_counted_by_hour_with_earliest_and_latest_time()
    {
        ScannedLog log = ScannedLog.Iis(
            "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 00:00:00\r\n"
            + ScannedLog.IisFields
            + $"2021-03-03 04:10:00 {Get}\r\n2021-03-03 04:59:59 {Get}\r\n2021-03-03 05:00:00 {Get}\r\n");
        Assert.Empty(log.Codes);
        Assert.Equal(3, log.Result.Records);
        Assert.Equal(7, log.Result.Lines);
        Assert.Equal(["04:2", "05:1"], Hours(log));
        Assert.Equal("2021-03-03T04:10:00Z", log.Result.First.ToString());
        Assert.Equal("2021-03-03T05:00:00Z", log.Result.Last.ToString());
        Assert.Equal([4L, 5L, 6L], log.Rows.Select(r => r.Line));
        Assert.Equal($"2021-03-03 04:59:59 {Get}", log.Rows[1].Text);
    }

    [Fact]
    public void Doubled_quotes_do_not_end_a_quoted_column()
    {
        ScannedLog log = ScannedLog.Csv(
            "exchange-audit", "#Fields: Timestamp,Data,Scope\r\n2021-03-03T04:10:00.000Z,\"{\"\"a\"\":1,\"\"b\"\":\"\"x, y\"\"}\",Online\r\n");
        Assert.Empty(log.Codes);
        TextRow row = new();
        row.Bind(Encoding.UTF8.GetBytes(Assert.Single(log.Rows).Text), log.Rows[0].Header);
        Assert.Equal((3, """{"a":1,"b":"x, y"}""", "Online"), (row.Count, row.Value(1).ToString(), row.Value(2).ToString()));
    }

    [Fact]
    public void Only_rows_with_a_searched_text_are_handed_out()
    {
        string head = ScannedLog.IisFields + $"2021-03-03 04:10:00 {Get}\r\n";
        ScannedLog log = ScannedLog.Iis(
            head + $"2021-03-03 04:10:01 GET /ecp/Y.JS - x 200\r\n2021-03-03 04:10:02 {Get}\r\n", "y.js");
        KeptRows.Row row = Assert.Single(log.Rows);
        Assert.Equal(head.Length, row.Offset);
        Assert.Equal(2, row.Line);
        Assert.Equal("2021-03-03T04:10:01Z", row.Time.ToString());
        Assert.Equal(3, log.Result.Records);
    }

    [Theory]
    [InlineData("/%65cp/%79.js")]
    [InlineData("/ecp%2Fy%2ejs")]
    [InlineData("/a?x=%41+b&y=/EC%50/y.js%0A")]
    public void A_searched_text_is_found_when_it_is_written_with_percent_signs(string stem)
    {
        string rows = ScannedLog.IisFields + $"2021-03-03 04:10:00 {Get}\r\n2021-03-03 04:10:01 GET {stem} %20 x 200\r\n"
            + $"2021-03-03 04:10:02 GET /%65cp/z.js %zz x 200\r\n2021-03-03 04:10:03 {Get}%\r\n2021-03-03 04:10:04 GET /ecp/y.js - x 200\r\n";
        KeptRows sink = new();
        new TextUnitScanner(sink).Scan(
            ScannedLog.Unit(TextKinds.Iis, LogDialect.W3c), new ArrayBytes(Encoding.UTF8.GetBytes(rows)),
            ScannedLog.Search("/ecp/y.js") with { Escaped = new EscapedText(["/ecp/y.js"]) }, null, TestContext.Current.CancellationToken);
        Assert.Equal(["04:10:01", "04:10:04"], sink.Rows.Select(r => r.Text[11..19]));
        Assert.Contains(stem, sink.Rows[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"DateTime\",\"AnchorMailbox\"")]
    [InlineData("DateTime,AnchorMailbox")]
    public void Copied_out_rows_may_have_the_column_names_that_export_csv_writes(string names)
    {
        string log = $"#TYPE Selected.System.Management.Automation.PSCustomObject\r\n{names}\r\n"
            + "\"2021-03-03T04:10:00.123Z\",\"ServerInfo~a]@ex01:444/autodiscover/autodiscover.xml?#\"\r\n";
        byte[] bytes = Encoding.UTF8.GetBytes(log);
        Assert.Equal(TextKinds.HttpProxyExtract, Hindcast.Formats.FormatDetector.Detect(bytes).Kind);
        ScannedLog read = ScannedLog.Read(TextKinds.HttpProxyExtract, LogDialect.AnchorExtract, bytes);
        Assert.Empty(read.Codes);
        Assert.Equal((1, 0), (read.Result.Records, read.Result.BadRecords));
        Assert.Equal("2021-03-03T04:10:00.123Z", Assert.Single(read.Rows).Time.ToString());
    }

    [Fact]
    public void Exchange_rows_carry_milliseconds_builds_and_the_protocol()
    {
        ScannedLog log = ScannedLog.Proxy(
            ScannedLog.ProxyFields + $"2021-03-03T04:10:00.123Z{Mixed}2021-03-03T04:10:00.456Z{Mixed}");
        Assert.Empty(log.Codes);
        Assert.Equal("Owa", log.Result.Protocol);
        Assert.Equal("2021-03-03T04:10:00.123Z", log.Result.First.ToString());
        Assert.Equal("2021-03-03T04:10:00.456Z", log.Result.Last.ToString());
        BuildSighting build = Assert.Single(log.Result.Builds);
        Assert.Equal("15.1.2176.2", build.Build.ToString());
        Assert.Equal(BuildPrecision.SecurityUpdate, build.Precision);
        Assert.Equal(2, build.Records);
        Assert.Equal(ScannedLog.ProxyFields.Length, build.FirstLocation.OffsetBytes);
        Assert.Equal(3, build.LastLocation.Line);
    }

    [Fact]
    public void Quoted_commas_and_line_breaks_stay_in_their_row()
    {
        ScannedLog log = ScannedLog.Proxy(
            ScannedLog.ProxyFields
            + "2021-03-03T04:10:00.123Z,a1,15,1,2176,2,Owa,\"one, two\r\nthree \"\"four\"\"\r\n\",200\r\n"
            + $"2021-03-03T04:10:01.000Z{Mixed}", "four");
        Assert.Empty(log.Codes);
        Assert.Equal(2, log.Result.Records);
        Assert.Equal(6, log.Result.Lines);
        KeptRows.Row row = Assert.Single(log.Rows);
        TextRow columns = new();
        columns.Bind(Encoding.UTF8.GetBytes(row.Text), row.Header);
        Assert.True(columns.TryGet("useragent", out ReadOnlySpan<char> agent));
        Assert.Equal("one, two\r\nthree \"four\"\r\n", agent.ToString());
        Assert.True(columns.TryGet("HttpStatus", out ReadOnlySpan<char> status));
        Assert.Equal("200", status.ToString());
    }

    [Fact]
    public void Repeated_header_changes_nothing_and_is_no_row()
    {
        string rows = $"2021-03-03 04:10:00 {Get}\r\n";
        ScannedLog log = ScannedLog.Iis(ScannedLog.IisFields + rows + ScannedLog.IisFields + rows);
        Assert.Empty(log.Codes);
        Assert.Equal(2, log.Result.Records);
        Assert.Equal(2, log.Rows.Count);
    }

    [Fact]
    public void Rows_are_bound_by_the_header_above_them()
    {
        ScannedLog log = ScannedLog.Iis(
            ScannedLog.IisFields + $"2021-03-03 04:10:00 {Get}\r\n"
            + "#Fields: date time sc-status cs-method\r\n2021-03-03 04:10:01 404 POST\r\n");
        Assert.Equal(2, log.Rows[1].Header.IndexOf("sc-status"));
        Assert.Equal(6, log.Rows[0].Header.IndexOf("SC-Status"));
    }

    [Fact]
    public void Byte_order_mark_is_not_part_of_the_first_line()
    {
        ScannedLog log = ScannedLog.Iis("\uFEFF" + ScannedLog.IisFields + $"2021-03-03 04:10:00 {Get}\r\n");
        Assert.Empty(log.Codes);
        Assert.Equal(3 + ScannedLog.IisFields.Length, Assert.Single(log.Rows).Offset);
    }

    [Fact]
    public void Bare_field_list_above_the_header_lines_names_the_columns()
    {
        const string Bare = "DateTime,Protocol,HttpStatus\r\n";
        ScannedLog log = ScannedLog.Proxy(
            Bare + "#Log-type: HttpProxy Logs\r\n2021-03-03T04:10:00.123Z,Ecp,200\r\n" + Bare + "2021-03-03T04:10:01Z,Ecp,200\r\n");
        Assert.Empty(log.Codes);
        Assert.Equal(2, log.Result.Records);
        Assert.Equal(0, log.Result.BadRecords);
        Assert.Equal("Ecp", log.Result.Protocol);
        Assert.Equal(["DateTime", "Protocol", "HttpStatus"], log.Result.HeaderAtEnd.Fields);
    }

    [Fact]
    public void Date_comes_from_the_header_when_rows_have_none()
    {
        ScannedLog log = ScannedLog.Iis(
            "#Date: 2021-03-03 00:00:00\r\n#Fields: time cs-method\r\n04:10:00 GET\r\n"
            + "#Date: 2021-03-04 00:00:00\r\n#Fields: time cs-method\r\n05:10:00 GET\r\n");
        Assert.Empty(log.Codes);
        Assert.Equal("2021-03-03T04:10:00Z", log.Rows[0].Time.ToString());
        Assert.Equal("2021-03-04T05:10:00Z", log.Rows[1].Time.ToString());
        Assert.Equal("2021-03-04T05:10:00Z", log.Result.Last.ToString());
    }

    [Fact]
    public void Date_and_time_are_found_in_any_column()
    {
        ScannedLog log = ScannedLog.Iis("#Fields: cs-method time date\r\nGET 04:10:00 2021-03-03\r\n");
        Assert.Empty(log.Codes);
        Assert.Equal("2021-03-03T04:10:00Z", Assert.Single(log.Rows).Time.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_rows_have_their_offsets_in_the_file(bool isBigEndian)
    {
        string text = ScannedLog.IisFields + $"2021-03-03 04:10:00 GET /\u00e4\u20ac\U0001F600/ - x 200\r\n2021-03-03 04:10:01 {Get}\r\n";
        Encoding encoding = isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(text)];
        KeptRows sink = new();
        TextUnit unit = ScannedLog.Unit(TextKinds.Iis, LogDialect.W3c, start: 2) with { IsUtf16 = true };
        TextUnitResult result = new TextUnitScanner(sink).Scan(
            unit, new Utf16Bytes(new ArrayBytes(bytes, 0, 1, 7, 3), isBigEndian), ScannedLog.Search(), null,
            TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length, result.EndOffset);
        foreach (KeptRows.Row row in sink.Rows)
        {
            Assert.Equal(row.Text, encoding.GetString(bytes, (int)row.Offset, (int)row.Length));
        }

        Assert.Equal(2, result.Records);
    }

    [Fact]
    public void Utf16_offsets_hold_behind_a_line_that_is_too_long()
    {
        string text = ScannedLog.IisFields + "x" + new string('\u20ac', 1_000_000) + $"\r\n2021-03-03 04:10:01 {Get}\r\n";
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)];
        KeptRows sink = new();
        TextUnit unit = ScannedLog.Unit(TextKinds.Iis, LogDialect.W3c, start: 2) with { IsUtf16 = true };
        TextUnitResult result = new TextUnitScanner(sink).Scan(
            unit, new Utf16Bytes(new ArrayBytes(bytes), bigEndian: false), ScannedLog.Search(), null,
            TestContext.Current.CancellationToken);
        KeptRows.Row row = Assert.Single(sink.Rows);
        Assert.Equal(row.Text, Encoding.Unicode.GetString(bytes, (int)row.Offset, (int)row.Length));
        Assert.Equal(bytes.Length, result.EndOffset);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Line_ends_are_no_part_of_a_row(string lineEnd)
    {
        string text = (ScannedLog.IisFields + $"2021-03-03 04:10:00 {Get}\r\n\r\n2021-03-03 04:10:01 {Get}\r\n").Replace("\r\n", lineEnd, StringComparison.Ordinal);
        ScannedLog log = ScannedLog.Iis(text);
        Assert.Empty(log.Codes);
        Assert.Equal(4, log.Result.Lines);
        Assert.All(log.Rows, r => Assert.EndsWith(" 200", r.Text, StringComparison.Ordinal));
        Assert.All(log.Rows, r => Assert.Equal(r.Text.Length, r.Length));
    }

    [Fact]
    public void Earliest_and_latest_time_are_found_in_rows_out_of_order()
    {
        string[] times = ["05:30:00.500Z", "05:30:00.100Z", "04:00:00.000Z", "05:30:00.900Z", "05:29:59.999Z", "04:00:00Z", "05:30:00.9Z"];
        ScannedLog log = ScannedLog.Proxy(ScannedLog.ProxyFields + string.Concat(times.Select(t => $"2021-03-03T{t}{Mixed}")));
        Assert.Equal("2021-03-03T04:00:00.000Z", log.Result.First.ToString());
        Assert.Equal("2021-03-03T05:30:00.900Z", log.Result.Last.ToString());
        Assert.Equal(["04:2", "05:5"], Hours(log));
        log = ScannedLog.Proxy(ScannedLog.ProxyFields + string.Concat(times[..2].Select(t => $"2021-03-03T{t}{Mixed}")));
        Assert.Equal("2021-03-03T05:30:00.100Z", log.Result.First.ToString());
    }

    [Fact]
    public void Impossible_clock_is_no_time_even_among_rows_of_its_hour()
    {
        string good = $"2021-03-03 04:10:00 {Get}\r\n";
        foreach (string clock in (string[])["04:61:00", "04:00:60", "04:1:000", "04:0:::0", "04:0a:00", "04?00:00", "04:00:0/"])
        {
            ScannedLog log = ScannedLog.Iis(ScannedLog.IisFields + good + $"2021-03-03 {clock} {Get}\r\n" + good);
            Assert.Equal(["HC2007"], log.Codes);
            Assert.Equal(2, log.Result.Records);
            Assert.Equal("2021-03-03T04:10:00Z", log.Result.Last.ToString());
        }
    }

    [Fact]
    public void Build_in_the_version_line_holds_for_its_rows()
    {
        ScannedLog log = ScannedLog.Csv(
            "exchange-oab-download",
            "#Version: 15.01.2176.009\r\n#Fields: DateTime,File\r\n2021-03-03T04:10:00.123Z,a\r\n"
            + "#Version: 15.01.2176.012\r\n#Fields: DateTime,File\r\n2021-03-04T04:10:00.123Z,a\r\n2021-03-05T04:10:00.123Z,a\r\n");
        Assert.Empty(log.Codes);
        Assert.Equal(["15.1.2176.9:1", "15.1.2176.12:2"], log.Result.Builds.Select(b => $"{b.Build}:{b.Records}"));
        Assert.All(log.Result.Builds, b => Assert.Equal(BuildPrecision.SecurityUpdate, b.Precision));
        Assert.Equal("2021-03-04T04:10:00.123Z", log.Result.Builds[1].First.ToString());
        Assert.Equal("2021-03-05T04:10:00.123Z", log.Result.Builds[1].Last.ToString());
    }

    [Fact]
    public void Version_line_that_is_no_build_gives_none()
    {
        ScannedLog log = ScannedLog.Csv(
            "exchange-oab-download", "#Version: 15.00.0000.000\r\n#Fields: DateTime,File\r\n2021-03-03T04:10:00.123Z,a\r\n");
        Assert.Empty(log.Result.Builds);
        Assert.Equal(1, log.Result.Records);
    }

    [Fact]
    public void Ecp_rows_name_the_cumulative_update_only()
    {
        ScannedLog log = ScannedLog.Csv(
            TextKinds.EcpServer,
            "#Fields: TimeStamp,ServerName,EventId,EventData\r\n"
            + "2021-03-03T04:10:00.123Z,EX01,ECP.Request,S:TIME=1;S:BLD=15.1.2176.2;S:X=1\r\n"
            + "2021-03-03T04:10:01.123Z,EX01,ECP.Request,S:TIME=1\r\n");
        BuildSighting build = Assert.Single(log.Result.Builds);
        Assert.Equal(BuildPrecision.CumulativeUpdate, build.Precision);
        Assert.Equal("15.1.2176.2", build.Build.ToString());
        Assert.Equal(1, build.Records);
    }

    [Fact]
    public void Update_in_mid_file_shows_as_two_builds()
    {
        ScannedLog log = ScannedLog.Proxy(
            ScannedLog.ProxyFields + $"2021-03-03T04:10:00.123Z{Mixed}2021-03-03T04:20:00.123Z{Mixed}"
            + "2021-03-03T05:10:00.123Z,a1,15,1,2176,14,Owa,Mozilla,200\r\n");
        Assert.Equal(["15.1.2176.2:2", "15.1.2176.14:1"], log.Result.Builds.Select(b => $"{b.Build}:{b.Records}"));
        Assert.Equal("2021-03-03T04:20:00.123Z", log.Result.Builds[0].Last.ToString());
        Assert.Equal("2021-03-03T05:10:00.123Z", log.Result.Builds[1].First.ToString());
    }

    [Fact]
    public void Nothing_to_read_is_no_record_and_no_trouble()
    {
        ScannedLog log = ScannedLog.Iis("");
        Assert.Empty(log.Codes);
        Assert.Equal((0L, 0L, 0L), (log.Result.Records, log.Result.Lines, log.Result.LostBytes));
        Assert.Null(log.Result.First);
    }

    [Fact]
    public void Scanner_keeps_nothing_of_the_file_before()
    {
        KeptRows sink = new();
        TextUnitScanner scanner = new(sink);
        byte[] broken = Encoding.UTF8.GetBytes(ScannedLog.ProxyFields + $"2021-03-03T04:10:00.123Z{Mixed}junk\0");
        TextUnit proxy = ScannedLog.Unit(TextKinds.HttpProxy, LogDialect.ExchangeCsv);
        _ = scanner.Scan(proxy, new ArrayBytes(broken), ScannedLog.Search(), null, TestContext.Current.CancellationToken);
        sink.Rows.Clear();
        byte[] good = Encoding.UTF8.GetBytes(ScannedLog.IisFields + $"2021-03-03 04:10:00 {Get}\r\n");
        TextUnitResult result = scanner.Scan(
            ScannedLog.Unit(TextKinds.Iis, LogDialect.W3c), new ArrayBytes(good), ScannedLog.Search(), null,
            TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.Builds);
        Assert.Single(result.Hours);
        Assert.Equal((1L, 0L, 2L), (result.Records, result.BadRecords, result.Lines));
        Assert.Single(sink.Rows);
    }

    private static IEnumerable<string> Hours(ScannedLog log) =>
        log.Result.Hours.OrderBy(h => h.Key).Select(h => $"{new DateTime(h.Key, DateTimeKind.Utc):HH}:{h.Value}");
}
