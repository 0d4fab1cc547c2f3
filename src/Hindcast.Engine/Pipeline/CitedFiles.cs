using System.Security.Cryptography;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Hashes the files that an assessment leads back to and that were not hashed while they were read (<see cref="HashedFiles.Cited"/>).
/// A file that has changed since it was listed keeps no hash and is told.
/// </summary>
internal static class CitedFiles
{
    private const int BufferBytes = 1 << 20;

    internal static Assessment Hash(Assessment assessment, EvidenceTree tree, int threads, CancellationToken cancellation)
    {
        HashSet<string> cited = [.. Places(assessment).Select(l => l.File)];
        HashSet<string> wanted = [.. assessment.Files.Where(f => f.Sha256.Length == 0 && f.ReadWhole && cited.Contains(f.Path)).Select(f => f.Path)];
        EvidenceItem[] items = [.. tree.Items.Where(i => wanted.Contains(i.Path))];
        (string Sha256, Diagnostic? Trouble)[] hashed = new (string, Diagnostic?)[items.Length];
        Parallel.For(0, items.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
            hashed[i] = Hash(items[i], tree, cancellation));

        Dictionary<string, string> byPath = items.Zip(hashed).ToDictionary(p => p.First.Path, p => p.Second.Sha256, StringComparer.Ordinal);
        return assessment with
        {
            Files =
            [
                .. assessment.Files.Select(f => byPath.TryGetValue(f.Path, out string? sha256)
                    ? f with { Sha256 = sha256, ReadWhole = sha256.Length > 0 }
                    : f),
            ],
            Diagnostics = Assessor.Sorted([.. assessment.Diagnostics, .. hashed.Select(h => h.Trouble).OfType<Diagnostic>()]),
        };
    }

    private static (string, Diagnostic?) Hash(EvidenceItem item, EvidenceTree tree, CancellationToken cancellation)
    {
        Diagnostic Trouble(string found) => SourceDiagnostics.FileUnreadable.At(new SourceLocation(item.Path), found, "the bytes that were read before");
        try
        {
            using Stream stream = tree.OpenRead(item);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[BufferBytes];
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            return tree.IsUnchanged(item) ? (Convert.ToHexStringLower(hash.GetHashAndReset()), null) : ("", Trouble("it changed before it was hashed"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ("", Trouble(failure.Message));
        }
    }

    /// <summary>All places that something in the assessment leads back to, as <see cref="Cases.ClaimProof"/> finds them, and those of losses.</summary>
    private static IEnumerable<SourceLocation> Places(Assessment assessment) =>
    [
        .. assessment.Observations.Concat(assessment.UserRules?.Observations ?? []).Select(o => o.Location),
        .. assessment.Exposure.Builds.SelectMany(b => (SourceLocation[])[b.FirstLocation, b.LastLocation]),
        .. assessment.Signs.Select(s => s.Location),
        .. assessment.Impact.Mailboxes.SelectMany(m => m.Rows),
        .. (assessment.Unusual?.Items ?? []).Append(assessment.SeenEarlier?.Item).SelectMany(i => i?.Signs ?? []).SelectMany(s => s.Places).Select(p => p.Location),
        .. assessment.Diagnostics.Where(d => d.Descriptor.Severity == DiagnosticSeverity.Loss).Select(d => d.Location),
    ];
}
