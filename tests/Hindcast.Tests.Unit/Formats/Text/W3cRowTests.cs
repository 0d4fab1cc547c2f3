using System.Text;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>IIS rows whose columns hold blanks are lined up by the columns that cannot.</summary>
public sealed class W3cRowTests
{
    private const string Fields =
        "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) "
        + "sc-status sc-substatus sc-win32-status time-taken";

    private static readonly LogHeader Header = new(TextKinds.Iis, LogDialect.W3c, Fields.Split(' '), "1.0", "");

    [Fact]
    public void Plain_row_is_cut_at_its_blanks()
    {
        TextRow row = Bind("2021-03-03 04:10:00 192.0.2.10 GET /owa/ a=b 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15");
        Check(row, "a=b", "-", "Mozilla/5.0", "200");
    }

    [Fact]
    public void Blanks_in_the_query_stay_in_the_query()
    {
        TextRow row = Bind(
            "2021-03-03 04:10:00 192.0.2.10 POST /ecp/ a=b&c=d e f 443 CONTOSO\\jdoe 198.51.100.9 Mozilla/5.0 - 200 0 0 15");
        Check(row, "a=b&c=d e f", "CONTOSO\\jdoe", "Mozilla/5.0", "200");
    }

    [Fact]
    public void Double_blank_before_the_user_name_moves_no_column()
    {
        TextRow row = Bind(
            "2021-03-03 04:10:00 192.0.2.10 POST /ecp/ a=b 443  CONTOSO\\jdoe 198.51.100.9 Mozilla/5.0 - 200 0 0 15");
        Check(row, "a=b", "CONTOSO\\jdoe", "Mozilla/5.0", "200");
    }

    [Fact]
    public void Blanks_in_the_user_agent_stay_in_the_user_agent()
    {
        TextRow row = Bind(
            "2021-03-03 04:10:00 192.0.2.10 POST /ecp/ a=b 443 - 198.51.100.9 Mozilla/5.0 (Windows NT 10.0; x64) - 241 0 0 15");
        Check(row, "a=b", "-", "Mozilla/5.0 (Windows NT 10.0; x64)", "241");
    }

    [Fact]
    public void Blanks_in_query_and_user_agent_and_a_double_blank_at_once()
    {
        TextRow row = Bind(
            "2021-03-03 04:10:00 192.0.2.10 POST /ecp/ a= b 443  jdoe 2001:db8::1 curl 7.6 https://owa.contoso.com/ 200 0 64 15");
        Check(row, "a= b", "jdoe", "curl 7.6", "200");
        Assert.Equal("2001:db8::1", Get(row, "c-ip"));
        Assert.Equal("https://owa.contoso.com/", Get(row, "cs(Referer)"));
    }

    [Fact]
    public void Short_row_has_only_the_columns_that_it_has()
    {
        TextRow row = Bind("2021-03-03 04:10:00 192.0.2.10 GET /owa/");
        Assert.Equal(5, row.Count);
        Assert.Equal("/owa/", Get(row, "cs-uri-stem"));
        Assert.False(row.TryGet("sc-status", out _));
    }

    [Fact]
    public void Row_of_blanks_only_or_of_thousands_is_taken_as_it_is()
    {
        TextRow row = Bind(new string(' ', 5000));
        Assert.True(row.Count <= Header.Fields.Count);
        row = Bind("2021-03-03 04:10:00 192.0.2.10 GET /owa/ " + string.Concat(Enumerable.Repeat("x ", 5000)));
        Assert.Equal("/owa/", Get(row, "cs-uri-stem"));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_become_replacement_characters()
    {
        TextRow row = new();
        row.Bind([.. "2021-03-03 04:10:00 192.0.2.10 GET /\xA0"u8[..^2], 0xFF, .. " - 443 - 198.51.100.9 x - 200 0 0 15"u8], Header);
        Assert.Equal("/\uFFFD", Get(row, "cs-uri-stem"));
        Assert.Equal("200", Get(row, "sc-status"));
    }

    private static TextRow Bind(string line)
    {
        TextRow row = new();
        row.Bind(Encoding.UTF8.GetBytes(line), Header);
        return row;
    }

    private static string Get(TextRow row, string name)
    {
        Assert.True(row.TryGet(name, out ReadOnlySpan<char> value), name);
        return value.ToString();
    }

    private static void Check(TextRow row, string query, string user, string agent, string status)
    {
        Assert.Equal(15, row.Count);
        Assert.Equal(query, Get(row, "cs-uri-query"));
        Assert.Equal("443", Get(row, "s-port"));
        Assert.Equal(user, Get(row, "CS-Username"));
        Assert.Equal(agent, Get(row, "cs(User-Agent)"));
        Assert.Equal(status, Get(row, "sc-status"));
    }
}
