using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// Sees every row that has a time, whatever it holds, as bytes: for what has to be counted over all rows. Called for each row,
/// so it must be quick; rows are not cut in columns for it.
/// </summary>
public interface ITextRowWatcher
{
    /// <summary>A row.</summary>
    /// <param name="line">The row's bytes (UTF-8) without its line end; valid only during the call.</param>
    /// <param name="header">The header that stands above it.</param>
    /// <param name="time">Its time; null for rows that start with theirs in the form that <see cref="TextTime"/> reads.</param>
    /// <param name="offsetBytes">Where it starts in the file.</param>
    /// <param name="lengthBytes">Its length in the file.</param>
    /// <param name="lineInUnit">Its line within the unit, from 0.</param>
    void OnTimedRow(ReadOnlySpan<byte> line, LogHeader header, EvidenceTime? time, long offsetBytes, long lengthBytes, long lineInUnit);
}
