using Hindcast.Formats.Text;

namespace Hindcast.Formats.Dns;

/// <summary>
/// Cuts a row of BIND's query log, whatever of time, category, severity, client object and view is printed:
/// <c>client @0x7f 192.0.2.1#53211 (www.contoso.example): view inside: query: www.contoso.example IN A +E(0)K (192.0.2.53)</c>.
/// </summary>
internal static class BindQueryRow
{
    internal const string QueryWord = "query: ";
    internal const string ClientWord = "client ";

    /// <summary>Reads the columns of <see cref="DnsColumns"/>; a row of another kind has none.</summary>
    internal static void Read(LogHeader header, RowValues values)
    {
        ReadOnlySpan<char> row = values.Text;
        int client = row.IndexOf(ClientWord, StringComparison.Ordinal);
        int query = row.IndexOf(QueryWord, StringComparison.Ordinal);
        if (client < 0 || query < client)
        {
            return;
        }

        int at = client + ClientWord.Length;
        if (row[at..].StartsWith("@", StringComparison.Ordinal) && row[at..].IndexOf(' ') is > 0 and int blank)
        {
            at += blank + 1;
        }

        int end = at + Length(row[at..query], ' ', ':', '(');

        // An IPv6 address holds colons itself, so the port's mark tells first.
        int mark = row[at..query].IndexOf('#');
        if (mark > 0)
        {
            end = at + mark + 1 + Length(row[(at + mark + 1)..query], ' ', ':', '(');
            values.Set(header.IndexOf("client"), at..(at + mark));
            values.Set(header.IndexOf("port"), (at + mark + 1)..end);
        }
        else
        {
            values.Set(header.IndexOf("client"), at..end);
        }

        int view = row[end..query].IndexOf("view ", StringComparison.Ordinal);
        if (view >= 0)
        {
            int start = end + view + 5;
            values.Set(header.IndexOf("view"), start..(start + Length(row[start..query], ':', ' ', ':')));
        }

        at = query + QueryWord.Length;
        foreach (string column in (ReadOnlySpan<string>)["query", "qclass", "qtype", "flags", "server"])
        {
            int length = Length(row[at..], ' ', ' ', ' ');
            bool inBrackets = column == "server" && length > 2 && row[at] == '(';
            values.Set(header.IndexOf(column), inBrackets ? (at + 1)..(at + length - 1) : at..(at + length));
            at = Math.Min(row.Length, at + length + 1);
        }
    }

    private static int Length(ReadOnlySpan<char> text, char a, char b, char c)
    {
        int end = text.IndexOfAny(a, b, c);
        return end < 0 ? text.Length : end;
    }
}
