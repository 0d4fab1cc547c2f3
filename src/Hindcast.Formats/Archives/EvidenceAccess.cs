namespace Hindcast.Formats.Archives;

/// <summary>How the bytes of an <see cref="EvidenceItem"/> can be had.</summary>
public enum EvidenceAccess : byte
{
    /// <summary>A file on disk: by its full path, at any offset, by any number of threads.</summary>
    File,

    /// <summary>A member of an archive that can be opened alone (zip, tar, a single compressed file): each thread opens its own stream.</summary>
    Parallel,

    /// <summary>A member of an archive that is one compressed stream (tar.gz, 7z): only in order, by <see cref="EvidenceTree.Visit(EvidenceItem, Func{EvidenceItem, bool}, Action{EvidenceItem, Stream}, CancellationToken)"/>.</summary>
    Sequential,
}
