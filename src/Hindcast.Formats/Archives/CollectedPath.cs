using System.Text;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Restores the path that a file had on the machine it was collected from, out of the layouts that collectors leave:
/// plain copies (<c>C/</c>, <c>C$</c>, <c>C_</c>, <c>c:</c>), administrative shares (<c>server/C$/</c>), KAPE
/// (<c>host/C/</c>), and the Velociraptor offline collector (<c>uploads/auto/C%3A/</c>,
/// <c>uploads/ntfs/%5C%5C.%5CC%3A/</c>, percent-encoded). A layout without a drive (ExchangeLogCollector:
/// <c>server/log name/</c>) has no answer. Thread-safe.
/// </summary>
public static class CollectedPath
{
    /// <summary>Folders that stand at the top of a system drive; after one of them even a lower-case letter is a drive.</summary>
    private static readonly HashSet<string> TopFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "inetpub", "Windows", "Program Files", "Program Files (x86)", "ProgramData", "Users", "PerfLogs",
        "Documents and Settings", "System Volume Information", "$Recycle.Bin", "$Extend", "$MFT", "$LogFile",
        "ExchangeSetupLogs", "Exchange", "Recovery", "Temp",
    };

    /// <summary>Restores a path; null when it cannot be told.</summary>
    /// <param name="itemPath">The path below the root, as in <see cref="EvidenceItem.Path"/>.</param>
    /// <param name="rootName">The name of the root folder, looked at when the path itself has no drive; null for none.</param>
    public static string? Restore(string itemPath, string? rootName = null)
    {
        int border = itemPath.LastIndexOf("!/", StringComparison.Ordinal);
        if (border < 0)
        {
            return FromSegments(Segments(itemPath)) ?? (rootName is null ? null : FromRoot(rootName, itemPath));
        }

        string inner = itemPath[(border + 2)..];
        if (FromSegments(Segments(inner)) is { } restored)
        {
            return restored;
        }

        // A single compressed log: it stood where the compressed file stands.
        string outer = itemPath[..border];
        string outerName = outer[(outer.LastIndexOf('/') + 1)..];
        bool single = !inner.Contains('/') && inner.Length < outerName.Length && outerName.StartsWith(inner, StringComparison.Ordinal);
        return single && Restore(outer, rootName) is { } outerPath && outerPath.EndsWith(outerName, StringComparison.Ordinal)
            ? outerPath[..^(outerName.Length - inner.Length)]
            : null;
    }

    private static string? FromRoot(string rootName, string itemPath) =>
        Drive(rootName, out _, out bool certain) is not null && (certain || char.IsAsciiLetterUpper(rootName[0]))
            ? FromSegments([rootName, .. Segments(itemPath)])
            : null;

    private static string[] Segments(string path) =>
        path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);

    private static string? FromSegments(string[] segments)
    {
        // The last segment is the file itself.
        for (int i = 0; i < segments.Length - 1; i++)
        {
            string? drive = Drive(segments[i], out bool encoded, out bool certain);
            if (drive is null)
            {
                continue;
            }

            bool likely = TopFolders.Contains(segments[i + 1]) || (i <= 2 && char.IsAsciiLetterUpper(segments[i][0]));
            if (certain || likely)
            {
                return Join(drive, segments.AsSpan(i + 1), encoded || IsBelowUploads(segments, i));
            }
        }

        return null;
    }

    /// <summary>The drive that a folder stands for (<c>C:</c>, or a device such as a shadow copy), or null.</summary>
    private static string? Drive(string segment, out bool encoded, out bool certain)
    {
        encoded = segment.Contains('%', StringComparison.Ordinal);
        string name = encoded ? Decode(segment) : segment;
        certain = true;
        if (name.StartsWith(@"\\.\", StringComparison.Ordinal) || name.StartsWith(@"\\?\", StringComparison.Ordinal))
        {
            return name.Length == 6 && IsDriveWithColon(name[4..]) ? Upper(name[4]) : name;
        }

        if (name.Length == 2 && char.IsAsciiLetter(name[0]) && name[1] is ':' or '$')
        {
            return Upper(name[0]);
        }

        certain = false;
        return name.Length is 1 or 2 && char.IsAsciiLetter(name[0]) && (name.Length == 1 || name[1] == '_') ? Upper(name[0]) : null;
    }

    private static bool IsDriveWithColon(string name) => char.IsAsciiLetter(name[0]) && name[1] == ':';

    private static string Upper(char letter) => char.ToUpperInvariant(letter) + ":";

    private static bool IsBelowUploads(string[] segments, int index) =>
        index > 0 && Array.FindIndex(segments, 0, index, static s => s.Equals("uploads", StringComparison.OrdinalIgnoreCase)) >= 0;

    private static string Join(string drive, ReadOnlySpan<string> segments, bool encoded)
    {
        StringBuilder path = new(drive);
        foreach (string segment in segments)
        {
            path.Append('\\').Append(encoded ? Decode(segment) : segment);
        }

        return path.ToString();
    }

    /// <summary>Decodes <c>%5C</c> and the like; a result that would not be one harmless name stays encoded.</summary>
    private static string Decode(string segment)
    {
        if (!segment.Contains('%', StringComparison.Ordinal))
        {
            return segment;
        }

        string decoded = Uri.UnescapeDataString(segment);
        bool harmful = decoded is "." or ".." || decoded.Any(char.IsControl);
        return harmful ? segment : decoded;
    }
}
