namespace Hindcast.Formats.Text;

/// <summary>What the columns of a log are when no <c>#Fields</c> line stands above its first row.</summary>
public static class HeaderlessLog
{
    /// <summary>The header with the columns that a line lists; null when the line is no such list.</summary>
    public static LogHeader? ListedBy(LogHeader header, ReadOnlySpan<byte> line) => header.Dialect switch
    {
        // Style "CsvCompatible": the first line of the file is the bare list of columns.
        LogDialect.ExchangeCsv when !StartsRow(line) && line.IndexOf((byte)',') > 0 => header.WithList(line),
        LogDialect.Csv => header.WithList(line),
        LogDialect.AnchorExtract when IsExtractList(line) => Usual(header),
        _ => null,
    };

    /// <summary>The header with the usual columns of its kind, where they are known.</summary>
    public static LogHeader Usual(LogHeader header) =>
        UsualColumns.For(header.Kind) is { } usual ? header.WithFields(usual) : header;

    /// <summary>True for a line that Export-Csv writes above copied-out rows: DateTime first, mostly in quotation marks.</summary>
    internal static bool IsExtractList(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> bare = line.TrimStart((byte)'"');
        return bare.StartsWith("DateTime"u8) && bare.Length > 8 && bare[8] is (byte)'"' or (byte)',' or (byte)';' or (byte)'\t' or (byte)' ';
    }

    internal static bool StartsRow(ReadOnlySpan<byte> line) =>
        line.Length > 0 && (line[0] == (byte)'#' || TextTime.TryParse(line, out _, out _));
}
