using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Hindcast.Fleet.Evidence;

/// <summary>
/// Evidence and results in a bucket of an object store that speaks S3. Pieces of uploads are objects of their own until the upload
/// is whole. Assessments read copies in the <see cref="Spool"/> of this machine, whose SHA-256 is held against the one that the
/// upload had. Uses a small part of S3: objects are put, read, listed by prefix and deleted, and put together in parts.
/// Thread-safe.
/// </summary>
public sealed class BucketVault : IEvidenceStore, IDisposable
{
    /// <summary>Least bytes of a part; S3 takes no smaller one but the last.</summary>
    private const int PartBytes = 16 << 20;

    /// <summary>Most parts of an object in S3.</summary>
    private const int MaxParts = 10_000;

    /// <summary>Most keys of one deletion in S3.</summary>
    private const int MaxDeleted = 1000;

    private readonly AmazonS3Client _client;
    private readonly BucketSettings _settings;
    private readonly Spool _spool;

    /// <summary>Opens a bucket. Nothing is asked of it yet.</summary>
    /// <param name="settings">The bucket.</param>
    /// <param name="spoolFolder">Folder on this machine for copies.</param>
    /// <exception cref="IOException">The folder cannot be made, or the secret key cannot be read.</exception>
    public BucketVault(BucketSettings settings, string spoolFolder)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        AWSCredentials credentials = settings.AccessKey.Length > 0
            ? new BasicAWSCredentials(settings.AccessKey, File.ReadAllText(settings.SecretKeyFile).Trim())
            : new EnvironmentVariablesAWSCredentials();

