using Hindcast.Formats.Text;

namespace Hindcast.Formats.Dns;

/// <summary>
/// Cuts a row of the Windows DNS server debug log. A packet's row may have details on the lines behind it; the answers are
/// taken from them when the server was told to write details.
/// </summary>
internal static class DnsDebugRow
{
    private const string PacketWord = " PACKET ";

    /// <summary>Reads the columns of <see cref="DnsColumns"/>; a row of another kind has none.</summary>
    internal static void Read(LogHeader header, RowValues values)
    {
        ReadOnlySpan<char> all = values.Text;
        int lineEnd = all.IndexOfAny('\r', '\n');
        ReadOnlySpan<char> row = lineEnd < 0 ? all : all[..lineEnd];
        int packet = row.IndexOf(PacketWord, StringComparison.Ordinal);
        if (packet < 0)
        {
            return;
        }

        int thread = row[..packet].TrimEnd().LastIndexOf(' ') + 1;
        values.Set(header.IndexOf("ThreadId"), thread..packet);
        values.Set(header.IndexOf("Context"), (packet + 1)..(packet + PacketWord.Length - 1));

        int at = packet + PacketWord.Length;
        int id = at;
        Range first = Token(row, ref at);
        bool hasId = row[first] is not ("UDP" or "TCP");
        if (hasId)
        {
            values.Set(header.IndexOf("PacketId"), first);
        }
        else
        {
            at = id;
        }

        values.Set(header.IndexOf("Protocol"), Token(row, ref at));
        values.Set(header.IndexOf("Direction"), Token(row, ref at));
        values.Set(header.IndexOf("RemoteIP"), Token(row, ref at));
        values.Set(header.IndexOf("Xid"), Token(row, ref at));

        int open = row[at..].IndexOf('[');
        int close = open < 0 ? -1 : row[(at + open)..].IndexOf(']');
        if (close < 0)
        {
            return;
        }

        open += at;
        close += open;
        ReadOnlySpan<char> codes = row[at..open];
        int response = codes.IndexOf('R');
        if (response >= 0)
        {
            values.Set(header.IndexOf("QR"), (at + response)..(at + response + 1));
        }

        int opcode = codes.TrimEnd().Length;
        values.Set(header.IndexOf("Opcode"), (at + Math.Max(0, opcode - 1))..(at + opcode));
        ReadOnlySpan<char> flags = row[(open + 1)..close].Trim();
        int flagsStart = row[(open + 1)..].IndexOf(flags, StringComparison.Ordinal) + open + 1;
        int rcode = flags.LastIndexOf(' ') + 1;
        values.Set(header.IndexOf("Flags"), flagsStart..(flagsStart + Math.Max(0, rcode - 1)));
        values.Set(header.IndexOf("ResponseCode"), (flagsStart + rcode)..(flagsStart + flags.Length));

        at = close + 1;
        values.Set(header.IndexOf("QuestionType"), Token(row, ref at));
        values.Add(header.IndexOf("QuestionName"), DnsNames.FromLabels(row[at..]));
        if (lineEnd >= 0)
        {
            Answers(lineEnd + 1, header.IndexOf("Answers"), values);
        }
    }

    /// <summary>Takes the DATA lines of the answer section.</summary>
    private static void Answers(int from, int column, RowValues values)
    {
        bool inAnswers = false;
        ReadOnlySpan<char> rest = values.Text[from..];
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf('\n');
            ReadOnlySpan<char> line = (end < 0 ? rest : rest[..end]).Trim();
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.EndsWith("SECTION:", StringComparison.Ordinal))
            {
                inAnswers = line.StartsWith("ANSWER", StringComparison.Ordinal);
            }
            else if (inAnswers && line.StartsWith("DATA", StringComparison.Ordinal) && line.Length > 5)
            {
                string answer = DnsNames.FromLabels(line[4..].Trim());

                // Text is copied before the buffer may move.
                values.Add(column, answer.Trim('[', ']'));
                rest = values.Text[(values.TextLength - rest.Length)..];
            }
        }
    }

    private static Range Token(ReadOnlySpan<char> row, ref int at)
    {
        while (at < row.Length && row[at] == ' ')
        {
            at++;
        }

        int start = at;
        while (at < row.Length && row[at] != ' ')
        {
            at++;
        }

        return start..at;
    }
}
