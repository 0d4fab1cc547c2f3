using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DuckDB.NET.Data;
using Hindcast.Evidence;

namespace Hindcast.Engine.Store;

/// <summary>
/// Appends records to the table <c>records</c> of a connection: one <see cref="Begin"/>, a <see cref="Set"/> for each of
/// the log's columns, one <see cref="End"/>. Serves one thread. Times are kept to the microsecond.
/// </summary>
internal sealed class RecordAppender : IDisposable
{
    private const int FirstColumn = (int)RecordColumn.Client;
    private const int ColumnCount = (int)RecordColumn.Computer - FirstColumn + 1;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly DuckDBAppender _appender;
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly string?[] _texts = new string?[ColumnCount];
    private readonly long?[] _numbers = new long?[ColumnCount];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private IDuckDBAppenderRow? _row;

    internal RecordAppender(DuckDBConnection connection)
    {
        _appender = connection.CreateAppender("records");
        _writer = new Utf8JsonWriter(_json, Options);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _appender.Dispose();
        _writer.Dispose();
    }

    /// <summary>Starts a record.</summary>
    internal void Begin(SourceLocation location, EvidenceTime? time, LogName log)
    {
        _row = _appender.CreateRow();
        _row.AppendValue(location.File).AppendValue(Told(location.Line)).AppendValue(Told(location.RecordId))
            .AppendValue((long?)location.OffsetBytes).AppendValue((long?)location.LengthBytes).AppendValue(time?.Utc)
            .AppendValue(log.Kind).AppendValue(log.Part);
        _json.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _names.Clear();
        Array.Clear(_texts);
        Array.Clear(_numbers);
    }

    /// <summary>One of the log's columns; one that says nothing ("" or "-") is left out.</summary>
    internal void Set(RecordColumn column, string name, ReadOnlySpan<char> value)
    {
        if (column == RecordColumn.None || value.IsEmpty || value is "-")
        {
            return;
        }

        int index = (int)column - FirstColumn;
        if (column != RecordColumn.Fields && _texts[index] is null && _numbers[index] is null)
        {
            if (!RecordColumns.IsNumber(column))
            {
                _texts[index] = value.ToString();
                return;
            }

            if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                _numbers[index] = number;
                return;
            }
        }

        // What does not fit its column, or comes twice, is not lost.
        string free = name;
        for (int i = 2; !_names.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        }

        _writer.WriteString(free, value);
    }

    /// <summary>Ends the record.</summary>
    internal void End()
    {
        for (int i = 0; i < ColumnCount; i++)
        {
            _ = RecordColumns.IsNumber((RecordColumn)(FirstColumn + i)) ? _row!.AppendValue(_numbers[i]) : _row!.AppendValue(_texts[i]);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        _row!.AppendValue(Encoding.UTF8.GetString(_json.WrittenSpan));
        _row.EndRow();
    }

    private static long? Told(long number) => number > 0 ? number : null;
}
