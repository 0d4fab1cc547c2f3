using Hindcast.Formats.Text;

namespace Hindcast.Engine.Surprise;

/// <summary>Where the log of the web services says who calls for whom. Immutable.</summary>
internal sealed class ServiceColumns
{
    private readonly int _caller;
    private readonly int _mailbox;
    private readonly int _client;
    private readonly int _columns;

    internal ServiceColumns(LogHeader header)
    {
        _caller = header.IndexOf("AuthenticatedUser");
        _mailbox = header.IndexOf("ImpersonatedUser");
        _client = header.IndexOf("ClientIpAddress");
        _columns = Math.Max(_caller, Math.Max(_mailbox, _client)) + 1;
        IsUsable = _caller >= 0 && _mailbox >= 0 && _client >= 0 && header.TimeIsFirst && _columns <= RequestColumns.MaxColumns;
    }

    /// <summary>False when columns are missing.</summary>
    internal bool IsUsable { get; }

    /// <summary>Takes a row apart; false when it is damaged.</summary>
    internal bool TryRead(ReadOnlySpan<byte> line, Span<int> ends, out ReadOnlySpan<byte> caller, out ReadOnlySpan<byte> mailbox, out ReadOnlySpan<byte> client)
    {
        caller = mailbox = client = default;
        ends = ends[.._columns];
        if (ColumnEnds.Find(line, (byte)',', quoted: true, ends) < _columns)
        {
            return false;
        }

        caller = ColumnEnds.Column(line, ends, _caller);
        mailbox = ColumnEnds.Column(line, ends, _mailbox);
        client = ColumnEnds.Column(line, ends, _client);
        return true;
    }
}
