using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Hindcast.Reports.Victim;

/// <summary>
/// Replaces names of the victim in texts by stand-ins: the names that logs tell (<see cref="VictimNames"/>), and whatever has
/// the shape of one (mail addresses, internal IP addresses, security identifiers, user profiles). Immutable, thread-safe.
/// </summary>
internal sealed partial class VictimMask
{
    /// <summary>From this length on a name is also hidden within a longer word.</summary>
    private const int AnywhereLength = 6;

    private readonly Pseudonyms _pseudonyms;
    private readonly VictimNames _names;
    private readonly SearchValues<string> _search;
    private readonly ILookup<char, string> _byFirst;

    internal VictimMask(VictimNames names, Pseudonyms pseudonyms)
    {
        _names = names;
        _pseudonyms = pseudonyms;
        _search = SearchValues.Create([.. names.All.Keys], StringComparison.OrdinalIgnoreCase);
        _byFirst = names.All.Keys.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).ToLookup(n => char.ToLowerInvariant(n[0]));
    }

    /// <summary>A text without the victim's names.</summary>
    internal string Text(string text) => text.Length == 0 ? text : Names(Shapes().Replace(text, Shape));

    /// <summary>A path of evidence: what stands above the collected drive is named by people, often after the customer.</summary>
    internal string EvidencePath(string path)
    {
        string[] parts = path.Split('/');
        int drive = Array.FindIndex(parts, p => Drive().IsMatch(p));
        for (int i = 0; i < parts.Length; i++)
        {
            Match archive = Archive().Match(parts[i]);
            if (i < drive || archive.Success)
            {
                parts[i] = parts[i].Length == 0 ? "" : $"{_pseudonyms.Of(VictimNameKind.Folder, parts[i])}{archive.Value}";
            }
        }

        return Text(string.Join('/', parts));
    }

    private string Shape(Match match)
    {
        if (match.Groups["mail"].Success)
        {
            string domain = match.Groups["domain"].Value;
            return $"{_pseudonyms.Of(VictimNameKind.User, match.Groups["mail"].Value)}@"
                + (_names.IsOwn(domain) ? domain : _pseudonyms.Of(VictimNameKind.Domain, domain));
        }

        if (match.Groups["ip"].Success)
        {
            string text = match.Value.TrimEnd('.'), bare = IPAddress.TryParse(text, out _) ? text : text.TrimEnd(':');
            return IPAddress.TryParse(bare, out IPAddress? address) && NetworkAddress.IsInternal(address) && !IPAddress.IsLoopback(address)
                ? _pseudonyms.Of(VictimNameKind.Address, address.ToString()) + match.Value[bare.Length..]
                : match.Value;
        }

        return match.Groups["sid"].Success
            ? _pseudonyms.Of(VictimNameKind.Sid, match.Value)
            : $"{match.Groups["profiles"].Value}{_pseudonyms.Of(VictimNameKind.User, match.Groups["profile"].Value)}";
    }

    private string Names(string text)
    {
        int at = text.AsSpan().IndexOfAny(_search);
        if (at < 0)
        {
            return text;
        }

        StringBuilder masked = new(text.Length);
        int from = 0;
        while (at >= 0)
        {
            int start = from + at;
            string? name = _byFirst[char.ToLowerInvariant(text[start])].FirstOrDefault(n => IsAt(text, start, n));
            masked.Append(text, from, start - from).Append(name is null ? text[start].ToString() : _pseudonyms.Of(_names.All[name], name));
            from = start + (name?.Length ?? 1);
            at = text.AsSpan(from).IndexOfAny(_search);
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsAt(string text, int start, string name) =>
        string.Compare(text, start, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && ((name.Length >= AnywhereLength && name.All(char.IsLetter))
            || (IsEdge(text, start, name[0]) && (start + name.Length == text.Length || !char.IsLetterOrDigit(text[start + name.Length]))));

    /// <summary>A name starts at a character that is no letter or digit before it, or behind a percent-encoded one.</summary>
    private static bool IsEdge(string text, int start, char first) =>
        start == 0 || !char.IsLetterOrDigit(first) || !char.IsLetterOrDigit(text[start - 1])
        || (start >= 3 && text[start - 3] == '%' && char.IsAsciiHexDigit(text[start - 2]) && char.IsAsciiHexDigit(text[start - 1]));

    [GeneratedRegex(
        @"(?<mail>[A-Za-z0-9._+'-]{1,128})(?:@|%40)(?<domain>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
        + @"|(?<ip>(?<![\d.])(?:10|100|127|169|172|192)(?:\.\d{1,3}){3}(?![\d]|\.\d)|(?<![\w:])f(?:[cd][0-9a-f]{2}|e[89a-f][0-9a-f]):[0-9a-f:.]{1,40})"
        + @"|(?<sid>S-1-5-21(?:-\d+){3,4})"
        + @"|(?<profiles>[\\/]Users[\\/])(?!Public[\\/]|Default[\\/]|All Users[\\/])(?<profile>[^\\/:*?""<>|\r\n]{1,128})(?=[\\/])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Shapes();

    [GeneratedRegex("^[A-Za-z](?:%3A|:|_)?$")]
    private static partial Regex Drive();

    [GeneratedRegex(@"(?:\.(?:zip|7z|tar|tgz|gz|bz2|xz|zst|rar|cab|vhdx?))+!?$", RegexOptions.IgnoreCase)]
    private static partial Regex Archive();
}
