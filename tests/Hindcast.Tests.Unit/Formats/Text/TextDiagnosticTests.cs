using System.Reflection;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>Each kind of trouble is named with its place, and the rows around it are read.</summary>
public sealed class TextDiagnosticTests
{
    private const string Row = "2021-03-03 04:10:00 GET /owa/ - Mozilla/5.0 200\r\n";
    private const string ProxyRow = "2021-03-03T04:10:00.123Z,a1,15,1,2176,2,Owa,Mozilla,200\r\n";

    /// <summary>HC2001, HC2002 and HC2010 are given by the engine and fired by the system tests.</summary>
    [Fact]
    public void Codes_are_declared_once_and_in_order()
    {
        DiagnosticDescriptor[] all =
        [
            .. typeof(TextDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => (DiagnosticDescriptor)f.GetValue(null)!),
        ];
        Assert.Equal(Enumerable.Range(1, 13).Select(n => $"HC20{n:00}"), all.Select(d => d.Code));
        Assert.All(all, d => Assert.False(string.IsNullOrWhiteSpace(d.Title) || string.IsNullOrWhiteSpace(d.Consequence)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(TextUnitScanner.BufferBytes)]
    [InlineData(5 * TextUnitScanner.BufferBytes)]
    public void HC2003_line_over_the_limit_is_lost_and_later_rows_are_read(int more)
    {
        string head = ScannedLog.IisFields + Row;
        int length = TextUnitScanner.BufferBytes + more;
        ScannedLog log = ScannedLog.Iis(head + new string('A', length) + "\n" + Row);
        Diagnostic trouble = Only(log, "HC2003");
        Assert.Equal(head.Length, trouble.Location.OffsetBytes);
        Assert.Equal(2, trouble.Location.Line);
        Assert.Equal(length + 1, trouble.LostBytes);
        Assert.Equal(length + 1, log.Result.LostBytes);
        Assert.Equal((2L, 1L, 4L), (log.Result.Records, log.Result.BadRecords, log.Result.Lines));
    }

    [Fact]
    public void Longest_row_that_is_allowed_is_read()
    {
        string row = Row.TrimEnd() + new string('0', TextUnitScanner.BufferBytes - Row.Length + 1) + "\n";
        ScannedLog log = ScannedLog.Iis(ScannedLog.IisFields + Row + row + Row);
        Assert.Empty(log.Codes);
        Assert.Equal(3, log.Result.Records);
    }

    [Fact]
    public void HC2004_nul_bytes_at_the_end_are_lost_bytes()
    {
        string head = ScannedLog.IisFields + Row;
        ScannedLog log = ScannedLog.Iis(head + new string('\0', 4096) + "\r\n");
        Diagnostic trouble = Only(log, "HC2004");
        Assert.Equal(head.Length, trouble.Location.OffsetBytes);
        Assert.Equal((4096L, 4096L), (trouble.LostBytes, log.Result.LostBytes));
        Assert.Equal(1, log.Result.Records);
    }

    [Fact]
    public void HC2004_nul_bytes_within_a_row_do_not_hide_it()
    {
        ScannedLog log = ScannedLog.Iis(ScannedLog.IisFields + Row.Replace("/owa/", "/o\0\0wa/", StringComparison.Ordinal));
        Assert.Equal("2 NUL bytes", Only(log, "HC2004").Found);
        Assert.Equal((1L, 0L), (log.Result.Records, log.Result.LostBytes));
    }

    [Fact]
    public void HC2004_nul_bytes_in_a_continued_row_are_counted()
    {
        ScannedLog log = ScannedLog.Proxy(
            ScannedLog.ProxyFields + ProxyRow.Replace("Mozilla", "\"a\r\nb\0\r\n\0\"", StringComparison.Ordinal));
        Assert.Equal("2 NUL bytes", Only(log, "HC2004").Found);
    }

    [Fact]
    public void HC2005_truncated_row_reports_offset_and_keeps_later_rows()
    {
        string head = ScannedLog.IisFields + Row;
        ScannedLog log = ScannedLog.Iis(head + "2021-03-03 04:10:01 GET\r\n" + Row + "2021-03-03 04:10:01 POST\r\n");
        Diagnostic trouble = Only(log, "HC2005");
        Assert.Equal((head.Length, 2L, 2L), (trouble.Location.OffsetBytes, trouble.Location.Line, trouble.Count));
        Assert.Equal(4, log.Result.Records);
    }

    [Fact]
    public void Quotation_marks_in_iis_rows_mean_nothing()
    {
        ScannedLog log = ScannedLog.Iis(
            ScannedLog.IisFields + Row.Replace("Mozilla/5.0", "a\"b \"c", StringComparison.Ordinal) + Row);
        Assert.Empty(log.Codes);
        Assert.Equal(2, log.Result.Records);
    }

    [Fact]
    public void HC2006_row_with_more_columns_than_its_header_is_read()
    {
        ScannedLog log = ScannedLog.Proxy(ScannedLog.ProxyFields + ProxyRow.TrimEnd() + ",more\r\n" + ProxyRow);
        Assert.Equal(("10 columns", "9"), (Only(log, "HC2006").Found, Only(log, "HC2006").Expected));
        Assert.Equal(2, log.Result.Records);
    }

    [Fact]
    public void HC2007_row_without_time_is_searched_but_counts_for_no_hour()
    {
        string head = ScannedLog.IisFields + Row;
        ScannedLog log = ScannedLog.Iis(head + "GET /ecp/y.js\r\n" + Row, "y.js");
        Assert.Equal(head.Length, Only(log, "HC2007").Location.OffsetBytes);
        Assert.Null(Assert.Single(log.Rows).Time);
        Assert.Equal((2L, 1L), (log.Result.Records, log.Result.BadRecords));
        Assert.Equal(2, log.Result.Hours.Values.Sum());
    }

    [Fact]
    public void HC2008_open_quote_ends_where_the_next_row_starts()
    {
        ScannedLog log = ScannedLog.Proxy(
            ScannedLog.ProxyFields + ProxyRow.Replace("Mozilla", "\"Mozilla", StringComparison.Ordinal) + ProxyRow + ProxyRow);
        Assert.Contains("HC2008", log.Codes);
        Assert.Equal(3, log.Result.Records);
    }

    [Fact]
    public void HC2008_open_quote_at_the_end_of_the_file_is_named()
    {
        ScannedLog log = ScannedLog.Proxy(
            ScannedLog.ProxyFields + ProxyRow + ProxyRow.Replace("Mozilla", "\"Mozilla", StringComparison.Ordinal) + "more\r\nand more\r\n");
        Assert.Contains("HC2008", log.Codes);
        Assert.DoesNotContain("HC2011", log.Codes);
        Assert.Equal(2, log.Result.Records);
    }

    [Fact]
    public void HC2008_quoted_column_longer_than_the_limit_is_cut_and_named()
    {
        string endless = string.Concat(Enumerable.Repeat("filler filler filler\r\n", 100_000));
        ScannedLog log = ScannedLog.Proxy(ScannedLog.ProxyFields + ProxyRow.Replace("Mozilla", "\"" + endless, StringComparison.Ordinal) + ProxyRow);
        Assert.Contains("HC2008", log.Codes);
        Assert.Equal(2, log.Result.Records);
    }

    [Fact]
    public void HC2009_rows_without_header_take_the_usual_columns()
    {
        const string Bare = "2021-03-03 04:10:00 192.0.2.10 GET /owa/ - 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15\r\n";
        ScannedLog log = ScannedLog.Iis(Bare + Bare);
        Assert.Equal(1, Only(log, "HC2009").Count);
        Assert.Equal(2, log.Result.Records);
        TextRow row = new();
        row.Bind(Encoding.UTF8.GetBytes(log.Rows[0].Text), log.Rows[0].Header);
        Assert.True(row.TryGet("sc-status", out ReadOnlySpan<char> status));
        Assert.Equal("200", status.ToString());
    }

    [Fact]
    public void HC2009_rows_of_an_unknown_log_without_header_still_count()
    {
        ScannedLog log = ScannedLog.Csv("exchange-something", "2021-03-03T04:10:00.123Z,a,b\r\n2021-03-03T05:10:00.123Z,a,b\r\n");
        Assert.Equal(2, Only(log, "HC2009").Count);
        Assert.Equal(2, log.Result.Records);
        Assert.Equal(2, log.Result.Hours.Count);
    }

    [Fact]
    public void HC2011_last_row_without_line_end_is_read()
    {
        ScannedLog log = ScannedLog.Iis(ScannedLog.IisFields + Row + Row.TrimEnd());
        Assert.Equal(ScannedLog.IisFields.Length + Row.Length, Only(log, "HC2011").Location.OffsetBytes);
        Assert.Equal((2L, 3L), (log.Result.Records, log.Result.Lines));
    }

    [Fact]
    public void HC2011_last_row_over_several_lines_without_line_end_is_named()
    {
        ScannedLog log = ScannedLog.Proxy(
            ScannedLog.ProxyFields + ProxyRow.Replace("Mozilla", "\"a\r\nb\"", StringComparison.Ordinal).TrimEnd());
        _ = Only(log, "HC2011");
        Assert.Equal(1, log.Result.Records);
    }

    [Fact]
    public void HC2012_builds_beyond_the_limit_are_not_kept()
    {
        string rows = string.Concat(Enumerable.Range(1, 100).Select(n => ProxyRow.Replace(",2176,2,", $",2176,{n},", StringComparison.Ordinal)));
        ScannedLog log = ScannedLog.Proxy(ScannedLog.ProxyFields + rows);
        _ = Only(log, "HC2012");
        Assert.Equal(64, log.Result.Builds.Count);
        Assert.Equal(100, log.Result.Records);
    }

    [Fact]
    public void HC2013_change_of_columns_is_told_with_its_place()
    {
        string head = ScannedLog.IisFields + Row;
        ScannedLog log = ScannedLog.Iis(head + "#Fields: date time cs-method\r\n2021-03-03 04:10:01 GET\r\n");
        Diagnostic trouble = Only(log, "HC2013");
        Assert.Equal((head.Length, "3 columns"), (trouble.Location.OffsetBytes, trouble.Found));
        Assert.Equal(2, log.Result.Records);
    }

    private static Diagnostic Only(ScannedLog log, string code)
    {
        Diagnostic trouble = Assert.Single(log.Result.Diagnostics);
        Assert.Equal(code, trouble.Code);
        return trouble;
    }
}
