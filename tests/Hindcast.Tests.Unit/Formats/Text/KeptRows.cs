using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>Keeps the rows that a scanner hands out.</summary>
internal sealed class KeptRows : ITextRowSink
{
    public List<Row> Rows { get; } = [];

    public void OnRow(
        ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time) =>
        Rows.Add(new Row(Encoding.UTF8.GetString(line), header, offsetBytes, lengthBytes, lineInUnit, time));

    internal sealed record Row(string Text, LogHeader Header, long Offset, long Length, long Line, EvidenceTime? Time);
}
