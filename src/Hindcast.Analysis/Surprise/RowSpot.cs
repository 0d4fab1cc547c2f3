using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Where a row or event stands, and when it was.</summary>
/// <param name="Ticks">UTC ticks.</param>
/// <param name="Location">Its place; without a file until a stretch of a log is put into its file.</param>
public readonly record struct RowSpot(long Ticks, SourceLocation Location) : IComparable<RowSpot>
{
    /// <summary>Orders by time, then place.</summary>
    public int CompareTo(RowSpot other)
    {
        int byTime = Ticks.CompareTo(other.Ticks);
        return byTime != 0 ? byTime : Location.CompareTo(other.Location);
    }

    /// <summary>The place of a row that was counted from the start of a stretch.</summary>
    internal RowSpot In(string file, long lines) => Location.File is not "" ? this
        : this with { Location = Location with { File = file, Line = Location.RecordId > 0 ? 0 : Location.Line + lines + 1 } };

    internal UnusualPlace ToPlace() => new(Time, Location);

    internal EvidenceTime Time => TimeOf(Ticks);

    /// <summary>A time with the digits that it has.</summary>
    internal static EvidenceTime TimeOf(long ticks) => new(
        ticks, ticks % TimeSpan.TicksPerSecond == 0 ? TimePrecision.Second : ticks % TimeSpan.TicksPerMillisecond == 0 ? TimePrecision.Millisecond : TimePrecision.Tick);

    /// <summary>True when <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(RowSpot left, RowSpot right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(RowSpot left, RowSpot right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> does not sort after <paramref name="right"/>.</summary>
    public static bool operator <=(RowSpot left, RowSpot right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> does not sort before <paramref name="right"/>.</summary>
    public static bool operator >=(RowSpot left, RowSpot right) => left.CompareTo(right) >= 0;
}
