using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Listings;

/// <summary>
/// One row of a file listing, however it was written: a file with its size, times and hashes. Times are kept only where
/// their zone is sure; the record's time is when the file came to be there, or else when it was last written.
/// </summary>
public sealed record FileListing
{
    /// <summary>Format id.</summary>
    public const string ListingKind = "file-listing";

    /// <summary>The shape of all rows.</summary>
    public static readonly ArtefactShape Shape = new(
        ListingKind, "", "TargetFilename", "Size", "Created", "Modified", "Changed", "Accessed", "SHA256", "SHA1", "MD5", "Owner", "Type", "Deleted", "Version");

    /// <summary>Path in Windows form.</summary>
    public string Path { get; init; } = "";

    /// <summary>Size in bytes as digits, or "".</summary>
    public string Size { get; init; } = "";

    /// <summary>Birth time as written.</summary>
    public string Created { get; init; } = "";

    /// <summary>Time of the last write as written.</summary>
    public string Modified { get; init; } = "";

    /// <summary>Time of the last change of the entry as written.</summary>
    public string Changed { get; init; } = "";

    /// <summary>Time of the last access as written.</summary>
    public string Accessed { get; init; } = "";

    /// <summary>SHA-256 in lower-case hex, or "".</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>SHA-1 in lower-case hex, or "".</summary>
    public string Sha1 { get; init; } = "";

    /// <summary>MD5 in lower-case hex, or "".</summary>
    public string Md5 { get; init; } = "";

    /// <summary>Owner, or "".</summary>
    public string Owner { get; init; } = "";

    /// <summary>The file's own version (of a program or library), or "".</summary>
    public string Version { get; init; } = "";

    /// <summary>True for a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>True when the listing says that the file is deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>When the file came to be there or was last written, where that is sure.</summary>
    public EvidenceTime? Time { get; init; }

    /// <summary>The row as a record.</summary>
    /// <param name="line">Its line.</param>
    public ArtefactRecord ToRecord(ArtefactLine line) => new(
        Shape,
        [Path, Size, Created, Modified, Changed, Accessed, Sha256, Sha1, Md5, Owner, IsFolder ? "folder" : "file", IsDeleted ? "true" : "false", Version],
        Time, line.Location, line.Raw);

    /// <summary>A hash in lower case when it is one of the given length, else "".</summary>
    internal static string Hash(string text, int digits) =>
        text.Length == digits && text.All(char.IsAsciiHexDigit) && text.Any(c => c != '0') ? text.ToLowerInvariant() : "";

    /// <summary>Reads an ISO time: with Z or an offset, or without one where the column says that it is UTC.</summary>
    internal static EvidenceTime? ParseTime(string text, bool isUtc)
    {
        ReadOnlySpan<char> bare = text.AsSpan().Trim();
        if (bare.Length < 19 || bare[4] != '-' || bare[7] != '-' || bare[10] is not ('T' or ' '))
        {
            return null;
        }

        bool hasZone = bare[^1] == 'Z' || bare[19..].IndexOfAny('+', '-') >= 0;
        if ((!hasZone && !isUtc)
            || !DateTimeOffset.TryParse(bare, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            || time.Year < 1980)
        {
            return null;
        }

        int point = bare.IndexOf('.');
        int digits = point < 0 ? 0 : bare[(point + 1)..].IndexOfAnyExceptInRange('0', '9') is >= 0 and int end ? end : bare.Length - point - 1;
        return new EvidenceTime(time.UtcTicks, digits == 0 ? TimePrecision.Second : digits <= 3 ? TimePrecision.Millisecond : TimePrecision.Tick);
    }

    /// <summary>Reads seconds since 1970, with or without a fraction; 0 and less are no time.</summary>
    internal static EvidenceTime? ParseEpoch(ReadOnlySpan<char> text)
    {
        int point = text.IndexOf('.');
        return long.TryParse(point < 0 ? text : text[..point], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds is > 0 and < 32_503_680_000
            ? new EvidenceTime(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond), TimePrecision.Second)
            : null;
    }
}
