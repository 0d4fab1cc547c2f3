using System.Globalization;
using System.Runtime.CompilerServices;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>Counts the rows of the addresses and pages that a second look asks for. Serves one thread.</summary>
internal sealed class TrafficSink : ITextRowSink, ISecondReader
{
    private const int MaxMailboxChars = 320;

    private readonly HashSet<string> _addresses;
    private readonly HashSet<string> _pages;
    private readonly ConditionalWeakTable<LogHeader, Columns> _columns = [];
    private readonly TextRow _row = new();
    private LogName _log;
    private string _file = "";

    internal TrafficSink(HashSet<string> addresses, HashSet<string> pages)
    {
        _addresses = addresses;
        _pages = pages;
        Scanner = new TextUnitScanner(this);
    }

    /// <inheritdoc/>
    public TextUnitScanner Scanner { get; }

    internal TrafficTally Tally { get; } = new();

    /// <inheritdoc/>
    public void Begin(LogName log, string file, bool utf16)
    {
        _log = log;
        _file = file;
    }

    /// <inheritdoc/>
    public void OnRow(
        ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time)
    {
        if (!_columns.TryGetValue(header, out Columns? columns))
        {
            _columns.Add(header, columns = new Columns(header));
        }

        _row.Bind(line, header);
        string client = ClientAddress.Of(_row, columns.Client);
        if (_addresses.Contains(client))
        {
            Tally.AddAddress(client, _log, time, Number(columns.BytesOut));
            if (_log.Kind == TextKinds.WebServices && MailboxOf(columns) is { Length: > 0 } mailbox)
            {
                Tally.AddMailbox(
                    client, mailbox, time, Number(columns.BytesOut), new SourceLocation(_file, offsetBytes, lengthBytes, lineInUnit + 1));
            }
        }

        // HttpProxy repeats what the web server's log tells of a page; one log counts it.
        if (columns.Stem >= 0 && columns.Stem < _row.Count && _log.Kind == TextKinds.Iis)
        {
            string page = _row.Value(columns.Stem).ToString().ToLowerInvariant();
            if (_pages.Contains(page))
            {
                Tally.AddPage(page, client, time, (int)(Number(columns.Status) ?? 0));
            }
        }
    }

    /// <summary>
    /// Whose mailbox an answered call is for, when the server's own account makes it; else "". A client logs on as itself.
    /// </summary>
    private string MailboxOf(Columns columns)
    {
        if (Text(columns.Status) != "200" || !IsMachine(Text(columns.User)))
        {
            return "";
        }

        foreach (int column in columns.ActingFor)
        {
            if (Text(column) is { Length: > 1 and <= MaxMailboxChars } owner)
            {
                return owner.ToLowerInvariant();
            }
        }

        return "";
    }

    /// <summary>EX01$@contoso.example, CONTOSO\EX01$, or the local system.</summary>
    private static bool IsMachine(string user) =>
        user.EndsWith('$') || user.Contains("$@", StringComparison.Ordinal) || user.Equals(@"NT AUTHORITY\SYSTEM", StringComparison.OrdinalIgnoreCase);

    private string Text(int column) => column >= 0 && column < _row.Count ? _row.Value(column).ToString() : "";

    private long? Number(int column) =>
        column >= 0 && column < _row.Count
        && long.TryParse(_row.Value(column), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    private sealed class Columns(LogHeader header)
    {
        internal int Client { get; } = ClientAddress.Column(header);

        internal int Stem { get; } = header.IndexOf("cs-uri-stem");

        internal int Status { get; } = Math.Max(header.IndexOf("sc-status"), header.IndexOf("HttpStatus"));

        internal int BytesOut { get; } =
            Math.Max(Math.Max(header.IndexOf("sc-bytes"), header.IndexOf("ResponseBytes")), header.IndexOf("ResponseSize"));

        internal int User { get; } = header.IndexOf("AuthenticatedUser");

        internal int[] ActingFor { get; } = [header.IndexOf("ImpersonatedUser"), header.IndexOf("ActAsUser"), header.IndexOf("ProxyAsUser")];
    }
}
