using System.Buffers;
using System.Security.Cryptography;
using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Evidence;

/// <summary>
/// Uploads in pieces that can be resumed: announce name and length, append pieces at the offset that is reached, complete.
/// A file is evidence only when it is whole and its hash is computed. Thread-safe, and safe among silos that share the folder.
/// </summary>
public sealed class UploadStore(FleetDatabase database, EvidenceVault vault, FleetOptions options, TimeProvider clock)
{
    private const int BufferBytes = 1 << 17;
    private const string Columns = "id, server_id, organisation_id, name, length_bytes, received_bytes, sha256, state, note, created";

    /// <summary>Announces a file.</summary>
    /// <param name="serverId">The server.</param>
    /// <param name="organisationId">Whose it is.</param>
    /// <param name="name">File name.</param>
    /// <param name="lengthBytes">Its length.</param>
    /// <param name="sha256">Its SHA-256 in hex, or "".</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <returns>The upload; null when the server has a file of this name, or the quota is used up.</returns>
    /// <exception cref="ArgumentException">Name, length or hash has not the form that is wanted.</exception>
    public async Task<Upload?> Begin(
        string serverId, string organisationId, string name, long lengthBytes, string sha256, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (!EvidenceVault.IsFileName(name) || lengthBytes < 1 || lengthBytes > options.MaxFileBytes
            || (sha256.Length > 0 && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))))
        {
            throw new ArgumentException($"a file has a plain name, 1 to {options.MaxFileBytes} bytes, and a SHA-256 in hex if any");
        }

        string id = Identifiers.Next(clock);
        int made = await database.Write(
            s => s.Execute(
                """
                INSERT INTO uploads (id, server_id, organisation_id, name, length_bytes, received_bytes, sha256, state, note, created)
                SELECT @id, @server, o.id, @name, @length, 0, @sha, 'incoming', '', @created FROM organisations o
                WHERE o.id = @organisation AND o.quota_bytes >= @length
                    + (SELECT CAST(COALESCE(SUM(u.length_bytes), 0) AS BIGINT) FROM uploads u WHERE u.organisation_id = o.id)
                ON CONFLICT DO NOTHING
                """,
                ("id", id), ("server", serverId), ("organisation", organisationId), ("name", name), ("length", lengthBytes),
                ("sha", sha256.ToLowerInvariant()), ("created", Identifiers.Now(clock))),
            cancellation);
        return made == 1 ? await Find(id, cancellation) : null;
    }

    /// <summary>An upload, or null.</summary>
    public Task<Upload?> Find(string id, CancellationToken cancellation) =>
        database.Read(s => s.First($"SELECT {Columns} FROM uploads WHERE id = @id", Row, ("id", id)), cancellation);

    /// <summary>The uploads of a server by name.</summary>
    public Task<IReadOnlyList<Upload>> Of(string serverId, CancellationToken cancellation) =>
        database.Read(s => s.Rows($"SELECT {Columns} FROM uploads WHERE server_id = @server ORDER BY name", Row, ("server", serverId)), cancellation);

    /// <summary>Appends a piece. What came before a connection broke is kept.</summary>
    public async Task<AppendResult> Append(string id, long offset, Stream piece, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (await Find(id, cancellation) is not { State: UploadState.Incoming })
        {
            return AppendResult.Closed;
        }

        FileStream file;
        try
        {
            file = new FileStream(vault.Incoming(id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        }
        catch (IOException)
        {
            return AppendResult.Busy;
        }

        await using (file)
        {
            // Read while the file is held, so that nobody else moves the end.
            Upload? upload = await Find(id, cancellation);
            if (upload is not { State: UploadState.Incoming })
            {
                return AppendResult.Closed;
            }

            if (offset != upload.ReceivedBytes)
            {
                return AppendResult.WrongOffset;
            }

            file.Position = offset;
            long end = offset;
            bool tooLong = false;
            byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            try
            {
                int read;
                while ((read = await piece.ReadAsync(buffer, cancellation)) > 0)
                {
                    if (end + read > upload.LengthBytes || end + read - offset > FleetOptions.MaxChunkBytes)
                    {
                        tooLong = true;
                        break;
                    }

                    await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
                    end += read;
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

            if (tooLong)
            {
                return AppendResult.TooLong;
            }

            await file.FlushAsync(CancellationToken.None);
            await database.Write(
                s => s.Execute("UPDATE uploads SET received_bytes = @end WHERE id = @id", ("end", end), ("id", id)), CancellationToken.None);
            return AppendResult.Taken;
        }
    }

    /// <summary>Closes an upload whose bytes are all here: computes its hash and makes it evidence.</summary>
    /// <returns>The upload; null when bytes are missing, it is closed, or the hash is not the one that was announced (then it
    /// begins again at 0).</returns>
    public async Task<Upload?> Complete(string id, CancellationToken cancellation)
    {
        Upload? upload = await Find(id, cancellation);
        if (upload is not { State: UploadState.Incoming } || upload.ReceivedBytes != upload.LengthBytes)
        {
            return null;
        }

        // A silo may have ended between moving the file and telling so.
        string incoming = vault.Incoming(id), evidence = vault.EvidenceFile(upload.OrganisationId, upload.ServerId, upload.Name), sha256;
        bool moved = !File.Exists(incoming);
        try
        {
            await using FileStream file = new(
                moved ? evidence : incoming, FileMode.Open, FileAccess.Read, FileShare.None, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }
        catch (IOException)
        {
            // Another request writes or closes it.
            return null;
        }

        if (upload.Sha256.Length > 0 && upload.Sha256 != sha256)
        {
            await database.Write(s => s.Execute("UPDATE uploads SET received_bytes = 0 WHERE id = @id", ("id", id)), cancellation);
            return null;
        }

        if (!moved)
        {
            File.Move(incoming, evidence, overwrite: true);
        }

        await database.Write(
            s => s.Execute("UPDATE uploads SET state = 'whole', sha256 = @sha WHERE id = @id", ("sha", sha256), ("id", id)), CancellationToken.None);
        return await Find(id, cancellation);
    }

    /// <summary>Deletes an upload and its file.</summary>
    public async Task Delete(string id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is { } upload)
        {
            File.Delete(vault.Incoming(id));
            File.Delete(vault.EvidenceFile(upload.OrganisationId, upload.ServerId, upload.Name));
            await database.Write(s => s.Execute("DELETE FROM uploads WHERE id = @id", ("id", id)), cancellation);
        }
    }

    /// <summary>Sets a file apart.</summary>
    internal Task<int> Quarantine(string id, string note, CancellationToken cancellation) =>
        database.Write(
            s => s.Execute("UPDATE uploads SET state = 'quarantined', note = @note WHERE id = @id AND state = 'whole'", ("note", note), ("id", id)),
            cancellation);

    /// <summary>Paths of what an assessment of a server reads, by name.</summary>
    internal async Task<IReadOnlyList<(Upload Upload, string Path)>> EvidenceOf(string serverId, CancellationToken cancellation) =>
    [
        .. (await Of(serverId, cancellation)).Where(u => u.State == UploadState.Whole)
            .Select(u => (u, vault.EvidenceFile(u.OrganisationId, u.ServerId, u.Name))),
    ];

    private static Upload Row(FleetRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Number(4), row.Number(5), row.Text(6),
        Enum.Parse<UploadState>(row.Text(7), ignoreCase: true), row.Text(8), row.Time(9));
}
