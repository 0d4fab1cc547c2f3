using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>Lists the files of a zip with safe paths, and holds them against the limits. Not thread-safe; what it opens is.</summary>
internal sealed class ZipListing(TreeScope scope, string path, ByteSource source, UnpackBudget budget)
{
    /// <summary>The files in the order of the directory.</summary>
    public IReadOnlyList<ZipItem> Items(CancellationToken cancel)
    {
        MemberNames names = new(path, scope.Limits, scope.Sink);
        List<ZipItem> items = [];
        foreach (ZipMember member in ReadDirectory())
        {
            cancel.ThrowIfCancellationRequested();
            if (member.IsFolder)
            {
                continue;
            }

            if (!budget.TakeMember())
            {
                scope.Sink.Add(SourceDiagnostics.TooManyMembers.At(
                    new(path, member.HeaderOffset), FormattableString.Invariant($"more than {scope.Limits.MaxMembers}")));
                break;
            }

            string name = names.PathOf(member.Name, member.HeaderOffset);
            if (member.IsLink)
            {
                scope.Sink.Add(SourceDiagnostics.LinkInArchive.At(new(path, member.HeaderOffset), name));
                continue;
            }

            items.Add(new ZipItem(name, member, MayRead(member, name) ? () => Open(member, name) : null));
        }

        names.Finish();
        return items;
    }

    /// <summary>The stretch of the archive that holds a stored member; null when there is none.</summary>
    public ByteSource? WindowOf(ZipMember member)
    {
        try
        {
            return ZipMemberOpening.StoredWindow(source, member);
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            // Opening the member as a stream meets the same and reports it.
            return null;
        }
    }

    private IReadOnlyList<ZipMember> ReadDirectory()
    {
        try
        {
            using Stream stream = source.Open();
            return ZipDirectory.Read(stream, path, scope.Limits.MaxMembers, scope.Sink);
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            scope.Sink.Add(SourceFailure.Diagnose(error, SourceDiagnostics.ArchiveDamaged, path));
            return [];
        }
    }

    private bool MayRead(ZipMember member, string name)
    {
        Diagnostic? problem = null;
        long lost = Math.Max(0, member.LengthBytes);
        if (member.Overlaps)
        {
            problem = SourceDiagnostics.MembersOverlap.At(new(name), "packed bytes that belong to another member", lostBytes: lost);
        }
        else if (member.IsEncrypted && scope.Password is null)
        {
            problem = SourceDiagnostics.Encrypted.At(new(name), "no password given", lostBytes: lost);
        }
        else if (member.LengthBytes > 0 && !budget.TakeBytes(member.LengthBytes))
        {
            problem = SourceDiagnostics.UnpackedTooLarge.At(
                new(name), FormattableString.Invariant($"more than {scope.Limits.MaxUnpackedBytes} bytes in the archive"), lostBytes: lost);
        }

        if (problem is not null)
        {
            scope.Sink.Add(problem);
        }

        return problem is null;
    }

    private GuardedStream Open(ZipMember member, string name)
    {
        // Known lengths were taken from the budget while listing, so that the limit does not depend on who reads first.
        GuardPlan plan = new(name, scope.Limits)
        {
            LengthBytes = member.LengthBytes,
            Crc = member.IsEncrypted ? null : member.Crc,
            PackedBytes = member.Method == ZipMember.Stored ? null : () => member.PackedBytes,
            Budget = member.LengthBytes < 0 ? budget : null,
        };
        return new GuardedStream(() => ZipMemberOpening.Open(source, member, scope.Password), plan, scope.Sink);
    }
}
