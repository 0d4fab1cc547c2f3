namespace Hindcast.Formats.Archives;

/// <summary>A stretch of an open file on disk. Owns what it is open by. Not thread-safe.</summary>
internal abstract class DiskStream(long length) : SeekableStream(length)
{
    /// <summary>What the file is now, whatever it was when it was listed. Throws as reading does.</summary>
    internal abstract FileState Now();
}
