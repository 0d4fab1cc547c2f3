using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hindcast.Engine.Cases;

/// <summary>
/// What a case folder remembers of being shared (sharing.json): the secret that pseudonyms and ids are made with, and when
/// this assessment was first shared. So two exports of one assessment are equal, byte for byte.
/// </summary>
/// <param name="Key">256 random bits. Whoever has them can check guesses of the victim's names.</param>
/// <param name="Created">When the case was first shared, UTC, in milliseconds.</param>
/// <param name="Modified">When this state of the assessment was first shared, UTC, in milliseconds.</param>
public sealed record CaseSharing(byte[] Key, DateTime Created, DateTime Modified)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "sharing.json";

    private const int KeyBytes = 32;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Opens the memory of a case folder, or begins it.</summary>
    /// <param name="folder">The case folder, with its assessment.</param>
    /// <param name="clock">Tells when something is shared for the first time.</param>
    /// <exception cref="IOException">The folder holds no assessment, or cannot be written.</exception>
    /// <exception cref="JsonException">sharing.json is none.</exception>
    public static CaseSharing Open(string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(clock);
        string path = Path.Combine(folder, FileName);
        string assessment = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, CaseFolder.AssessmentFile))));
        (CaseSharing sharing, byte[]? changed) = Open(File.Exists(path) ? File.ReadAllBytes(path) : null, assessment, clock);
        if (changed is not null)
        {
            string partial = path + ".partial";
            File.WriteAllBytes(partial, changed);
            File.Move(partial, path, overwrite: true);
        }

        return sharing;
    }

    /// <summary>Opens the memory of a case that lies elsewhere, or begins it.</summary>
    /// <param name="remembered">Content of sharing.json, or null when there is none.</param>
    /// <param name="assessment">SHA-256 of the assessment in lower-case hex.</param>
    /// <param name="clock">Tells when something is shared for the first time.</param>
    /// <returns>The memory, and the content that sharing.json must have from now on; null when that is the present one.</returns>
    /// <exception cref="JsonException">sharing.json is none.</exception>
    public static (CaseSharing Sharing, byte[]? Changed) Open(byte[]? remembered, string assessment, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        string now = clock.GetUtcNow().UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);
        Memory memory = remembered is not null
            ? JsonSerializer.Deserialize<Memory>(remembered, Indented) ?? throw new JsonException($"{FileName} is empty")
            : new Memory(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)), now, now, "");
        byte[]? changed = null;
        if (memory.Assessment != assessment)
        {
            memory = memory with { Assessment = assessment, Modified = now };
            changed = JsonSerializer.SerializeToUtf8Bytes(memory, Indented);
        }

        return (new CaseSharing(KeyOf(memory.Key), TimeOf(memory.Created), TimeOf(memory.Modified)), changed);
    }

    private static byte[] KeyOf(string hex) => hex is { Length: 2 * KeyBytes } && hex.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(hex)
        : throw new JsonException($"the key in {FileName} is not {2 * KeyBytes} hex digits");

    private static DateTime TimeOf(string text) =>
        DateTime.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time)
            ? time
            : throw new JsonException($"a time in {FileName} is not of the form {TimeForm}");

    private sealed record Memory(string Key, string Created, string Modified, string Assessment);
}
