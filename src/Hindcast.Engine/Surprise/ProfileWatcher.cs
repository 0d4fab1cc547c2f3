using System.Runtime.CompilerServices;
using System.Text;
using Hindcast.Analysis.Surprise;
using Hindcast.Evidence;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Surprise;

/// <summary>
/// Counts every row of web, cmdlet and DNS logs into a profile while rules are tried on few of them. Works on bytes: a row costs
/// no text unless it is the first of its kind. Serves one thread.
/// </summary>
internal sealed class ProfileWatcher(ProfileTally tally) : ITextRowWatcher
{
    private const int MaxNameBytes = 256;

    private readonly ConditionalWeakTable<LogHeader, ServiceColumns> _services = [];
    private readonly CmdletRows _cmdlets = new(tally);
    private readonly int[] _ends = new int[RequestColumns.MaxColumns];
    private readonly TextRow _row = new();
    private LogHeader? _lastHeader;
    private LogHeader? _namesHeader;
    private int _nameColumn;
    private RequestColumns _lastColumns = null!;
    private long _dayTicks;
    private readonly byte[] _dayText = new byte[10];

    internal ProfileTally Tally { get; } = tally;

    /// <summary>The file whose rows come, when it is read whole and they are counted together with those of other files; "" for a stretch by itself.</summary>
    internal string File { get; set; } = "";

    /// <summary>True for logs of which rows are counted.</summary>
    internal static bool Wants(string kind) => kind is TextKinds.Iis or TextKinds.HttpProxy or TextKinds.WebServices || CmdletRows.Are(kind) || IsNames(kind);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OnTimedRow(ReadOnlySpan<byte> line, LogHeader header, EvidenceTime? time, long offsetBytes, long lengthBytes, long lineInUnit)
    {
        if (header.Kind is TextKinds.Iis or TextKinds.HttpProxy)
        {
            if (!ReferenceEquals(header, _lastHeader))
            {
                // Each file has a header of its own, and most have the columns of the file before.
                if (_lastHeader is not { } last || header.Kind != last.Kind || !header.HasColumnsOf(last))
                {
                    _lastColumns = new RequestColumns(header);
                }

                _lastHeader = header;
            }

            if (_lastColumns.IsUsable && TryTicks(line, out long ticks))
            {
                RequestFact fact = new(line, ticks, File, offsetBytes, lengthBytes, File.Length == 0 ? lineInUnit : lineInUnit + 1);
                if (_lastColumns.TryRead(line, _ends, ref fact))
                {
                    Add(line, ref fact);
                    return;
                }
            }

            Tally.Skip();
            return;
        }

        if (header.Kind == TextKinds.WebServices)
        {
            Service(line, header, Place(offsetBytes, lengthBytes, lineInUnit));
            return;
        }

        if (time is null && (!TextTime.TryParse(line, out EvidenceTime own, out _) || (time = own) is null))
        {
            return;
        }

        RowSpot spot = new(time.Value.UtcTicks, Place(offsetBytes, lengthBytes, lineInUnit));
        if (IsNames(header.Kind))
        {
            Name(line, header, spot);
            return;
        }

        _cmdlets.Add(line, header, spot);
    }

    /// <summary>Counts a row of a web log of which log and status are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ReadOnlySpan<byte> line, ref RequestFact fact)
    {
        ulong kind = 0;
        if (ProfileTally.Tells(fact.Status))
        {
            kind = _lastColumns.KindOf(line, _ends, fact);
            int at = Tally.FindRepeat(fact.Ticks, kind);
            _lastColumns.ReadNumbers(line, _ends, ref fact);
            if (at >= 0 && Tally.TryAddRepeat(at, fact))
            {
                return;
            }
        }

        _lastColumns.ReadTexts(line, _ends, ref fact);
        Tally.Add(fact, kind);
    }

    private SourceLocation Place(long offsetBytes, long lengthBytes, long lineInUnit) =>
        File.Length == 0 ? new("", offsetBytes, lengthBytes, lineInUnit) : new(File, offsetBytes, lengthBytes, lineInUnit + 1);

    private void Service(ReadOnlySpan<byte> line, LogHeader header, in SourceLocation place)
    {
        ServiceColumns columns = _services.GetValue(header, static h => new ServiceColumns(h));
        if (columns.IsUsable && TryTicks(line, out long ticks)
            && columns.TryRead(line, _ends, out ReadOnlySpan<byte> caller, out ReadOnlySpan<byte> mailbox, out ReadOnlySpan<byte> client))
        {
            Tally.AddService(new RowSpot(ticks, place), caller, mailbox, client);
        }
    }

    /// <summary>Takes the name out of the row alone where that can be done, and looks at one that was just met no second time.</summary>
    private void Name(ReadOnlySpan<byte> line, LogHeader header, in RowSpot spot)
    {
        bool isDebug = header.Kind == TextKinds.WindowsDnsDebug;
        if (!ReferenceEquals(header, _namesHeader))
        {
            _namesHeader = header;
            _nameColumn = header.IndexOf(isDebug ? "QuestionName" : "query");
        }

        ReadOnlySpan<byte> written = default;
        bool isFound = isDebug ? DnsDebugName.TryFind(line, out written) : header.Dialect == LogDialect.Tab && TryFindColumn(line, out written);
        if (!isFound)
        {
            _row.Bind(line, header);
            if (_nameColumn >= 0 && _nameColumn < _row.Count)
            {
                Tally.AddName(spot, _row.Value(_nameColumn), 0);
            }
        }
        else if (!Tally.TryAddKnownName(spot, written, isDebug ? 1 : 0, out ulong key))
        {
            Span<char> text = stackalloc char[MaxNameBytes];
            Tally.AddName(spot, isDebug ? DnsDebugName.Read(written, text) : text[..Encoding.UTF8.GetChars(written, text)], key);
        }
    }

    private bool TryFindColumn(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name)
    {
        name = default;
        int column = _nameColumn;
        if (column is < 0 or >= RequestColumns.MaxColumns || ColumnEnds.Find(line, (byte)'\t', quoted: false, _ends.AsSpan(0, column + 1)) <= column)
        {
            return false;
        }

        name = line[(column == 0 ? 0 : _ends[column - 1] + 1).._ends[column]];
        return name.Length <= MaxNameBytes;
    }

    private static bool IsNames(string kind) => kind is TextKinds.ZeekDns or TextKinds.WindowsDnsDebug or TextKinds.BindQuery;

    /// <summary>The time at the start of a row. The scanner has checked it, so a known day needs no second look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryTicks(ReadOnlySpan<byte> line, out long ticks)
    {
        if (!line.StartsWith(_dayText))
        {
            if (!TextTime.TryParseDate(line, out DateTime day))
            {
                ticks = 0;
                return false;
            }

            _dayTicks = day.Ticks;
            line[..10].CopyTo(_dayText);
        }

        ticks = _dayTicks + (Two(line, 11) * TimeSpan.TicksPerHour) + (Two(line, 14) * TimeSpan.TicksPerMinute) + (Two(line, 17) * TimeSpan.TicksPerSecond);
        if (line.Length > 23 && line[19] == (byte)'.' && line[23] == (byte)'Z' && IsDigit(line[20]) && IsDigit(line[21]) && IsDigit(line[22]))
        {
            ticks += ((line[20] - '0') * 100 * TimeSpan.TicksPerMillisecond) + (Two(line, 21) * TimeSpan.TicksPerMillisecond);
        }

        return true;
    }

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    private static long Two(ReadOnlySpan<byte> line, int at) => ((line[at] - '0') * 10) + line[at + 1] - '0';
}
