using System.Security.Cryptography;

namespace Hindcast.Fleet.Evidence;

/// <summary>
/// The folder of evidence and results. Names come from ids and from file names that were checked; nothing else reaches a
/// path. Files are for the owner of the process only. Thread-safe.
/// </summary>
public sealed class EvidenceVault : IEvidenceStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _root;

    /// <summary>Opens the folder, which is made when missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public EvidenceVault(FleetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _root = Path.GetFullPath(options.Folder);
        Make(_root);
    }

    /// <summary>True for a file name that is taken: no separators, controls, leading or trailing dots and blanks, no name
    /// that a system gives another meaning, at most 150 characters.</summary>
    public static bool IsFileName(string? name)
    {
        if (name is not { Length: >= 1 and <= 150 } || name[0] is '.' or ' ' || name[^1] is '.' or ' '
            || name.Any(c => char.IsControl(c) || char.IsSurrogate(c) || "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        string stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        return stem is not ("CON" or "PRN" or "AUX" or "NUL")
            && !(stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && char.IsDigit(stem[3]));
    }

    /// <inheritdoc/>
    public Task Check(CancellationToken cancellation) =>
        Directory.Exists(_root) ? Task.CompletedTask : throw new IOException("the folder of the fleet is not there");

    /// <inheritdoc/>
    public IIncomingFile? OpenIncoming(string uploadId)
    {
        try
        {
            return new IncomingFile(new FileStream(Incoming(uploadId), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<string?> Seal(Upload upload, IReadOnlyList<string> pieces, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);

        // A silo may have ended between moving the file and telling so.
        string incoming = Incoming(upload.Id), evidence = EvidenceFile(upload), sha256;
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

        if (!moved && (upload.Sha256.Length == 0 || upload.Sha256 == sha256))
        {
            File.Move(incoming, evidence, overwrite: true);
        }

        return sha256;
    }

    /// <inheritdoc/>
    public Task DeleteIncoming(string uploadId, CancellationToken cancellation)
    {
        File.Delete(Incoming(uploadId));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Delete(Upload upload, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        File.Delete(Incoming(upload.Id));
        File.Delete(EvidenceFile(upload));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<EvidenceFiles> Fetch(IReadOnlyList<Upload> uploads, CancellationToken cancellation) =>
        Task.FromResult(new EvidenceFiles([.. uploads.Select(EvidenceFile)]));

    /// <inheritdoc/>
    public string BeginResult(ResultPlace place) => Make(Result(place));

    /// <inheritdoc/>
    public Task KeepResult(ResultPlace place, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DiscardResult(ResultPlace place)
    {
        string folder = Result(place);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenResult(ResultPlace place, string name, CancellationToken cancellation)
    {
        string path = Path.Combine(Result(place), name);
        return Task.FromResult<Stream?>(
            File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous) : null);
    }

    /// <inheritdoc/>
    public async Task WriteResult(ResultPlace place, string name, byte[] content, CancellationToken cancellation)
    {
        string path = Path.Combine(Result(place), name), partial = path + ".partial";
        await File.WriteAllBytesAsync(partial, content, cancellation);
        File.Move(partial, path, overwrite: true);
    }

    /// <inheritdoc/>
    public Task DeleteOrganisation(string organisationId, CancellationToken cancellation)
    {
        foreach (string kind in new[] { "evidence", "results" })
        {
            string folder = Path.Combine(_root, kind, organisationId);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Makes the folder where it is missing.</summary>
    public static void MakeRoot(string folder) => Make(Path.GetFullPath(folder));

    /// <summary>Folder of the keys that sessions are sealed with; only the owner of the process reads it.</summary>
    public static string KeyFolder(string folder) => Make(Path.Combine(Path.GetFullPath(folder), "keys"));

    internal static string Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        return folder;
    }

    /// <summary>Where an upload grows. It is no evidence until it is whole.</summary>
    private string Incoming(string uploadId) => Path.Combine(Make(Path.Combine(_root, "incoming")), uploadId);

    private string EvidenceFile(Upload upload) =>
        Path.Combine(Make(Path.Combine(_root, "evidence", upload.OrganisationId, upload.ServerId)), upload.Name);

    private string Result(ResultPlace place) => Path.Combine(_root, "results", place.OrganisationId, place.ServerId, place.AssessmentId);
}
