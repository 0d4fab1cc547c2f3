namespace Hindcast.Formats.Archives;

/// <summary>
/// Takes files on disk while they are listed, so that each is opened once: their first bytes have to be looked at anyway. The tree keeps none of them, as there may be millions. Thread-safe.
/// </summary>
public interface IFileReader
{
    /// <summary>Tells how many bytes the files on disk below one root have, before any of them is handed out.</summary>
    /// <param name="bytes">Their lengths added up, archives included.</param>
    void Listed(long bytes);

    /// <summary>Gets a file that is no archive, on any thread and in any order.</summary>
    /// <param name="item">The file; it will not be in the tree.</param>
    /// <param name="stream">Its bytes, forward only, valid during the call; damage ends it early and is a diagnostic.</param>
    void Read(EvidenceItem item, Stream stream);
}