        // Sums behind the body are read by few stores but Amazon's own, and some keep them as part of the object.
        _client = new AmazonS3Client(credentials, new AmazonS3Config
        {
            ServiceURL = settings.Endpoint,
            AuthenticationRegion = settings.Region,
            ForcePathStyle = settings.PathStyle,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 3,
        });
        _spool = new Spool(spoolFolder, settings.SpoolBytes);
    }

    /// <summary>Bytes of evidence on this machine.</summary>
    internal long SpooledBytes => _spool.Taken;

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _spool.Dispose();
    }

    /// <inheritdoc/>
    public Task Check(CancellationToken cancellation) =>
        Ask(() => _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _settings.Name, Prefix = Key("evidence/"), MaxKeys = 1 }, cancellation));

    /// <inheritdoc/>
    public IIncomingFile? OpenIncoming(string uploadId) => new IncomingPieces(this, uploadId);

    /// <inheritdoc/>
    public async Task<string?> Seal(Upload upload, IReadOnlyList<string> pieces, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(pieces);
        string key = EvidenceKey(upload);
        InitiateMultipartUploadResponse begun = await Ask(() => _client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = _settings.Name, Key = key }, cancellation));
        try
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            List<PartETag> parts = await PutTogether(upload, pieces, key, begun.UploadId, hash, cancellation);
            string sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (upload.Sha256.Length > 0 && upload.Sha256 != sha256)
            {
                await Abort(key, begun.UploadId);
                return sha256;
            }

            await Ask(() => _client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = _settings.Name, Key = key, UploadId = begun.UploadId, PartETags = parts }, cancellation));
            return sha256;
        }
        catch
        {
            await Abort(key, begun.UploadId);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task DeleteIncoming(string uploadId, CancellationToken cancellation) => DeleteAll($"incoming/{uploadId}/", cancellation);

    /// <inheritdoc/>
    public async Task Delete(Upload upload, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        await DeleteIncoming(upload.Id, cancellation);
        await Ask(() => _client.DeleteObjectAsync(_settings.Name, EvidenceKey(upload), cancellation));
    }

    /// <inheritdoc/>
    public async Task<EvidenceFiles> Fetch(IReadOnlyList<Upload> uploads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(uploads);
        long bytes = uploads.Sum(u => u.LengthBytes);
        await _spool.Take(bytes, cancellation);
        string folder = _spool.NewFolder();
        try
        {
            EvidenceVault.Make(folder);
            foreach (Upload upload in uploads)
            {
                await Download(upload, Path.Combine(folder, upload.Name), cancellation);
            }

            return new EvidenceFiles([.. uploads.Select(u => Path.Combine(folder, u.Name))], () => _spool.Free(bytes, folder));
        }
        catch
        {
            _spool.Free(bytes, folder);
            throw;
        }
    }

    /// <inheritdoc/>
    public string BeginResult(ResultPlace place) => EvidenceVault.Make(ResultFolder(place));

    /// <inheritdoc/>
    public async Task KeepResult(ResultPlace place, CancellationToken cancellation)
    {
        string folder = ResultFolder(place);
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            await using FileStream content = File.OpenRead(file);
            await Put(ResultKey(place, Path.GetFileName(file)), content, cancellation);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <inheritdoc/>
    public async Task DiscardResult(ResultPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        string folder = ResultFolder(place);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await DeleteAll(ResultKey(place, ""), CancellationToken.None, isWhole: true);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenResult(ResultPlace place, string name, CancellationToken cancellation)
    {
        try
        {
            return (await Ask(() => _client.GetObjectAsync(_settings.Name, ResultKey(place, name), cancellation))).ResponseStream;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task WriteResult(ResultPlace place, string name, byte[] content, CancellationToken cancellation)
    {
        using MemoryStream stream = new(content, writable: false);
        await Put(ResultKey(place, name), stream, cancellation);
    }

    /// <inheritdoc/>
    public async Task DeleteOrganisation(string organisationId, CancellationToken cancellation)
    {
        await DeleteAll($"evidence/{organisationId}/", cancellation);
        await DeleteAll($"results/{organisationId}/", cancellation);
    }

    private string Key(string rest) => _settings.Prefix + rest;

    private string EvidenceKey(Upload upload) => Key($"evidence/{upload.OrganisationId}/{upload.ServerId}/{upload.Name}");

    private string ResultKey(ResultPlace place, string name) => Key($"results/{place.OrganisationId}/{place.ServerId}/{place.AssessmentId}/{name}");

    private string ResultFolder(ResultPlace place) => _spool.Folder($"result-{place.AssessmentId}");

    private async Task<List<PartETag>> PutTogether(
        Upload upload, IReadOnlyList<string> pieces, string key, string uploadId, IncrementalHash hash, CancellationToken cancellation)
    {
        List<PartETag> parts = [];
        byte[] part = new byte[Math.Min(upload.LengthBytes, Math.Max(PartBytes, (upload.LengthBytes / MaxParts) + 1))];
        int filled = 0;
        async Task Send()
        {
            hash.AppendData(part, 0, filled);
            using MemoryStream body = new(part, 0, filled, writable: false);
            UploadPartResponse sent = await Ask(() => _client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = _settings.Name,
                    Key = key,
                    UploadId = uploadId,
                    PartNumber = parts.Count + 1,
                    PartSize = filled,
                    InputStream = body,
                    UseChunkEncoding = false,
                },
                cancellation));
            parts.Add(new PartETag(parts.Count + 1, sent.ETag));
            filled = 0;
        }

        foreach (string piece in pieces)
        {
            using GetObjectResponse response = await Ask(() => _client.GetObjectAsync(_settings.Name, Key(piece), cancellation));
            int read;
            while ((read = await response.ResponseStream.ReadAsync(part.AsMemory(filled), cancellation)) > 0)
            {
                filled += read;
                if (filled == part.Length)
                {
                    await Send();
                }
            }
        }

        if (filled > 0)
        {
            await Send();
        }

        return parts;
    }

    private async Task Abort(string key, string uploadId)
    {
        try
        {
            await Ask(() => _client.AbortMultipartUploadAsync(_settings.Name, key, uploadId, CancellationToken.None));
        }
        catch (IOException)
        {
            // Parts of uploads that nobody ends are the store's to clean up; what went wrong before is what is told.
        }
    }

    private async Task Download(Upload upload, string path, CancellationToken cancellation)
    {
        using GetObjectResponse response = await Ask(() => _client.GetObjectAsync(_settings.Name, EvidenceKey(upload), cancellation));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        byte[] buffer = new byte[1 << 17];
        long left = upload.LengthBytes;
        int read;
        while ((read = await response.ResponseStream.ReadAsync(buffer, cancellation)) > 0)
        {
            // Never more than the room that was taken.
            if ((left -= read) < 0)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (left != 0 || Convert.ToHexStringLower(hash.GetHashAndReset()) != upload.Sha256)
        {
            throw new IOException($"upload {upload.Id} is not in the store as it was sent");
        }
    }

    private Task<PutObjectResponse> Put(string key, Stream content, CancellationToken cancellation) =>
        Ask(() => _client.PutObjectAsync(
            new PutObjectRequest { BucketName = _settings.Name, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false },
            cancellation));

    private async Task DeleteAll(string prefix, CancellationToken cancellation, bool isWhole = false)
    {
        while (true)
        {
            ListObjectsV2Response list = await Ask(() => _client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = _settings.Name, Prefix = isWhole ? prefix : Key(prefix), MaxKeys = MaxDeleted }, cancellation));
            if (list.S3Objects is not { Count: > 0 } found)
            {
                return;
            }

            await Ask(() => _client.DeleteObjectsAsync(
                new DeleteObjectsRequest { BucketName = _settings.Name, Objects = [.. found.Select(o => new KeyVersion { Key = o.Key })] }, cancellation));
        }
    }

    /// <summary>Asks the store; its trouble becomes that of a disk.</summary>
    private static async Task<T> Ask<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException("the object store has no such object or bucket", missing);
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            throw new IOException($"the object store does not do as asked: {failure.Message}", failure);
        }
    }

    /// <summary>An upload that grows by objects: each piece is one, under a name of its own.</summary>
    private sealed class IncomingPieces(BucketVault vault, string uploadId) : IIncomingFile
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public async Task<(long Bytes, string? Piece)> Append(long offset, long most, Stream piece, CancellationToken cancellation)
        {
            string folder = vault._spool.NewFolder();
            try
            {
                await using FileStream kept = new(
                    Path.Combine(EvidenceVault.Make(folder), "piece"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
                long bytes = await IncomingFile.Copy(piece, kept, most, cancellation);
                if (bytes <= 0)
                {
                    return (bytes, null);
                }

                kept.Position = 0;
                string name = $"incoming/{uploadId}/{offset:x16}-{Guid.NewGuid():N}";
                await vault.Put(vault.Key(name), kept, CancellationToken.None);
                return (bytes, name);
            }
            finally
            {
                vault._spool.Free(0, folder);
            }
        }

        public async Task TakeBack(string? piece)
        {
            if (piece is not null)
            {
                await Ask(() => vault._client.DeleteObjectAsync(vault._settings.Name, vault.Key(piece), CancellationToken.None));
            }
        }
    }
}
