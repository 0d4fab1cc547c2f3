using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.PageUse;

/// <summary>Counts requests for suspicious pages. Serves one thread.</summary>
internal sealed class PageUseSink : ITextRowSink, ISecondReader
{
    private readonly IReadOnlySet<string> _sought;
    private readonly Dictionary<string, UsedPage> _pages = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<LogHeader, Columns> _columns = [];
    private readonly TextRow _row = new();
    private LogName _log;
    private string _file = "";
    private bool _utf16;

    internal PageUseSink(IReadOnlySet<string> sought)
    {
        _sought = sought;
        Scanner = new TextUnitScanner(this);
    }

    /// <inheritdoc/>
    public TextUnitScanner Scanner { get; }

    /// <summary>What was counted, by page.</summary>
    internal IReadOnlyDictionary<string, UsedPage> Pages => _pages;

    /// <inheritdoc/>
    public void Begin(LogName log, string file, bool utf16)
    {
        _log = log;
        _file = file;
        _utf16 = utf16;
    }

    /// <inheritdoc/>
    public void OnRow(ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time)
    {
        if (!_columns.TryGetValue(header, out Columns? columns))
        {
            _columns.Add(header, columns = new Columns(header));
        }

        _row.Bind(line, header);
        string page = Value(columns.Stem).ToLowerInvariant();
        if (!_sought.Contains(page))
        {
            return;
        }

        if (!_pages.TryGetValue(page, out UsedPage? used))
        {
            _pages.Add(page, used = new UsedPage());
        }

        string client = ClientAddress.Of(_row, columns.Client);
        bool answered = int.TryParse(Value(columns.Status), NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 200 and < 400;
        used.Add(client, Value(columns.Method).Equals("POST", StringComparison.OrdinalIgnoreCase), answered, Referer(columns.Referer, page), time);
        SourceLocation place = new(_file, offsetBytes, lengthBytes, lineInUnit + 1);
        if (answered && time is { } at && used.WouldBeFirst(at, place))
        {
            string sha256 = Convert.ToHexStringLower(_utf16 ? SHA256.HashData(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(line))) : SHA256.HashData(line));
            used.TakeFirst(new PageRequest(at, place, _log, sha256, client, ShownFields.Of(_row)));
        }
    }

    private string Value(int column) => column >= 0 && column < _row.Count ? _row.Value(column).ToString() : "";

    /// <summary>Null without the column; "" for none and for the page itself.</summary>
    private string? Referer(int column, string page)
    {
        if (column < 0)
        {
            return null;
        }

        string value = Value(column);
        return value is "-" || value.Contains(page, StringComparison.OrdinalIgnoreCase) ? "" : value;
    }

    private sealed class Columns(LogHeader header)
    {
        internal int Client { get; } = ClientAddress.Column(header);

        internal int Stem { get; } = header.IndexOf("cs-uri-stem");

        internal int Method { get; } = header.IndexOf("cs-method");

        internal int Status { get; } = header.IndexOf("sc-status");

        internal int Referer { get; } = header.IndexOf("cs(Referer)");
    }
}
