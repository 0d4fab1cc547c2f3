using System.Text.RegularExpressions;
using Hindcast.Formats.Text;

namespace Hindcast.Formats.Dns;

/// <summary>Knows DNS and proxy logs by the head of their text.</summary>
internal static partial class DnsFormats
{
    private const int MaxLines = 80;

    /// <summary>Judges a file by its first lines; null when it is no DNS or proxy log.</summary>
    internal static (string Kind, LogDialect Dialect)? Detect(ReadOnlySpan<char> text)
    {
        string? first = null;
        bool zeek = false;
        int lines = 0;
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            if (++lines > MaxLines)
            {
                break;
            }

            if (line.StartsWith("#path\tdns") || (line.StartsWith("#fields\tts\tuid\t") && line.Contains("\tquery\t", StringComparison.Ordinal)))
            {
                zeek = true;
            }

            // Another separator than the tab can be set; such a log would be cut wrongly.
            if (line.StartsWith("#separator ") && !line.EndsWith(@"\x09"))
            {
                return null;
            }

            if (line[0] != '#')
            {
                first ??= line.ToString();
            }

            if (line.StartsWith("DNS Server log file creation at ") || DebugRow().IsMatch(line))
            {
                return (TextKinds.WindowsDnsDebug, IsDayFirst(text.ToString()) ? LogDialect.DnsDebugDayFirst : LogDialect.DnsDebug);
            }

            if (first is not null && BindRow().IsMatch(line))
            {
                return (TextKinds.BindQuery, LogDialect.BindQuery);
            }
        }

        return zeek ? (TextKinds.ZeekDns, LogDialect.Tab)
            : first is null ? null
            : first[0] == '{' ? Json(first)
            : SquidRowShape().IsMatch(first) ? (TextKinds.Squid, LogDialect.Squid)
            : IsPassiveDnsHeader(first) ? (TextKinds.PassiveDns, LogDialect.Csv)
            : null;
    }

    /// <summary>True for the columns of a proxy rather than those of IIS, which always has cs-uri-stem and s-ip.</summary>
    internal static bool IsProxy(string fields)
    {
        string[] names = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names.Contains("cs-uri-path") || names.Contains("cs-uri-scheme") || names.Contains("r-host") || names.Contains("s-action")
            || (names.Contains("cs-host") && !names.Contains("cs-uri-stem"));
    }

    private static (string, LogDialect)? Json(string row)
    {
        bool Has(string name) => row.Contains($"\"{name}\":", StringComparison.Ordinal);
        return Has("query") && Has("ts") && (Has("id.orig_h") || Has("id_orig_h")) ? (TextKinds.ZeekDns, LogDialect.JsonLines)
            : (Has("rrname") && Has("rdata")) || (Has("firstSeen") && Has("resolve")) || (Has("first_seen") && Has("answer"))
                ? (TextKinds.PassiveDns, LogDialect.JsonLines)
            : null;
    }

    private static bool IsPassiveDnsHeader(string row)
    {
        string[] names = DnsColumns.PassiveDnsNames(row.Split(',', StringSplitOptions.TrimEntries));
        return names.Length is >= 3 and <= 40 && names.Contains("rrname") && names.Contains("rdata") && names.Contains("time_first");
    }

    /// <summary>
    /// Dates with dots or hyphens have the day first. With slashes a number over 12 tells; where none is, a clock of twelve hours
    /// goes with the month first, one of 24 with the day.
    /// </summary>
    private static bool IsDayFirst(string text)
    {
        bool halves = false;
        foreach (Match date in Date().Matches(text))
        {
            if (date.Groups["mark"].Value != "/")
            {
                return true;
            }

            int first = int.Parse(date.Groups["first"].ValueSpan, provider: null), second = int.Parse(date.Groups["second"].ValueSpan, provider: null);
            if (first > 12 || second > 12)
            {
                return first > 12;
            }

            halves |= date.Groups["half"].Success;
        }

        return !halves;
    }

    [GeneratedRegex(@"^\d{1,4}[/.-] ?\d{1,2}[/.-] ?\d{1,4}\.? \d{1,2}[:.]\d\d[:.]\d\d (?:[AaPp][Mm] )?[0-9A-Fa-f]{3,8} (PACKET|EVENT) ", RegexOptions.CultureInvariant)]
    private static partial Regex DebugRow();

    [GeneratedRegex(@"^(?<first>\d{1,2})(?<mark>[/.-]) ?(?<second>\d{1,2})[/.-] ?\d{4}\.? \d{1,2}[:.]\d\d[:.]\d\d(?<half> [AaPp][Mm])?", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"client (@0x[0-9A-Fa-f]+ )?[0-9A-Fa-f.:%]+#\d+ ?(\([^)]*\))?: (view [^:]+: )?query: \S+ [A-Z0-9]+ \S+ [+-]", RegexOptions.CultureInvariant)]
    private static partial Regex BindRow();

    [GeneratedRegex(@"^\d{9,10}\.\d{3} +\d+ \S+ [A-Z_]+/\d{3} \d+ [A-Z_]+ \S+ \S+ \S+", RegexOptions.CultureInvariant)]
    private static partial Regex SquidRowShape();
}
