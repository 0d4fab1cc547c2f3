namespace Hindcast.Fleet.Evidence;

/// <summary>An upload that grows, held by one request.</summary>
public interface IIncomingFile : IAsyncDisposable
{
    /// <summary>Appends a piece. What came before a connection broke is kept.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <param name="piece">The bytes.</param>
    /// <param name="cancellation">Ends it; what came is kept.</param>
    /// <returns>Bytes that were appended, -1 when there were more than may be; and what the piece is called, for a store that keeps pieces apart.</returns>
    Task<(long Bytes, string? Piece)> Append(long offset, long most, Stream piece, CancellationToken cancellation);

    /// <summary>Takes back a piece that another request was faster with; nothing for a store that appends.</summary>
    Task TakeBack(string? piece);
}
