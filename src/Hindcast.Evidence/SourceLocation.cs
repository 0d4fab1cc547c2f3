namespace Hindcast.Evidence;

/// <summary>
/// Where in the evidence something stands. Every claim leads back to one of these.
/// </summary>
/// <param name="File">The evidence file: its path below the evidence root, with <c>!/</c> between an archive and its
/// member (<c>server1.zip!/C/inetpub/logs/u_ex210303.log</c>). Forward slashes.</param>
/// <param name="OffsetBytes">Offset of the first byte in that file (in the member's unpacked bytes), from 0.</param>
/// <param name="LengthBytes">Length in bytes without the line end; 0 when the location is a point or the whole file.</param>
/// <param name="Line">Line number from 1; 0 where lines have no meaning.</param>
/// <param name="RecordId">The record's own number (an event log's record id); 0 where there is none.</param>
public readonly record struct SourceLocation(
    string File, long OffsetBytes = 0, long LengthBytes = 0, long Line = 0, long RecordId = 0)
    : IComparable<SourceLocation>
{
    /// <summary>Orders by file (ordinal), then offset.</summary>
    public int CompareTo(SourceLocation other)
    {
        int byFile = string.CompareOrdinal(File, other.File);
        return byFile != 0 ? byFile : OffsetBytes.CompareTo(other.OffsetBytes);
    }

    /// <summary>A short form for people: <c>file:line</c>, or <c>file@offset</c> where there is no line.</summary>
    public override string ToString() =>
        Line > 0 ? $"{File}:{Line}" : RecordId > 0 ? $"{File}#{RecordId}" : $"{File}@{OffsetBytes}";

    /// <summary>True when <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(SourceLocation left, SourceLocation right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(SourceLocation left, SourceLocation right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> does not sort after <paramref name="right"/>.</summary>
    public static bool operator <=(SourceLocation left, SourceLocation right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> does not sort before <paramref name="right"/>.</summary>
    public static bool operator >=(SourceLocation left, SourceLocation right) => left.CompareTo(right) >= 0;
}
