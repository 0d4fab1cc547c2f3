using System.Globalization;
using Hindcast.Evidence;

namespace Hindcast.Reports.Stix;

/// <summary>Times as STIX writes them (RFC 3339, UTC, Z).</summary>
internal static class StixTime
{
    /// <summary>A time from evidence, no more precise than its source; a day is its first second.</summary>
    internal static string Of(EvidenceTime time) =>
        time.Precision == TimePrecision.Day ? $"{time}T00:00:00Z" : time.ToString();

    /// <summary>A time of the export, in milliseconds as <c>created</c> and <c>modified</c> want it.</summary>
    internal static string Of(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
