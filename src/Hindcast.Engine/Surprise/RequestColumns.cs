using System.Runtime.CompilerServices;
using Hindcast.Analysis.Surprise;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Surprise;

/// <summary>Where the columns of a web log stand below one header, and how a row is taken apart by them. Immutable.</summary>
internal sealed class RequestColumns
{
    /// <summary>Columns behind this one are not looked at.</summary>
    internal const int MaxColumns = 64;

    private readonly bool _isProxy;
    private readonly int _method;
    private readonly int _stem;
    private readonly int _query;
    private readonly int _port;
    private readonly int _user;
    private readonly int _client;
    private readonly int _agent;
    private readonly int _status;
    private readonly int _routing;
    private readonly int _hint;
    private readonly int _cookie;
    private readonly int _bytesIn;
    private readonly int _bytes;
    private readonly int _milliseconds;
    private readonly int _columns;
    private readonly (int First, int Last)[] _alike;

    internal RequestColumns(LogHeader header)
    {
        _isProxy = header.Kind == TextKinds.HttpProxy;
        _method = header.IndexOf(_isProxy ? "Method" : "cs-method");
        _stem = header.IndexOf(_isProxy ? "UrlStem" : "cs-uri-stem");
        _query = _isProxy ? -1 : header.IndexOf("cs-uri-query");
        _port = _isProxy ? -1 : header.IndexOf("s-port");
        _user = header.IndexOf(_isProxy ? "AuthenticatedUser" : "cs-username");
        _client = header.IndexOf(_isProxy ? "ClientIpAddress" : "c-ip");
        _agent = header.IndexOf(_isProxy ? "UserAgent" : "cs(User-Agent)");
        _status = header.IndexOf(_isProxy ? "HttpStatus" : "sc-status");
        _routing = _isProxy ? header.IndexOf("AnchorMailbox") : -1;
        _hint = _isProxy ? header.IndexOf("RoutingHint") : -1;
        _cookie = _isProxy ? header.IndexOf("BackEndCookie") : -1;
        _bytes = header.IndexOf(_isProxy ? "ResponseBytes" : "sc-bytes");
        _bytesIn = header.IndexOf(_isProxy ? "RequestBytes" : "cs-bytes");
        _milliseconds = header.IndexOf(_isProxy ? "TotalRequestTime" : "time-taken");
        int needed = Math.Max(Math.Max(Math.Max(_method, _stem), Math.Max(_query, _port)), Math.Max(Math.Max(_user, _client), Math.Max(_agent, _status)));
        needed = Math.Max(Math.Max(needed, _routing), Math.Max(_hint, _cookie));
        _columns = Math.Max(needed, Math.Max(Math.Max(_bytes, _bytesIn), _milliseconds)) + 1;
        _alike = Together([.. new[] { _method, _stem, _user, _client, _agent, _routing, _hint }.Where(c => c >= 0).Order()]);
        IsUsable = _method >= 0 && _stem >= 0 && _status >= 0 && _client >= 0 && header.TimeIsFirst && _columns <= MaxColumns;
    }

    /// <summary>False when columns are missing without which nothing can be compared.</summary>
    internal bool IsUsable { get; }

    /// <summary>Takes a row apart as far as it tells log and status; false when it is damaged, or shifted by a blank inside a value.</summary>
    /// <param name="line">The row.</param>
    /// <param name="ends">Takes the ends of its columns.</param>
    /// <param name="fact">Takes log and status.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryRead(ReadOnlySpan<byte> line, Span<int> ends, ref RequestFact fact)
    {
        ends = ends[.._columns];
        if (ColumnEnds.Find(line, _isProxy ? (byte)',' : (byte)' ', _isProxy, ends) < _columns
            || fact[Part(line, ends, _status)] is not [>= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9'] status)
        {
            return false;
        }

        fact.Status = (100 * (status[0] - '0')) + (10 * (status[1] - '0')) + status[2] - '0';
        fact.Source = _isProxy ? RequestSource.Proxy
            : fact[Part(line, ends, _port)] is [(byte)'4', (byte)'4', (byte)'4'] or [(byte)'8', (byte)'1'] ? RequestSource.BackEnd : RequestSource.FrontEnd;
        return true;
    }

    /// <summary>Reads the columns that hold numbers of a row that <see cref="TryRead"/> took apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ReadNumbers(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, ref RequestFact fact)
    {
        fact.BytesIn = Number(fact[Part(line, ends, _bytesIn)]);
        fact.BytesOut = Number(fact[Part(line, ends, _bytes)]);
        fact.DurationMs = Number(fact[Part(line, ends, _milliseconds)]);
    }

    /// <summary>The kind of a row that <see cref="TryRead"/> took apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ulong KindOf(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, in RequestFact fact)
    {
        ulong kind = RequestKind.Of(fact.Source, fact.Status);
        foreach ((int first, int last) in _alike)
        {
            kind = RequestKind.With(kind, line[(first == 0 ? 0 : ends[first - 1] + 1)..ends[last]]);
        }

        return _isProxy ? RequestKind.WithCookie(kind, fact[Part(line, ends, _cookie)]) : RequestKind.WithQuery(kind, fact[Part(line, ends, _query)]);
    }

    /// <summary>Reads the columns that hold texts of a row that <see cref="TryRead"/> took apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ReadTexts(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, ref RequestFact fact)
    {
        fact.Method = Part(line, ends, _method);
        fact.Stem = Part(line, ends, _stem);
        fact.User = Part(line, ends, _user);
        fact.Client = Part(line, ends, _client);
        fact.Agent = Part(line, ends, _agent);
        if (_isProxy)
        {
            fact.Routing = Part(line, ends, _routing);
            fact.Hint = Part(line, ends, _hint);
            fact.Cookie = Part(line, ends, _cookie);
        }
        else
        {
            fact.Query = Part(line, ends, _query);
        }
    }

    /// <summary>
    /// Joins columns that stand side by side, to be hashed at once. One column between two is taken along: it is the port, which tells the log, or the
    /// organisation, which goes with the account. The query would be taken along, too, but differs from row to row.
    /// </summary>
    private (int First, int Last)[] Together(int[] columns)
    {
        List<(int First, int Last)> all = [];
        foreach (int column in columns)
        {
            if (all.Count > 0 && column - all[^1].Last <= 2 && !(column - all[^1].Last == 2 && column - 1 == _query))
            {
                all[^1] = (all[^1].First, column);
            }
            else
            {
                all.Add((column, column));
            }
        }

        return [.. all];
    }

    /// <summary>Where a column stands, without its quotation marks; nothing for a column that the log does not have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RowPart Part(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, int column)
    {
        if (column < 0)
        {
            return default;
        }

        (int start, int length) = ColumnEnds.Place(line, ends, column);
        return new RowPart(start, length);
    }

    /// <summary>A number of at most 18 digits; -1 for what is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Number(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 18)
        {
            return -1;
        }

        long number = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            number = (10 * number) + digit - '0';
        }

        return number;
    }
}
