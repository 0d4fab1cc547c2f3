using System.Security.Cryptography;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Cases;

/// <summary>Leads a claim back to the bytes that it rests on, and reads them again.</summary>
public static class ClaimProof
{
    /// <summary>Records longer than this are cut in what is given back.</summary>
    public const int MaxRecordBytes = 1 << 20;

    /// <summary>The evidence behind a claim.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="claim">A letter of <see cref="ClaimKind"/> and a number.</param>
    /// <param name="evidence">Where the evidence lies now, as it was given when it was assessed.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>One line a record, in the order of the claim; null when there is no such claim.</returns>
    public static IReadOnlyList<ProofLine>? Find(
        Assessment assessment, string claim, IReadOnlyList<string> evidence, CancellationToken cancellation)
    {
        List<(string Claim, string Why, SourceLocation Location, string Sha256)>? places = Places(assessment, claim);
        if (places is null)
        {
            return null;
        }

        Dictionary<string, string> fileHashes = assessment.Files.ToDictionary(f => f.Path, f => f.Sha256, StringComparer.Ordinal);
        Dictionary<SourceLocation, ReadRecord> bytes = Read(EvidenceTree.Open(evidence, cancel: cancellation), [.. places.Select(p => p.Location)], cancellation);
        return
        [
            .. places.Select(p =>
            {
                ReadRecord? found = bytes.GetValueOrDefault(p.Location);
                byte[]? record = found?.Bytes;
                return new ProofLine(
                    p.Claim, p.Why, p.Location, fileHashes.GetValueOrDefault(p.Location.File, ""), p.Sha256, record,
                    p.Sha256.Length == 0 || record is null ? null
                        : record.Length < p.Location.LengthBytes ? null
                        : Convert.ToHexStringLower(SHA256.HashData(record)) == p.Sha256,
                    found?.Text);
            }),
        ];
    }

    private static List<(string, string, SourceLocation, string)>? Places(Assessment assessment, string claim)
    {
        Dictionary<string, string> titles = assessment.Detections.ToDictionary(d => d.RuleId, d => d.Title, StringComparer.Ordinal);
        foreach (UserRuleSummary rule in assessment.UserRules?.Met ?? [])
        {
            titles.TryAdd(rule.RuleId, $"{rule.Title} (a rule of yours)");
        }

        (string, string, SourceLocation, string) Of(Observation o) =>
            (o.Id, titles.GetValueOrDefault(o.RuleId, o.RuleId), o.Location, o.RecordSha256);
        IEnumerable<(string, string, SourceLocation, string)> Ends(BuildSpan b) =>
        [
            (b.Id, $"first row with build {b.Build}", b.FirstLocation, ""),
            (b.Id, $"last row with build {b.Build}", b.LastLocation, ""),
        ];

        claim = claim.ToUpperInvariant();
        if (assessment.Observations.Concat(assessment.UserRules?.Observations ?? []).FirstOrDefault(o => o.Id == claim) is { } observation)
        {
            return [Of(observation)];
        }

        if (BehindClaim(assessment, claim) is { } behind)
        {
            HashSet<string> ids = [.. behind];
            MailboxAccess? mailbox = assessment.Impact.Mailboxes.FirstOrDefault(m => m.Id == claim);
            return
            [
                .. assessment.Observations.Where(o => ids.Contains(o.Id)).Select(Of),
                .. (mailbox?.Rows ?? []).Select(row => (claim, $"the server's account acted for {mailbox!.Mailbox}", row, "")),
            ];
        }

        if (assessment.Exposure.Builds.FirstOrDefault(b => b.Id == claim) is { } build)
        {
            return [.. Ends(build)];
        }

        if (assessment.Signs.FirstOrDefault(s => s.Id == claim) is { } sign)
        {
            return [(sign.Id, sign.Describe(), sign.Location, "")];
        }

        if ((assessment.Unusual?.Items.FirstOrDefault(i => i.Id == claim) ?? (assessment.SeenEarlier?.Item is { } seen && seen.Id == claim ? seen : null)) is { } unusual)
        {
            return [.. unusual.Signs.SelectMany(s => s.Places.Select(p => (unusual.Id, s.What, p.Location, "")))];
        }

        return assessment.Exposure.Windows.FirstOrDefault(w => w.Id == claim) is { } window
            ? [.. assessment.Exposure.Builds.Where(b => window.Builds.Contains(b.Id)).SelectMany(Ends)]
            : null;
    }

