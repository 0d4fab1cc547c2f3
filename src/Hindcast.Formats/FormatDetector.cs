using System.Buffers;
using System.Text;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Text;

namespace Hindcast.Formats;

/// <summary>
/// Tells what a file is from its first bytes. Names and folders are never asked: collectors rename files, and intruders
/// name theirs as they like.
/// </summary>
public static class FormatDetector
{
    /// <summary>Bytes from the start of a file that are enough to judge it.</summary>
    public const int HeadBytes = 64 * 1024;

    private const int MaxHeaderLines = 12;

    /// <summary>In most logs the header stands in these first bytes, so that no more has to be decoded.</summary>
    private const int UsualHeaderBytes = 4096;

    /// <summary>Judges a file by its head.</summary>
    public static DetectedFormat Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("ElfFile\0"u8))
        {
            return DetectedFormat.Evtx;
        }

        Utf16Order order = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Utf16Order.LittleEndian
            : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Utf16Order.BigEndian
            : Utf16Order.None;
        Encoding encoding = order switch
        {
            Utf16Order.LittleEndian => Encoding.Unicode,
            Utf16Order.BigEndian => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        head = order == Utf16Order.None ? head : head[..(head.Length & ~1)];
        char[] chars = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(head.Length));
        try
        {
            int usual = order == Utf16Order.None && head.Length > UsualHeaderBytes ? head[..UsualHeaderBytes].LastIndexOf((byte)'\n') + 1 : 0;
            return Of(DetectHeader(Decode(encoding, head[..usual], chars), out _), order)
                ?? Of(DetectText(Decode(encoding, head, chars)), order)
                ?? DetectedFormat.Unknown;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private static DetectedFormat? Of((string Kind, LogDialect Dialect)? log, Utf16Order order) =>
        log is { } known ? new DetectedFormat(known.Kind, known.Dialect, order) : null;

    private static ReadOnlySpan<char> Decode(Encoding encoding, ReadOnlySpan<byte> bytes, char[] chars) =>
        chars.AsSpan(0, encoding.GetChars(bytes, chars)).TrimStart('\uFEFF');

    private static (string Kind, LogDialect Dialect)? DetectText(ReadOnlySpan<char> text) =>
        DetectHeader(text, out string? firstRow) ?? (firstRow is null ? null : DetectRow(firstRow)) ?? DnsFormats.Detect(text);

    /// <summary>Judges a file by what its first # lines say.</summary>
    private static (string Kind, LogDialect Dialect)? DetectHeader(ReadOnlySpan<char> text, out string? firstRow)
    {
        int lines = 0;
        firstRow = null;
        bool fieldList = false;
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.TrimEnd('\0');
            if (line.IsEmpty)
            {
                continue;
            }

            if (++lines > MaxHeaderLines)
            {
                break;
            }

            if (line[0] != '#')
            {
                // Style "CsvCompatible": a bare list of columns stands above the # lines.
                fieldList |= line.StartsWith("DateTime,") || line.StartsWith("Timestamp,", StringComparison.OrdinalIgnoreCase)
                    || HeaderlessLog.IsExtractList(Encoding.UTF8.GetBytes(line[..Math.Min(line.Length, 16)].ToString()));
                if (!fieldList || LooksTimed(line.TrimStart('"')))
                {
                    firstRow ??= line.ToString();
                }

                continue;
            }

            if (Value(line, "#Log-type:") is { } logType)
            {
                return (ExchangeKind(logType), LogDialect.ExchangeCsv);
            }

            if (Value(line, "#Software:") is { } software && software.Contains("HTTP API", StringComparison.Ordinal))
            {
                return (TextKinds.HttpErr, LogDialect.W3c);
            }

            if (Value(line, "#Fields:") is { } fields)
            {
                if (fields.Contains("cs-uri-stem", StringComparison.Ordinal)
                    || fields.Contains("cs-method", StringComparison.Ordinal))
                {
                    return (fields.Contains("s-queuename", StringComparison.Ordinal) ? TextKinds.HttpErr
                        : DnsFormats.IsProxy(fields) ? TextKinds.ProxyW3c : TextKinds.Iis, LogDialect.W3c);
                }

                if (fields.Contains(',') && fields.Contains("AnchorMailbox", StringComparison.Ordinal))
                {
                    return (TextKinds.HttpProxy, LogDialect.ExchangeCsv);
                }
            }
        }

        return null;
    }

    /// <summary>Judges a file without any header by its first row.</summary>
    private static (string Kind, LogDialect Dialect)? DetectRow(string row)
    {
        string bare = row.TrimStart('"');
        if (!LooksTimed(bare))
        {
            return null;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(bare);
        if (!TextTime.TryParse(bytes, out _, out int length))
        {
            return null;
        }

        ReadOnlySpan<char> rest = Encoding.UTF8.GetString(bytes[length..]).AsSpan().TrimStart("\", \t;");
        if (rest.StartsWith("ServerInfo~", StringComparison.OrdinalIgnoreCase))
        {
            return (TextKinds.HttpProxyExtract, LogDialect.AnchorExtract);
        }

        string[] columns = row.Split(',');
        if (row[10] == 'T' && columns.Length >= 60 && Guid.TryParse(columns[1], out _) && columns[2] is "14" or "15")
        {
            return (TextKinds.HttpProxy, LogDialect.ExchangeCsv);
        }

        if (row[10] == 'T' && columns.Length >= 25 && columns[7] is "SMTP" or "STOREDRIVER" or "AGENT" or "ROUTING")
        {
            return (TextKinds.MessageTracking, LogDialect.ExchangeCsv);
        }

        string[] words = row.Split(' ');
        bool isIis = row[10] == ' ' && words.Length >= 10 && words[2].AsSpan().IndexOfAny('.', ':') >= 0
            && words[3].Length is > 2 and < 20 && !words[3].AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_-")
            && words[4].StartsWith('/');
        return isIis ? (TextKinds.Iis, LogDialect.W3c) : null;
    }

    private static bool LooksTimed(ReadOnlySpan<char> line) =>
        line.Length > 19 && line[4] == '-' && line[7] == '-' && line[10] is 'T' or ' ';

    private static string? Value(ReadOnlySpan<char> line, string name) =>
        line.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? line[name.Length..].Trim().ToString() : null;

    /// <summary>Makes an id of a Log-type: "OAB download Protocol Logs" becomes <c>exchange-oab-download</c>.</summary>
    private static string ExchangeKind(string logType)
    {
        switch (logType)
        {
            case "HttpProxy Logs":
                return TextKinds.HttpProxy;
            case "ECP Server Log":
                return TextKinds.EcpServer;
            case "ECP Activity Context Log":
                return "exchange-ecp-activity";
            case "OAB Generator Log":
                return TextKinds.OabGenerator;
            case "Message Tracking Log":
                return TextKinds.MessageTracking;
        }

        StringBuilder id = new("exchange-");
        foreach (string word in logType.Split([' ', '_', '-', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            string clean = new string([.. word.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
            if (clean is not ("" or "log" or "logs" or "protocol") && id.Length < 60)
            {
                id.Append(id[^1] == '-' ? "" : "-").Append(clean);
            }
        }

        return id[^1] == '-' ? "exchange-log" : id.ToString();
    }
}
