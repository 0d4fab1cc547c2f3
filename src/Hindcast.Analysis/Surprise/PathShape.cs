using System.Text;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Writes paths and programs so that what differs from call to call is left out: numbers, ids, names of mailboxes. Two calls
/// of one page have one shape, before and after an update.
/// </summary>
internal static class PathShape
{
    private const int MaxChars = 160;
    private const int MaxSegments = 12;
    private const int MinIdChars = 16;

    private static readonly string[] StaticEndings =
        ["js", "css", "png", "gif", "jpg", "jpeg", "ico", "bmp", "svg", "ttf", "woff", "woff2", "eot", "otf", "htm", "html", "txt", "map", "mp3", "wav", "swf", "xap", "cur"];

    private static readonly string[] PageEndings = ["aspx", "ashx", "asmx", "asp", "ascx", "cshtml", "svc", "php", "jsp", "cer", "soap", "rem"];

    /// <summary>The shape of a path.</summary>
    internal static string Of(ReadOnlySpan<byte> stem)
    {
        string text = Encoding.UTF8.GetString(stem.Length <= 4 * MaxChars ? stem : stem[..(4 * MaxChars)]).ToLowerInvariant().Replace("%40", "@", StringComparison.Ordinal);
        StringBuilder shape = new(text.Length);
        int segments = 0;
        foreach (Range range in text.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> segment = text.AsSpan(range);
            if (segments > 0)
            {
                shape.Append('/');
            }

            if (++segments > MaxSegments || shape.Length > MaxChars)
            {
                shape.Append('~');
                break;
            }

            Append(shape, segment);
        }

        return shape.ToString();
    }

    /// <summary>The shape of a user agent: without its numbers.</summary>
    internal static string OfAgent(ReadOnlySpan<byte> agent)
    {
        string text = Encoding.UTF8.GetString(agent.Length <= 4 * MaxChars ? agent : agent[..(4 * MaxChars)]);
        StringBuilder shape = new(text.Length);
        AppendWithoutNumbers(shape, text.Replace('+', ' '));
        return shape.Length <= MaxChars ? shape.ToString() : shape.ToString(0, MaxChars);
    }

    /// <summary>
    /// How a query begins: the name of its first value; <c>@</c> when that holds an address, <c>@/</c> when a path stands
    /// behind the address.
    /// </summary>
    internal static string OfQuery(ReadOnlySpan<byte> query)
    {
        query = query.TrimStart((byte)'?');
        int end = query.IndexOfAny((byte)'=', (byte)'&');
        ReadOnlySpan<byte> head = end < 0 ? query : query[..end];
        int at = head.IndexOf((byte)'@');
        if (at >= 0)
        {
            return head[at..].IndexOf((byte)'/') >= 0 ? "@/" : "@";
        }

        StringBuilder shape = new();
        AppendWithoutNumbers(shape, Encoding.UTF8.GetString(head.Length <= 40 ? head : head[..40]).ToLowerInvariant());
        return shape.ToString();
    }

    /// <summary>True for a file that is only ever sent as it lies on the disk.</summary>
    internal static bool IsStatic(string shape) => StaticEndings.Contains(Ending(shape), StringComparer.Ordinal);

    /// <summary>True for the name of a file that a web server would run.</summary>
    internal static bool IsPage(string path) => PageEndings.Contains(Ending(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The first folder of a path: an application of the web server.</summary>
    internal static string FirstFolder(string shape)
    {
        int end = shape.Length > 1 ? shape.IndexOf('/', 1) : -1;
        return end < 0 ? shape : shape[..end];
    }

    private static string Ending(string path)
    {
        int slash = path.LastIndexOfAny(['/', '\\']), dot = path.LastIndexOf('.');
        return dot > slash ? path[(dot + 1)..] : "";
    }

    private static void Append(StringBuilder shape, ReadOnlySpan<char> segment)
    {
        if (segment.Contains('@'))
        {
            shape.Append('@');
        }
        else if (IsId(segment))
        {
            shape.Append('*');
        }
        else
        {
            AppendWithoutNumbers(shape, segment);
        }
    }

    /// <summary>Hexadecimal digits and dashes, with a digit among them.</summary>
    private static bool IsId(ReadOnlySpan<char> segment) =>
        segment.Length >= MinIdChars && segment.ContainsAnyInRange('0', '9') && !segment.ContainsAnyExcept("0123456789abcdef-{}");

    private static void AppendWithoutNumbers(StringBuilder shape, ReadOnlySpan<char> text)
    {
        bool inNumber = false;
        foreach (char c in text)
        {
            bool isDigit = char.IsAsciiDigit(c) || (inNumber && c == '.');
            if (!isDigit)
            {
                shape.Append(c);
            }
            else if (!inNumber)
            {
                shape.Append('#');
            }

            inNumber = isDigit;
        }
    }
}
