using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>One file of the evidence: on disk, or a member of an archive. Immutable, thread-safe.</summary>
public sealed class EvidenceItem
{
    private readonly string? _rootName;

    internal EvidenceItem(string path, string? rootName)
    {
        Path = path;
        _rootName = rootName;
    }

    /// <summary>
    /// The path to show and to sort by: below the root, forward slashes, <c>outer.zip!/inner/path</c> for a member.
    /// Unique in its tree, and safe: no <c>..</c>, no control character, only whole characters (<see cref="DiskName.Shown"/>).
    /// </summary>
    public string Path { get; }

    /// <summary>
    /// The path on the machine that the evidence was collected from, in the form of Windows, restored from the layout
    /// that collectors leave; null when it cannot be told. Made anew at each call.
    /// </summary>
    public string? OriginalPath => CollectedPath.Restore(Path, _rootName);

    /// <summary>Length in bytes (of a member: unpacked, as its archive says, which may be untrue); -1 when unknown.</summary>
    public long LengthBytes { get; internal init; } = -1;

    /// <summary>When the file was last modified; null when unknown. See <see cref="ModifiedIsLocal"/>.</summary>
    public EvidenceTime? Modified { get; internal init; }

    /// <summary>
    /// True when <see cref="Modified"/> is the local time of an unknown zone (DOS times in zip, in steps of 2 seconds):
    /// up to 14 hours off UTC.
    /// </summary>
    public bool ModifiedIsLocal { get; internal init; }

    /// <summary><see cref="Modified"/> where an archive tells it in UTC, else null: the time of a file on disk may be a copier's.</summary>
    public EvidenceTime? ArchivedTime => FullPath is null && !ModifiedIsLocal ? Modified : null;

    /// <summary>
    /// The owner of a member as its archive tells it, by name or as <c>uid 33</c>; null when it does not, and for files on disk.
    /// Untrusted.
    /// </summary>
    public string? Owner { get; internal init; }

    /// <summary>The full path of a file on disk, for <see cref="DiskPath"/> alone: it may hold bytes that are no text. Null for a member of an archive.</summary>
    public string? FullPath { get; internal init; }

    /// <summary>How the bytes can be had.</summary>
    public EvidenceAccess Access { get; internal init; }

    /// <summary>
    /// True for an archive or compressed file whose members are listed as well: hash it, but do not parse it. One that
    /// lies inside a sequential archive is not handed out by a visit, only its members are.
    /// </summary>
    public bool IsContainer { get; internal init; }

    /// <summary>The archive to visit for a member with <see cref="EvidenceAccess.Sequential"/>; else null.</summary>
    public EvidenceItem? SequentialIn { get; internal init; }

    /// <summary>Opens the bytes of a parallel member; null when they cannot be had (encrypted, beyond a limit: see diagnostics).</summary>
    internal Func<Stream>? Opener { get; init; }

    /// <summary>The name of the root that the item was found below, a hint for the original path.</summary>
    internal string? RootName => _rootName;

    /// <inheritdoc/>
    public override string ToString() => Path;
}
