using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>
/// One log of one server for the length of a day: chooses the file by time and size, writes the header of a new file and
/// again where the build changes, and notes where the rows of the truth stand. Not thread-safe.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private const long MaxExchangeFileBytes = 10_000_000;

    private readonly ServerPlan _plan;
    private readonly LogKind _kind;
    private readonly string _root;
    private readonly LogForm _form;
    private readonly RowWriter _writer = new();
    private string _path = "";
    private string _slot = "";
    private string? _lost;
    private int _number;
    private long _rows;
    private long _rowOffset;
    private long _printedTicks;
    private DateOnly _day;
    private BuildNumber _build;

    internal LogFile(ServerPlan plan, LogKind kind, string root)
    {
        _plan = plan;
        _kind = kind;
        _root = root;
        _form = LogKinds.Form(kind);
    }

    internal List<WrittenLine> Lines { get; } = [];

    internal List<WrittenFile> Files { get; } = [];

    private bool IsExchange => _form.Style is LogStyle.Plain or LogStyle.CsvCompatible;

    /// <summary>Starts a row.</summary>
    /// <param name="ticks">When it happened: decides the file.</param>
    /// <returns>The writer, for the columns. The time that the row shows is <see cref="PrintedTicks"/>.</returns>
    internal RowWriter Begin(long ticks)
    {
        _printedTicks = ticks + _plan.Kept.DriftTicks(_kind);
        string slot = Slot(ticks);
        BuildNumber build = _plan.BuildAt(ticks).Build;
        if (slot != _slot)
        {
            _slot = slot;
            _number = 1;
            Open(ticks, build);
        }
        else if (IsExchange && _writer.Offset > MaxExchangeFileBytes)
        {
            _number++;
            Open(ticks, build);
        }
        else if (build != _build)
        {
            // A new process (after an update) goes on with the file and writes its header again.
            _build = build;
            Header();
        }

        _rowOffset = _writer.Offset;
        return _writer;
    }

    /// <summary>The time of the row by the clock of this log.</summary>
    internal long PrintedTicks => _printedTicks;

    internal void End(int step, Outcome proves)
    {
        if (step >= 0)
        {
            Lines.Add(new WrittenLine(
                step, _kind, _path, _writer.Lines + 1, _rowOffset, _writer.Offset - _rowOffset, Shown(_printedTicks), proves, _lost));
        }

        _writer.EndLine();
        _rows++;
    }

    public void Dispose() => Close();

    /// <summary>IIS and HTTP.sys show seconds only.</summary>
    private long Shown(long ticks) => ticks - (ticks % (_form.Style == LogStyle.Zeek ? TimeSpan.TicksPerMicrosecond : IsExchange ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond));

    private string Slot(long ticks)
    {
        string format = _form.Style == LogStyle.W3c && _plan.Kept.IisByHour ? "yyMMddHH" : _form.Slot;
        return new DateTime(ticks).ToString(format, CultureInfo.InvariantCulture);
    }

    private void Open(long ticks, BuildNumber build)
    {
        Close();
        string number = IsExchange ? "-" + _number.ToString(CultureInfo.InvariantCulture) + ".LOG" : ".log";
        _path = _form.Folder + _form.Prefix + _slot + number;
        _day = DateOnly.FromDateTime(new DateTime(ticks));
        _lost = _plan.Kept.WhyLost(_kind, ticks);
        _rows = 0;
        _build = build;
        string full = Path.Combine(_root, _path);
        if (_lost is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        }

        _writer.Open(_lost is null ? new FileStream(full, FileMode.Create, FileAccess.Write, FileShare.Read, 1) : Stream.Null);
        if (_form.Style == LogStyle.CsvCompatible)
        {
            Line(Columns());
        }
        else if (_form.Style == LogStyle.Plain)
        {
            _writer.Put("\uFEFF"u8);
        }

        Header();
    }

    private void Header()
    {
        DateTime now = new(_printedTicks);
        if (_form.Style == LogStyle.Zeek)
        {
            Line("#separator \\x09");
            Line("#set_separator\t,");
            Line("#empty_field\t(empty)");
            Line("#unset_field\t-");
            Line("#path\t" + _form.Type);
            Line("#fields\t" + _form.Columns.Replace(' ', '\t'));
            return;
        }

        if (!IsExchange)
        {
            Line(_form.Style == LogStyle.W3c ? "#Software: Microsoft Internet Information Services 10.0" : "#Software: Microsoft HTTP API 2.0");
            Line("#Version: 1.0");
            Line("#Date: " + now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            Line("#Fields: " + _form.Columns);
            return;
        }

        Line(_kind == LogKind.Audit ? "#Software: Microsoft Exchange" : "#Software: Microsoft Exchange Server");
        Line("#Version: " + (_form.HasUpdate
            ? string.Create(CultureInfo.InvariantCulture, $"{_build.Major:00}.{_build.Minor:00}.{_build.Build:0000}.{_build.Revision:000}")
            : "15.0.0.0"));
        Line("#Log-type: " + _form.Type);
        Line("#Date: " + now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Line("#Fields: " + Columns());
    }

    private string Columns() => _build.Minor > 0 ? _form.Columns
        : LogKinds.IsHttpProxy(_kind) ? LogColumns.HttpProxy2013
        : _kind == LogKind.Ews ? LogColumns.Ews2013
        : _form.Columns;

    private void Line(string text)
    {
        _writer.Put(text);
        _writer.EndLine();
    }

    private void Close()
    {
        if (_writer.IsOpen)
        {
            Files.Add(new WrittenFile(_kind, _path, _day, _writer.Offset, _rows, _lost));
            _writer.Close();
        }
    }
}
