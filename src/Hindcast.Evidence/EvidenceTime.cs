using System.Globalization;

namespace Hindcast.Evidence;

/// <summary>
/// A point in time (UTC) as a source recorded it, with the precision that the source had.
/// Compared by time alone; the text form is ISO 8601 with Z.
/// </summary>
/// <param name="UtcTicks">Ticks of 100 ns since 0001-01-01T00:00:00Z.</param>
/// <param name="Precision">The digits that the source really wrote.</param>
public readonly record struct EvidenceTime(long UtcTicks, TimePrecision Precision) : IComparable<EvidenceTime>
{
    /// <summary>Makes a time from a UTC <see cref="DateTime"/>.</summary>
    public static EvidenceTime FromUtc(DateTime utc, TimePrecision precision) => new(utc.Ticks, precision);

    /// <summary>The time as a UTC <see cref="DateTime"/>.</summary>
    public DateTime Utc => new(UtcTicks, DateTimeKind.Utc);

    /// <summary>The UTC day.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Utc);

    /// <inheritdoc/>
    public int CompareTo(EvidenceTime other) => UtcTicks.CompareTo(other.UtcTicks);

    /// <summary>True when <paramref name="left"/> is earlier.</summary>
    public static bool operator <(EvidenceTime left, EvidenceTime right) => left.UtcTicks < right.UtcTicks;

    /// <summary>True when <paramref name="left"/> is later.</summary>
    public static bool operator >(EvidenceTime left, EvidenceTime right) => left.UtcTicks > right.UtcTicks;

    /// <summary>True when <paramref name="left"/> is not later.</summary>
    public static bool operator <=(EvidenceTime left, EvidenceTime right) => left.UtcTicks <= right.UtcTicks;

    /// <summary>True when <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(EvidenceTime left, EvidenceTime right) => left.UtcTicks >= right.UtcTicks;

    /// <summary>ISO 8601 with Z, as precise as the source: <c>2021-03-03T04:23:22.370Z</c>.</summary>
    public override string ToString() => Utc.ToString(
        Precision switch
        {
            TimePrecision.Day => "yyyy-MM-dd",
            TimePrecision.Second => "yyyy-MM-dd'T'HH:mm:ss'Z'",
            TimePrecision.Millisecond => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            _ => "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'",
        },
        CultureInfo.InvariantCulture);
}
