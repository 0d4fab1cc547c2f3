namespace Hindcast.Fleet.Evidence;

/// <summary>
/// The folder of evidence and results. Names come from ids and from file names that were checked; nothing else reaches a
/// path. Files are for the owner of the process only. Thread-safe.
/// </summary>
public sealed class EvidenceVault
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _root;

    /// <summary>Opens the folder, which is made when missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public EvidenceVault(FleetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _root = Path.GetFullPath(options.Folder);
        Make(_root);
    }

    /// <summary>True for a file name that is taken: no separators, controls, leading or trailing dots and blanks, no name
    /// that a system gives another meaning, at most 150 characters.</summary>
    public static bool IsFileName(string? name)
    {
        if (name is not { Length: >= 1 and <= 150 } || name[0] is '.' or ' ' || name[^1] is '.' or ' '
            || name.Any(c => char.IsControl(c) || char.IsSurrogate(c) || "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        string stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        return stem is not ("CON" or "PRN" or "AUX" or "NUL")
            && !(stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && char.IsDigit(stem[3]));
    }

    /// <summary>Where an upload grows. It is no evidence until it is whole.</summary>
    internal string Incoming(string uploadId) => Path.Combine(Make(Path.Combine(_root, "incoming")), uploadId);

    /// <summary>Where a whole file of a server lies.</summary>
    internal string EvidenceFile(string organisationId, string serverId, string name) =>
        Path.Combine(Make(Path.Combine(_root, "evidence", organisationId, serverId)), name);

    /// <summary>Folder of an assessment: what <c>hindcast assess --out</c> writes.</summary>
    internal string Result(string organisationId, string serverId, string assessmentId) =>
        Path.Combine(_root, "results", organisationId, serverId, assessmentId);

    /// <summary>Makes the folder where it is missing.</summary>
    public static void MakeRoot(string folder) => Make(Path.GetFullPath(folder));

    /// <summary>Folder of the keys that sessions are sealed with; only the owner of the process reads it.</summary>
    public static string KeyFolder(string folder) => Make(Path.Combine(Path.GetFullPath(folder), "keys"));

    /// <summary>Deletes everything of an organisation.</summary>
    internal void DeleteOrganisation(string organisationId)
    {
        foreach (string kind in new[] { "evidence", "results" })
        {
            string folder = Path.Combine(_root, kind, organisationId);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    internal static string Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        return folder;
    }
}
