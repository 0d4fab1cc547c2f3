using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Matching;

namespace Hindcast.Formats.Text;

/// <summary>
/// Reads one unit of a text log: finds its lines, counts records by hour, follows header and build changes, checks the
/// shape of each row, and hands rows that hold a searched text to a sink. One instance serves one thread and is reused.
/// Memory is fixed, whatever the input.
/// </summary>
public sealed class TextUnitScanner
{
    /// <summary>Bytes read at a time; also the longest row that is read.</summary>
    public const int BufferBytes = 1 << 20;

    private const int MaxBuilds = 64;

    private readonly ITextRowSink _sink;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly DiagnosticTally _tally = new();
    private readonly BuildTally _builds = new(MaxBuilds);
    private readonly HourTally _hours = new();
    private readonly EscapedScratch _escapedScratch = new();
    private readonly List<int> _escaped = [];

    private TextUnit _unit = null!;
    private RowSearch _search = RowSearch.None;
    private TextUnitResult _result = null!;
    private LogHeader _header = null!;
    private RowTimes? _times;
    private LineHits _hits;
    private RowSkip _skip;
    private long _offset;
    private bool _started;
    private bool _skippingLongLine;
    private long _skippedFrom;
    private bool _rowsSeen;

    /// <summary>Makes a scanner.</summary>
    /// <param name="sink">Takes the rows that are searched for.</param>
    public TextUnitScanner(ITextRowSink sink) => _sink = sink;

    /// <summary>Sees every row with a time, or null.</summary>
    public ITextRowWatcher? Watcher { get; set; }

