namespace Hindcast.Engine;

/// <summary>Which evidence files get a SHA-256.</summary>
public enum HashedFiles
{
    /// <summary>Every file that can be read to its end.</summary>
    Every,

    /// <summary>
    /// Files that something in the assessment leads back to, and files that may be copies of each other. The others are read, but not
    /// hashed: on fast disks the hash takes longer than all the rest.
    /// </summary>
    Cited,
}