    /// <summary>The observations behind a finding, an intrusion, an actor cluster, or what was placed.</summary>
    private static IEnumerable<string>? BehindClaim(Assessment assessment, string claim) =>
        assessment.Findings.FirstOrDefault(f => f.Id == claim)?.Observations
        ?? assessment.Intrusions.FirstOrDefault(i => i.Id == claim)?.Observations
        ?? assessment.Persistence.FirstOrDefault(p => p.Id == claim)?.Claims
        ?? assessment.Impact.Mailboxes.FirstOrDefault(m => m.Id == claim)?.Claims
        ?? (assessment.Actors.Clusters.FirstOrDefault(a => a.Id == claim) is { } cluster
            ? assessment.Intrusions.Where(i => cluster.Intrusions.Contains(i.Id)).SelectMany(i => i.Observations)
            : null);

    private static Dictionary<SourceLocation, ReadRecord> Read(
        EvidenceTree tree, IReadOnlyCollection<SourceLocation> locations, CancellationToken cancellation)
    {
        ILookup<string, SourceLocation> byFile = locations.Distinct().ToLookup(l => l.File, StringComparer.Ordinal);
        Dictionary<SourceLocation, ReadRecord> found = [];
        void Take(EvidenceItem item, Stream stream)
        {
            if (!stream.CanSeek && !byFile[item.Path].Any(IsEvent))
            {
                Capture(stream, [.. byFile[item.Path]], found);
                return;
            }

            long position = 0;
            EventChunk chunk = new();
            foreach (SourceLocation location in byFile[item.Path].OrderBy(l => l.OffsetBytes))
            {
                if (IsEvent(location))
                {
                    position = chunk.Load(stream, position, location, Skip);
                    found[location] = chunk.Read(location);
                    continue;
                }

                Skip(stream, location.OffsetBytes - position);
                byte[] record = new byte[Math.Min(location.LengthBytes, MaxRecordBytes)];
                int length = stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false);
                position = location.OffsetBytes + length;
                found[location] = new ReadRecord(record[..length], null);
            }
        }

        foreach (EvidenceItem item in tree.Items.Where(i => byFile.Contains(i.Path) && i.Access != EvidenceAccess.Sequential))
        {
            using Stream stream = tree.OpenRead(item);
            Take(item, stream);
        }

        foreach (EvidenceItem archive in tree.SequentialArchives.Where(a => tree.Items.Any(i => ReferenceEquals(i.SequentialIn, a) && byFile.Contains(i.Path))))
        {
            tree.Visit(archive, item => byFile.Contains(item.Path), Take, cancellation);
        }

        return found;
    }

    /// <summary>Takes records out of a stream that only goes forward; they may overlap (a file, and an element in it).</summary>
    private static void Capture(Stream stream, IReadOnlyList<SourceLocation> locations, Dictionary<SourceLocation, ReadRecord> found)
    {
        Dictionary<SourceLocation, (byte[] Bytes, int Length)> taken =
            locations.ToDictionary(l => l, l => (new byte[Math.Min(l.LengthBytes, MaxRecordBytes)], 0));
        long last = locations.Max(l => l.OffsetBytes + Math.Min(l.LengthBytes, MaxRecordBytes));
        byte[] buffer = new byte[64 * 1024];
        int read;
        for (long position = 0; position < last && (read = stream.Read(buffer, 0, buffer.Length)) > 0; position += read)
        {
            foreach (SourceLocation location in locations)
            {
                (byte[] bytes, int length) = taken[location];
                int from = (int)Math.Clamp(location.OffsetBytes - position, 0, read);
                int count = (int)Math.Clamp(location.OffsetBytes + bytes.Length - position - from, 0, read - from);
                buffer.AsSpan(from, count).CopyTo(bytes.AsSpan(length));
                taken[location] = (bytes, length + count);
            }
        }

        foreach ((SourceLocation location, (byte[] bytes, int length)) in taken)
        {
            found[location] = new ReadRecord(bytes[..length], null);
        }
    }

    private static bool IsEvent(SourceLocation location) => location is { Line: 0, RecordId: > 0, LengthBytes: > 0 };

    private static void Skip(Stream stream, long bytes)
    {
        if (stream.CanSeek)
        {
            stream.Seek(bytes, SeekOrigin.Current);
            return;
        }

        byte[] buffer = new byte[64 * 1024];
        while (bytes > 0)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes));
            if (read == 0)
            {
                return;
            }

            bytes -= read;
        }
    }
}
