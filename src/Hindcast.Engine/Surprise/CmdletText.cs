namespace Hindcast.Engine.Surprise;

/// <summary>Takes the parameters of a logged cmdlet apart. The logs write them for people, so odd quoting may shift a value.</summary>
internal static class CmdletText
{
    private const int MaxParameters = 40;

    internal delegate void Parameter(ReadOnlySpan<char> name, ReadOnlySpan<char> value);

    /// <summary>Reads <c>-Identity "x" -Force "True"</c>, as event logs and cmdlet logs write it.</summary>
    internal static void ReadDashed(ReadOnlySpan<char> text, Parameter take)
    {
        text = text.Trim();
        for (int i = 0; i < MaxParameters && text.StartsWith('-'); i++)
        {
            int blank = text.IndexOf(' ');
            if (blank < 0)
            {
                return;
            }

            ReadOnlySpan<char> name = text[1..blank];
            text = text[(blank + 1)..];
            int next = text.StartsWith('"') ? text[1..].IndexOf("\" -", StringComparison.Ordinal) + 2 : text.IndexOf(" -", StringComparison.Ordinal);
            bool isLast = next < (text.StartsWith('"') ? 2 : 0);
            ReadOnlySpan<char> value = isLast ? text : text[..next];
            take(name, value.Trim('"'));
            text = isLast ? [] : text[next..].TrimStart();
        }
    }

    /// <summary>
    /// Reads the command of an ECP Server row, <c>Set-X.Url='u'.Identity='i'</c>. It stands between S:CMD= and ;S:REQID, with its
    /// quotation marks doubled when the item is quoted.
    /// </summary>
    internal static void ReadEcp(ReadOnlySpan<char> eventData, Parameter take, out ReadOnlySpan<char> cmdlet)
    {
        cmdlet = [];
        int start = eventData.IndexOf("S:CMD=", StringComparison.Ordinal);
        if (start < 0)
        {
            return;
        }

        bool isQuoted = start > 0 && eventData[start - 1] == '\'';
        ReadOnlySpan<char> text = eventData[(start + "S:CMD=".Length)..];
        int end = text.IndexOf(";S:REQID", StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        text = isQuoted ? text.TrimEnd('\'').ToString().Replace("''", "'", StringComparison.Ordinal) + "'" : text;
        int dot = text.IndexOf('.');
        cmdlet = dot < 0 ? text : text[..dot];
        text = dot < 0 ? [] : text[(dot + 1)..];
        for (int i = 0; i < MaxParameters && !text.IsEmpty; i++)
        {
            int equals = text.IndexOf('=');
            if (equals < 0)
            {
                return;
            }

            ReadOnlySpan<char> name = text[..equals];
            text = text[(equals + 1)..];
            int close = text.StartsWith('\'') ? text.IndexOf("'.", StringComparison.Ordinal) : text.IndexOf('.') - 1;
            bool isLast = close < 0;
            take(name, (isLast ? text : text[..(close + 1)]).Trim('\''));
            text = isLast ? [] : text[(close + 2)..];
        }
    }
}
