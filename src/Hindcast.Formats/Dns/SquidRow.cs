using Hindcast.Formats.Text;

namespace Hindcast.Formats.Dns;

/// <summary>
/// Cuts a row of Squid's access log in its own format: time, elapsed, client, result/status, bytes, method, URL, user,
/// hierarchy, type. The host is taken out of the URL, so that rules on hosts have it.
/// </summary>
internal static class SquidRow
{
    /// <summary>Reads the columns of <see cref="DnsColumns"/>.</summary>
    internal static void Read(LogHeader header, RowValues values)
    {
        ReadOnlySpan<char> row = values.Text;
        int at = 0;
        for (int column = 0; column < header.Fields.Count && at < row.Length; column++)
        {
            while (at < row.Length && row[at] == ' ')
            {
                at++;
            }

            int end = row[at..].IndexOf(' ');
            end = end < 0 ? row.Length : at + end;
            if (header.Fields[column] != "cs-host")
            {
                values.Set(column, at..end);
            }

            at = end;
        }

        int url = header.IndexOf("c-uri");
        int host = header.IndexOf("cs-host");
        if (url >= 0 && host >= 0)
        {
            values.Set(host, Host(row, values.Columns[url]));
        }
    }

    /// <summary>The host of a URL, or of the <c>host:port</c> of a CONNECT.</summary>
    private static Range Host(ReadOnlySpan<char> row, Range url)
    {
        (int start, int length) = url.GetOffsetAndLength(row.Length);
        int end = start + length;
        int scheme = row[start..end].IndexOf("://", StringComparison.Ordinal);
        start += scheme < 0 ? 0 : scheme + 3;
        int slash = row[start..end].IndexOfAny('/', '?');
        end = slash < 0 ? end : start + slash;
        int at = row[start..end].LastIndexOf('@') + 1;
        start += at;
        if (start < end && row[start] == '[')
        {
            int close = row[start..end].IndexOf(']');
            return close < 0 ? start..end : (start + 1)..(start + close);
        }

        int port = row[start..end].IndexOf(':');
        return start..(port < 0 ? end : start + port);
    }
}
