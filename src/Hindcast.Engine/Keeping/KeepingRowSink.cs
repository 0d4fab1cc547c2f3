using System.Runtime.CompilerServices;
using Hindcast.Engine.Store;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Keeping;

/// <summary>Stores every row of text logs. Serves one thread.</summary>
internal sealed class KeepingRowSink(RecordSegments segments) : ITextRowSink
{
    private readonly ConditionalWeakTable<LogHeader, RecordColumn[]> _columns = [];
    private readonly TextRow _row = new();

    /// <summary>The file that the next rows are from.</summary>
    internal string File { get; set; } = "";

    /// <summary>The log that the next rows are from.</summary>
    internal LogName Log { get; set; }

    /// <inheritdoc/>
    public void OnRow(
        ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time)
    {
        RecordColumn[] columns = _columns.GetValue(header, h => [.. h.Fields.Select(RecordColumns.Of)]);
        _row.Bind(line, header);
        RecordAppender record = segments.Next();
        record.Begin(new SourceLocation(File, offsetBytes, lengthBytes, lineInUnit + 1), time, Log);
        for (int i = 0; i < _row.Count; i++)
        {
            record.Set(columns[i], header.Fields[i], _row.Value(i));
        }

        record.End();
    }
}
