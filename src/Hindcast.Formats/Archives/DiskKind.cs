namespace Hindcast.Formats.Archives;

/// <summary>What lies at a path on disk.</summary>
internal enum DiskKind
{
    /// <summary>An ordinary file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link or junction.</summary>
    Link,

    /// <summary>A pipe, device or socket.</summary>
    Special,
}
