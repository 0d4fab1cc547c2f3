using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Evidence;

/// <summary>
/// Uploads in pieces that can be resumed: announce name and length, append pieces at the offset that is reached, complete.
/// A file is evidence only when it is whole and its hash is computed. Thread-safe, and safe among silos that share the store.
/// </summary>
public sealed class UploadStore(FleetDatabase database, IEvidenceStore store, FleetOptions options, TimeProvider clock)
{
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

        await using IIncomingFile? file = store.OpenIncoming(id);
        if (file is null)
        {
            return AppendResult.Busy;
        }

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

        (long bytes, string? name) = await file.Append(offset, Math.Min(FleetOptions.MaxChunkBytes, upload.LengthBytes - offset), piece, cancellation);
        if (bytes < 0)
        {
            return AppendResult.TooLong;
        }

        if (bytes > 0 && !await Keep(id, offset, offset + bytes, name))
        {
            await file.TakeBack(name);
            return AppendResult.WrongOffset;
        }

        return AppendResult.Taken;
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

        IReadOnlyList<string> pieces = await database.Read(
            s => s.Rows("SELECT name FROM upload_pieces WHERE upload_id = @id ORDER BY from_byte", r => r.Text(0), ("id", id)), cancellation);
        if (await store.Seal(upload, pieces, cancellation) is not { } sha256)
        {
            return null;
        }

        bool refused = upload.Sha256.Length > 0 && upload.Sha256 != sha256;
        await database.Write(
            async s =>
            {
                await s.Execute("DELETE FROM upload_pieces WHERE upload_id = @id", ("id", id));
                return refused
                    ? await s.Execute("UPDATE uploads SET received_bytes = 0 WHERE id = @id", ("id", id))
                    : await s.Execute("UPDATE uploads SET state = 'whole', sha256 = @sha WHERE id = @id", ("sha", sha256), ("id", id));
            },
            CancellationToken.None);
        await store.DeleteIncoming(id, CancellationToken.None);
        return refused ? null : await Find(id, cancellation);
    }

    /// <summary>Deletes an upload and its file.</summary>
    public async Task Delete(string id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is { } upload)
        {
            await store.Delete(upload, cancellation);
            await database.Write(
                async s =>
                {
                    await s.Execute("DELETE FROM upload_pieces WHERE upload_id = @id", ("id", id));
                    return await s.Execute("DELETE FROM uploads WHERE id = @id", ("id", id));
                },
                cancellation);
        }
    }

    /// <summary>Sets a file apart.</summary>
    internal static Task<int> Quarantine(FleetSession session, string id, string note) =>
        session.Execute("UPDATE uploads SET state = 'quarantined', note = @note WHERE id = @id AND state = 'whole'", ("note", note), ("id", id));

    /// <summary>What an assessment of a server reads, by name.</summary>
    internal async Task<IReadOnlyList<Upload>> EvidenceOf(string serverId, CancellationToken cancellation) =>
        [.. (await Of(serverId, cancellation)).Where(u => u.State == UploadState.Whole)];

    /// <summary>Tells that a piece came; false when another request was faster.</summary>
    private Task<bool> Keep(string id, long from, long end, string? piece) =>
        database.Write(
            async s =>
            {
                if (await s.Execute(
                    "UPDATE uploads SET received_bytes = @end WHERE id = @id AND received_bytes = @from AND state = 'incoming'",
                    ("end", end), ("id", id), ("from", from)) == 0)
                {
                    return false;
                }

                if (piece is not null)
                {
                    await s.Execute(
                        "INSERT INTO upload_pieces (upload_id, from_byte, name) VALUES (@id, @from, @name)", ("id", id), ("from", from), ("name", piece));
                }

                return true;
            },
            CancellationToken.None);

    private static Upload Row(FleetRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Number(4), row.Number(5), row.Text(6),
        Enum.Parse<UploadState>(row.Text(7), ignoreCase: true), row.Text(8), row.Time(9));
}
