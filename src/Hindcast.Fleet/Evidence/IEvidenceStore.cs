namespace Hindcast.Fleet.Evidence;

/// <summary>
/// Where evidence and results lie: a folder that all silos see (<see cref="EvidenceVault"/>), or a bucket of an object store that
/// speaks S3 (<see cref="BucketVault"/>). Names come from ids and from file names that were checked. Thread-safe.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>Throws when the store cannot be reached.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    Task Check(CancellationToken cancellation);

    /// <summary>Opens an upload that still grows; null while another request writes to it.</summary>
    IIncomingFile? OpenIncoming(string uploadId);

    /// <summary>Computes the SHA-256 of an upload whose bytes are all here, and makes it evidence unless another one was announced.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="pieces">Its pieces in order, as <see cref="IIncomingFile.Append"/> named them; none for a store that appends.</param>
    /// <param name="cancellation">Ends it; nothing is evidence then.</param>
    /// <returns>The SHA-256 in lower-case hex; null while another request has the upload in hand.</returns>
    Task<string?> Seal(Upload upload, IReadOnlyList<string> pieces, CancellationToken cancellation);

    /// <summary>Deletes what came of an upload that begins again.</summary>
    Task DeleteIncoming(string uploadId, CancellationToken cancellation);

    /// <summary>Deletes an upload, whole or not.</summary>
    Task Delete(Upload upload, CancellationToken cancellation);

    /// <summary>Brings a server's evidence to this machine, under its own names.</summary>
    /// <param name="uploads">Whole uploads of one server.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">It cannot be read, is not what was uploaded, or is more than this machine has room for.</exception>
    Task<EvidenceFiles> Fetch(IReadOnlyList<Upload> uploads, CancellationToken cancellation);

    /// <summary>Folder on this machine to write a result in; made here.</summary>
    string BeginResult(ResultPlace place);

    /// <summary>Keeps the result that was written.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    Task KeepResult(ResultPlace place, CancellationToken cancellation);

    /// <summary>Throws away a result, kept or not.</summary>
    Task DiscardResult(ResultPlace place);

    /// <summary>A file of a result from its beginning, seekable or not; null when there is none.</summary>
    Task<Stream?> OpenResult(ResultPlace place, string name, CancellationToken cancellation);

    /// <summary>Writes a file of a result anew.</summary>
    Task WriteResult(ResultPlace place, string name, byte[] content, CancellationToken cancellation);

    /// <summary>Deletes evidence and results of an organisation.</summary>
    Task DeleteOrganisation(string organisationId, CancellationToken cancellation);
}
