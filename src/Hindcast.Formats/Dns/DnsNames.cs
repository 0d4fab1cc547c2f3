using System.Text;

namespace Hindcast.Formats.Dns;

/// <summary>Names as the Windows DNS server writes them in its debug log: <c>(3)www(7)contoso(7)example(0)</c>.</summary>
public static class DnsNames
{
    private const int MaxLabels = 128;

    /// <summary>Turns counted labels into a name with dots; text that is none comes back as it is.</summary>
    public static string FromLabels(ReadOnlySpan<char> text)
    {
        text = text.Trim().Trim('"');

        // In details a name may start with a reference: "[C00C](3)www...".
        if (text.StartsWith("[") && text.IndexOf(']') is > 0 and int close && close + 1 < text.Length && text[close + 1] == '(')
        {
            text = text[(close + 1)..];
        }

        if (text.Length < 3 || text[0] != '(')
        {
            return text.ToString();
        }

        StringBuilder name = new(text.Length);
        for (int labels = 0; text.Length > 0 && labels < MaxLabels; labels++)
        {
            int end = text.IndexOf(')');
            if (text[0] != '(' || end < 2 || !int.TryParse(text[1..end], System.Globalization.NumberStyles.None, null, out int length))
            {
                // Not as the server counts: the rest stays readable.
                return name.Append(name.Length > 0 ? "." : "").Append(text).ToString();
            }

            text = text[(end + 1)..];
            if (length == 0)
            {
                break;
            }

            int take = Math.Min(length, text.Length);
            name.Append(name.Length > 0 ? "." : "").Append(text[..take]);
            text = text[take..];
        }

        return name.ToString();
    }
}
