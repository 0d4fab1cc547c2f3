using System.Buffers;

namespace Hindcast.Fleet.Evidence;

/// <summary>An upload that grows in a file.</summary>
internal sealed class IncomingFile(FileStream file) : IIncomingFile
{
    private const int BufferBytes = 1 << 17;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    public async Task<(long Bytes, string? Piece)> Append(long offset, long most, Stream piece, CancellationToken cancellation)
    {
        file.Position = offset;
        long bytes = await Copy(piece, file, most, cancellation);
        await file.FlushAsync(CancellationToken.None);
        return (bytes, null);
    }

    public Task TakeBack(string? piece) => Task.CompletedTask;

    /// <summary>Copies what comes of a piece; -1 when it is more than may be.</summary>
    internal static async Task<long> Copy(Stream piece, Stream target, long most, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        long bytes = 0;
        try
        {
            int read;
            while ((read = await piece.ReadAsync(buffer, cancellation)) > 0)
            {
                if (bytes + read > most)
                {
                    return -1;
                }

                await target.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                bytes += read;
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // The sender goes on from what arrived.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return bytes;
    }
}