    /// <summary>Reads a unit.</summary>
    /// <param name="unit">Which stretch, and what is known at its start.</param>
    /// <param name="bytes">Its bytes from <see cref="TextUnit.StartBytes"/> on; read past the stop to end the last row.</param>
    /// <param name="search">Which rows go to the sink.</param>
    /// <param name="progress">Is told how many bytes were read, after each block.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public TextUnitResult Scan(
        TextUnit unit, ITextBytes bytes, RowSearch search, Action<int>? progress, CancellationToken cancellation)
    {
        _unit = unit;
        _search = search;
        _header = unit.Header;
        _result = new TextUnitResult { HeaderAtEnd = unit.Header };
        _tally.Reset(unit.File);
        _builds.Reset(unit.File);
        _hours.Reset();
        _times = RowTimes.For(_header, _hours);
        _offset = unit.StartBytes;
        _started = !unit.StartsInLine;
        _result.FirstRowOffset = unit.StartBytes;
        _skippingLongLine = false;
        _rowsSeen = false;

        int filled = 0;
        bool done = false;
        while (!done)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = bytes.Read(_buffer.AsSpan(filled));
            progress?.Invoke(read);
            filled += read;
            bool atEnd = read == 0;
            if (!atEnd && filled < BufferBytes)
            {
                // Blocks are always full: small reads must not make long rows be looked at again and again.
                continue;
            }

            int used = ScanBlock(filled, atEnd, out done);
            done |= atEnd;
            if (used < filled)
            {
                _buffer.AsSpan(used, filled - used).CopyTo(_buffer);
            }

            filled -= used;
        }

        EndSkip();
        if (!_started)
        {
            _result.FirstRowOffset = _offset;
        }

        _result.EndOffset = _offset;
        _result.HeaderAtEnd = _header;
        _times?.Flush();
        if (IsDnsDebug && _times is PatternRowTimes pattern)
        {
            (_result.HasOpenDates, _result.HasTellingDates) = (pattern.HasOpenDates, pattern.HasTellingDates);
        }

        _hours.AddTo(_result);
        _builds.AddTo(_result.Builds);
        if (_builds.Overflow)
        {
            _tally.Add(TextDiagnostics.TooManyBuilds, unit.StartBytes, 0, 0, $"over {MaxBuilds}", $"at most {MaxBuilds}", 0);
        }

        _tally.AddTo(_result.Diagnostics);
        return _result;
    }

    /// <summary>Reads the complete lines of the buffer.</summary>
    /// <returns>Bytes used up.</returns>
    private int ScanBlock(int filled, bool atEnd, out bool done)
    {
        done = _offset >= _unit.StopBytes && !(_started && _skippingLongLine);
        if (done)
        {
            return 0;
        }

        ReadOnlySpan<byte> block = _buffer.AsSpan(0, filled);
        int complete = atEnd ? filled : block.LastIndexOf((byte)'\n') + 1;
        if (complete == 0)
        {
            return filled < BufferBytes ? 0 : SkipInLongLine(filled);
        }

        int position = 0;
        if (_offset == 0 && block.StartsWith("\uFEFF"u8))
        {
            position = 3;
            _offset = 3;
        }

        if (_skippingLongLine || !_started)
        {
            // Behind an over-long line, or in mid-line at a start chosen without looking: go on at the next line.
            int lineFeed = block.IndexOf((byte)'\n');
            position = lineFeed < 0 ? complete : lineFeed + 1;
            _offset += OriginLength(block[..position]);
            EndSkip();
            if (!_started)
            {
                position += SkipContinuation(block[position..complete]);
                _started = true;
                _result.FirstRowOffset = _offset;
            }
        }

        return position + ScanRows(block[position..complete], atEnd, position == 0 && filled == BufferBytes, out done);
    }

    private int SkipContinuation(ReadOnlySpan<byte> block)
    {
        int skipped = 0;
        while (skipped < block.Length && _header.Dialect == LogDialect.ExchangeCsv && !HeaderlessLog.StartsRow(block[skipped..]))
        {
            int lineFeed = block[skipped..].IndexOf((byte)'\n');
            int next = lineFeed < 0 ? block.Length : skipped + lineFeed + 1;
            _offset += OriginLength(block[skipped..next]);
            skipped = next;
        }

        return skipped;
    }

    private int ScanRows(ReadOnlySpan<byte> block, bool atEnd, bool bufferFull, out bool done)
    {
        _hits.Clear();
        _search.Literals?.FindLines(block, ref _hits);
        ReadOnlySpan<LiteralHit> hits = _hits.Span;
        _escaped.Clear();
        _search.Escaped?.FindRows(block, _escapedScratch, _escaped);
        int nextHit = 0, nextEscaped = 0, position = 0;
        done = false;
        byte delimiter = Delimiter();
        bool skips = _search is { HitsAlone: true, EveryRow: false, Escaped: null };
        while (position < block.Length)
        {
            if (_offset >= _unit.StopBytes)
            {
                done = true;
                break;
            }

            while (nextHit < hits.Length && hits[nextHit].Offset < position)
            {
                nextHit++;
            }

            if (skips && _header is { HasFields: true, Dialect: LogDialect.W3c or LogDialect.ExchangeCsv })
            {
                int until = nextHit < hits.Length ? hits[nextHit].Offset : block.Length;
                int skipped = _skip.Find(block[position..until], _header.Dialect == LogDialect.ExchangeCsv, out int passed);
                _offset += OriginLength(block.Slice(position, skipped));
                _result.Lines += passed;
                position += skipped;
                if (skipped > 0)
                {
                    continue;
                }
            }

            LineScan.Result scan = LineScan.Next(block, position, delimiter);
            int end = scan.End < 0 ? block.Length : scan.End;
            int next = scan.End < 0 ? block.Length : scan.End + 1;
            int lines = 1, delimiters = scan.Delimiters, quotes = scan.Quotes, nuls = scan.Nuls;
            if ((quotes & 1) != 0 && _header.Dialect == LogDialect.ExchangeCsv)
            {
                bool needsMore = ExtendQuoted(block, ref end, ref next, ref lines, ref delimiters, ref quotes, ref nuls);
                if (needsMore && !atEnd && !(bufferFull && position == 0))
                {
                    break;
                }

                if (needsMore)
                {
                    Note(TextDiagnostics.UnclosedQuote, block[position..end], atEnd ? "end of file" : $"{end - position} bytes",
                        "a closing quotation mark");
                }
            }

            ReadOnlySpan<byte> line = block[position..end];
            if (line.Length > 0 && line[^1] == (byte)'\r')
            {
                line = line[..^1];
            }

            while (nextEscaped < _escaped.Count && _escaped[nextEscaped] < position)
            {
                nextEscaped++;
            }

            bool hit = _search.EveryRow || (nextHit < hits.Length && hits[nextHit].Offset < end)
                || (nextEscaped < _escaped.Count && _escaped[nextEscaped] < end);
            if (hit && IsDnsDebug)
            {
                bool needsMore = ExtendDetails(block, ref end, ref next, ref lines);
                if (needsMore && !atEnd && !(bufferFull && position == 0))
                {
                    break;
                }

                line = block[position..end].TrimEnd((byte)'\r');
            }

            if (end == next && line.Length > 0)
            {
                Note(TextDiagnostics.Truncated, line, "end of file", "a line end");
            }

            Row(line, hit, nuls, delimiters, quotes);
            if (line.Length > 0 && line[0] == (byte)'#')
            {
                delimiter = Delimiter();
            }

            _offset += OriginLength(block[position..next]);
            _result.Lines += lines;
            position = next;
        }

        return position;
    }

    /// <summary>Takes one row; <see cref="_offset"/> is where it starts.</summary>
    private void Row(ReadOnlySpan<byte> line, bool hit, int nuls, int delimiters, int quotes)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (line[0] == (byte)'#')
        {
            HeaderLine(line);
            return;
        }

        if (nuls > 0)
        {
            long lost = nuls == line.Length ? OriginLength(line) : 0;
            Note(TextDiagnostics.NulBytes, line, $"{nuls} NUL bytes", "text", lost);
            if (lost > 0)
            {
                _result.LostBytes += lost;
                return;
            }
        }

        if (!_header.HasFields && !TryTakeColumns(line))
        {
            return;
        }

        if (!_rowsSeen)
        {
            FirstRow(line);
        }

        EvidenceTime? time = null;
        bool timed = _times is { } times ? times.TryAdd(line) : _header.TimeIsFirst && _hours.TryAdd(line);
        if (!timed)
        {
            if (IsFieldList(line) || (IsDnsDebug && line[0] is < (byte)'0' or > (byte)'9'))
            {
                return;
            }

            time = _times is null ? ColumnTime.Read(line, _header) : null;
            if (time is null)
            {
                _result.BadRecords++;
                Note(TextDiagnostics.NoTime, line, Start(line), "a date and time");
            }
            else
            {
                _hours.Add(time.Value);
            }
        }

        if (timed || time is not null)
        {
            _result.Records++;
            CheckColumns(line, delimiters, quotes);
            if (_header.Dialect == LogDialect.ExchangeCsv)
            {
                _builds.Row(line, _header, _offset, OriginLength(line), _result.Lines);
            }

            if (Watcher is { } watcher)
            {
                EvidenceTime? told = !timed ? time : _times is { } read && read.TryReadAdded(line, out EvidenceTime own) ? own : null;
                watcher.OnTimedRow(line, _header, told, _offset, OriginLength(line), _result.Lines);
            }
        }

        if (hit)
        {
            if (timed && (_times is { } reader ? reader.TryRead(line, out EvidenceTime parsed) : TextTime.TryParse(line, out parsed, out _)))
            {
                time = parsed;
            }

            if (_header.Dialect == LogDialect.JsonLines && !JsonRow.IsObject(line))
            {
                _result.BadRecords++;
                _result.LostBytes += OriginLength(line);
                Note(DnsDiagnostics.NotJson, line, Start(line), "one whole JSON object", OriginLength(line));
                return;
            }

            _sink.OnRow(line, _header, _offset, OriginLength(line), _result.Lines, time);
        }
    }

    private void HeaderLine(ReadOnlySpan<byte> line)
    {
        LogHeader changed = _header.With(line);
        if (ReferenceEquals(changed, _header))
        {
            return;
        }

        if (_header.HasFields && changed.HasFields && !changed.HasColumnsOf(_header))
        {
            Note(TextDiagnostics.HeaderChanged, line, $"{changed.Fields.Count} columns", $"{_header.Fields.Count} as before");
        }

        _header = changed;
        _times?.Flush();
        _times = RowTimes.For(_header, _hours);
        _hours.Forget();
        _builds.Forget();
    }

    /// <summary>A row without column names above it: take the usual ones, if any are known.</summary>
    /// <returns>False when the row is itself a list of columns.</returns>
    private bool TryTakeColumns(ReadOnlySpan<byte> line)
    {
        if (HeaderlessLog.ListedBy(_header, line) is { } listed)
        {
            _header = listed;
            return false;
        }

        Note(TextDiagnostics.NoHeader, line, Start(line), "#Fields");
        LogHeader usual = HeaderlessLog.Usual(_header);
        if (!ReferenceEquals(usual, _header))
        {
            _times?.Flush();
            _header = usual;
            _times = RowTimes.For(_header, _hours);
        }

        return true;
    }

    /// <summary>The first row of a unit tells the protocol.</summary>
    private void FirstRow(ReadOnlySpan<byte> line)
    {
        _rowsSeen = true;
        _result.HasLocalTimes |= IsDnsDebug || (_header.Dialect == LogDialect.BindQuery && !IsUtc(line));
        if (_header.IndexOf("Protocol") is > 0 and int column && _header.Dialect == LogDialect.ExchangeCsv)
        {
            Span<Range> columns = new Range[column + 1];
            string text = Encoding.UTF8.GetString(line);
            if (RowSplitter.Split(text, LogDialect.ExchangeCsv, columns) > column)
            {
                _result.Protocol = text[columns[column]];
            }
        }
    }

    /// <summary>A repeated bare column list, as processes write when they open an existing log.</summary>
    private bool IsFieldList(ReadOnlySpan<byte> line) =>
        _header.Dialect == LogDialect.ExchangeCsv && _header.Fields.Count > 0
        && line.Length > _header.Fields[0].Length && line[_header.Fields[0].Length] == (byte)','
        && Encoding.UTF8.GetString(line[.._header.Fields[0].Length])
            .Equals(_header.Fields[0], StringComparison.OrdinalIgnoreCase);

    private void CheckColumns(ReadOnlySpan<byte> line, int delimiters, int quotes)
    {
        if (delimiters + 1 == _header.Fields.Count || !_header.HasFields
            || _header.Dialect is not (LogDialect.W3c or LogDialect.ExchangeCsv or LogDialect.Tab or LogDialect.Csv))
        {
            return;
        }

        // Quotation marks mean nothing in W3C logs: a user agent may hold one.
        int columns = quotes == 0 || _header.Dialect is LogDialect.W3c or LogDialect.Tab ? delimiters + 1 : CsvColumns.Count(line);
        if (columns < _header.Fields.Count)
        {
            Note(TextDiagnostics.TooFewColumns, line, $"{columns} columns", $"{_header.Fields.Count}");
        }
        else if (columns > _header.Fields.Count && _header.Dialect != LogDialect.W3c)
        {
            // In W3C logs blanks inside a value are usual and are lined up when the row is used.
            Note(TextDiagnostics.TooManyColumns, line, $"{columns} columns", $"{_header.Fields.Count}");
        }
    }

    /// <summary>Takes further lines into a row whose quoted column goes on, until a line looks like a new row.</summary>
    /// <returns>True when the block ended before the quote did.</returns>
    private bool ExtendQuoted(
        ReadOnlySpan<byte> block, ref int end, ref int next, ref int lines, ref int delimiters, ref int quotes, ref int nuls)
    {
        while ((quotes & 1) != 0)
        {
            if (next >= block.Length)
            {
                return true;
            }

            if (HeaderlessLog.StartsRow(block[next..]))
            {
                Note(TextDiagnostics.UnclosedQuote, block[..0], "a new row", "a closing quotation mark");
                return false;
            }

            LineScan.Result scan = LineScan.Next(block, next, (byte)',');
            end = scan.End < 0 ? block.Length : scan.End;
            next = scan.End < 0 ? block.Length : scan.End + 1;
            delimiters += scan.Delimiters;
            quotes += scan.Quotes;
            nuls += scan.Nuls;
            lines++;
        }

        return false;
    }

    private bool IsDnsDebug => _header.Dialect is LogDialect.DnsDebug or LogDialect.DnsDebugDayFirst;

    /// <summary>True for a row whose time ends with Z.</summary>
    private static bool IsUtc(ReadOnlySpan<byte> line) => line[..Math.Min(line.Length, 30)].IndexOf("Z "u8) > 0;

    private byte Delimiter() => _header.Dialect switch
    {
        LogDialect.W3c => (byte)' ',
        LogDialect.Tab => (byte)'\t',
        _ => (byte)',',
    };

    /// <summary>Takes the details of a packet into its row: all lines up to one that starts with a date.</summary>
    /// <returns>True when the block ended before the details did.</returns>
    private static bool ExtendDetails(ReadOnlySpan<byte> block, ref int end, ref int next, ref int lines)
    {
        while (next < block.Length)
        {
            int lineFeed = block[next..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = lineFeed < 0 ? block[next..] : block.Slice(next, lineFeed);
            if (line.Length > 0 && line[0] is >= (byte)'0' and <= (byte)'9')
            {
                return false;
            }

            // Blank lines between rows are counted, but are no part of the row.
            end = line.Trim((byte)'\r').IsEmpty ? end : next + line.TrimEnd((byte)'\r').Length;
            next += lineFeed < 0 ? line.Length : lineFeed + 1;
            lines++;
        }

        return true;
    }

    private int SkipInLongLine(int filled)
    {
        if (!_skippingLongLine)
        {
            _skippingLongLine = true;
            _skippedFrom = _offset;
        }

        _offset += OriginLength(_buffer.AsSpan(0, filled));
        return filled;
    }

    private void EndSkip()
    {
        if (!_skippingLongLine)
        {
            return;
        }

        _skippingLongLine = false;
        if (!_started)
        {
            // The line started in the unit before, which counts it.
            return;
        }

        long lost = _offset - _skippedFrom;
        _result.LostBytes += lost;
        _result.BadRecords++;
        _tally.Add(
            TextDiagnostics.LineTooLong, _skippedFrom, lost, _result.Lines, $"{lost} bytes", $"at most {BufferBytes}", lost);
        _result.Lines++;
    }

    private long OriginLength(ReadOnlySpan<byte> bytes)
    {
        if (!_unit.IsUtf16)
        {
            return bytes.Length;
        }

        long units = bytes.Length;
        if (!Ascii.IsValid(bytes))
        {
            // Counted byte by byte, so that a stretch that ends within a character adds up with the one behind it.
            foreach (byte value in bytes)
            {
                units += value >= 0xF0 ? 1 : (value & 0xC0) == 0x80 ? -1 : 0;
            }
        }

        return 2 * units;
    }

    private void Note(
        DiagnosticDescriptor descriptor, ReadOnlySpan<byte> line, string found, string expected, long lostBytes = 0) =>
        _tally.Add(descriptor, _offset, OriginLength(line), _result.Lines, found, expected, lostBytes);

    private static string Start(ReadOnlySpan<byte> line) =>
        Encoding.UTF8.GetString(line[..Math.Min(line.Length, 40)]);
}
