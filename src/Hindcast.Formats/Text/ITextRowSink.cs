using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>Takes the rows in which a searched text occurs.</summary>
public interface ITextRowSink
{
    /// <summary>A row that may matter.</summary>
    /// <param name="line">The row's bytes (UTF-8) without its line end; valid only during the call.</param>
    /// <param name="header">The header that stands above it.</param>
    /// <param name="offsetBytes">Where it starts in the file.</param>
    /// <param name="lengthBytes">Its length in the file, which differs from the line's in a UTF-16 file.</param>
    /// <param name="lineInUnit">Its line within the unit, from 0.</param>
    /// <param name="time">Its time, or null.</param>
    void OnRow(
        ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time);
}
