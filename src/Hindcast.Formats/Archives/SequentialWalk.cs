using Hindcast.Evidence;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Goes once through an archive that can only be read in order, with the archives inside it, and shows each member. Listing and
/// reading use the same walk, so that both give the same paths. One for each pass; not thread-safe.
/// </summary>
internal sealed class SequentialWalk(TreeScope scope, Action<SequentialEntry> show, CancellationToken cancel)
{
    private readonly UnpackBudget _budget = new(scope.Limits);
    private bool _full;

    /// <summary>Walks through an archive.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="source">Its bytes at any offset; null when they come as a stream only.</param>
    /// <param name="open">Opens its bytes as a stream.</param>
    /// <param name="canReopen">True when <paramref name="open"/> can be called again.</param>
    /// <param name="depth">1 for an archive on disk.</param>
    public void Walk(string path, ContainerKind kind, ByteSource? source, Func<Stream> open, bool canReopen, int depth)
    {
        if (ContainerSignature.IsSingle(kind))
        {
            WalkSingle(path, kind, open, canReopen, depth);
        }
        else if (kind == ContainerKind.Tar)
        {
            using GuardedStream tar = new(open, Plan(path) with { Budget = null }, scope.Sink);
            WalkTar(path, tar, depth);
        }
        else if ((source ?? Hold(path, open)) is { } held)
        {
            if (kind == ContainerKind.Zip)
            {
                WalkZip(path, held, depth);
            }
            else
            {
                WalkSevenZip(path, held, depth);
            }
        }
    }

    private GuardPlan Plan(string path) => new(path, scope.Limits) { Budget = _budget };

    private void WalkSingle(string path, ContainerKind kind, Func<Stream> open, bool canReopen, int depth)
    {
        string inner = path + "!/" + SingleDecoding.InnerName(path);
        using GuardedStream unpacked = SingleDecoding.Open(
            kind, open, canReopen, Plan(path) with { OnDamage = SourceDiagnostics.ArchiveDamaged }, scope.Sink);
        using HeadStream head = new(unpacked);
        if (head.Kind == ContainerKind.Tar)
        {
            WalkTar(path, head, depth);
        }
        else if (TakeMember(path, 0))
        {
            Entry(new SequentialEntry(inner, -1, null, false, null, head), depth);
        }
    }

    private void WalkTar(string path, Stream tar, int depth)
    {
        MemberNames names = new(path, scope.Limits, scope.Sink);
        TarMembers members = new(tar, path, scope.Sink);
        while (members.Next() is { } member && TakeMember(path, member.HeaderOffset))
        {
            string name = names.PathOf(member.Name, member.HeaderOffset);
            using GuardedStream body = new(
                () => members.Body(member), new GuardPlan(name, scope.Limits) { LengthBytes = member.LengthBytes }, scope.Sink);
            Entry(new SequentialEntry(name, member.LengthBytes, member.Modified, false, member.Owner, body), depth);
        }

        names.Finish();
    }

    private void WalkZip(string path, ByteSource source, int depth)
    {
        ZipListing listing = new(scope, path, source, _budget);
        foreach (ZipItem item in listing.Items(cancel))
        {
            using Stream bytes = item.Open?.Invoke() ?? Stream.Null;
            Entry(new SequentialEntry(item.Path, item.Member.LengthBytes, item.Member.Modified, item.Member.ModifiedIsLocal, null, bytes), depth);
        }
    }

    private void WalkSevenZip(string path, ByteSource source, int depth)
    {
        MemberNames names = new(path, scope.Limits, scope.Sink);
        try
        {
            using Stream stream = source.Open();
            using SharpCompress.Archives.IArchive archive = SevenZipArchive.OpenArchive(
                stream, new ReaderOptions { Password = scope.Password, LeaveStreamOpen = true });
            using IReader reader = archive.ExtractAllEntries();
            long number = 0;
            while (Advance(reader) && TakeMember(path, number))
            {
                IEntry entry = reader.Entry;
                if (!entry.IsDirectory)
                {
                    ShowSevenZip(names.PathOf(entry.Key ?? "", number), reader, entry, source.Length, depth);
                }

                number++;
            }
        }
        catch (UserActionException)
        {
            throw;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            bool password = error is SharpCompress.Common.CryptographicException or System.Security.Cryptography.CryptographicException;
            DiagnosticDescriptor descriptor = password ? SourceDiagnostics.Encrypted : SourceDiagnostics.ArchiveDamaged;
            scope.Sink.Add(descriptor.At(new(path), password ? "wrong password, or none" : error.GetType().Name));
        }

        names.Finish();
    }

    private void ShowSevenZip(string path, IReader reader, IEntry entry, long packedLength, int depth)
    {
        GuardPlan plan = Plan(path) with
        {
            LengthBytes = entry.Size,
            Crc = entry.Crc > 0 ? (uint)entry.Crc : null,
            PackedBytes = () => packedLength,
        };
        EvidenceTime? modified = entry.LastModifiedTime is { } time
            ? EvidenceTime.FromUtc(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time, TimePrecision.Tick)
            : null;
        using GuardedStream bytes = new(() => entry.Size == 0 ? Stream.Null : reader.OpenEntryStream(), plan, scope.Sink);
        Entry(new SequentialEntry(path, entry.Size, modified, false, null, bytes), depth);
    }

    private bool Advance(IReader reader)
    {
        cancel.ThrowIfCancellationRequested();
        return reader.MoveToNextEntry();
    }

    private bool TakeMember(string path, long offset)
    {
        cancel.ThrowIfCancellationRequested();
        if (!_full && !_budget.TakeMember())
        {
            _full = true;
            scope.Sink.Add(SourceDiagnostics.TooManyMembers.At(new(path, offset), FormattableString.Invariant($"more than {scope.Limits.MaxMembers}")));
        }

        return !_full;
    }

    private void Entry(SequentialEntry entry, int depth)
    {
        HeadStream head = new(entry.Bytes!);
        ContainerKind kind = head.Kind;
        if (Nesting.MayOpen(kind, entry.Path, depth, scope))
        {
            Show(entry with { Bytes = null });
            Walk(entry.Path, kind, null, () => head, false, depth + 1);
        }
        else
        {
            Show(entry with { Bytes = head });
        }
    }

    private void Show(SequentialEntry entry)
    {
        try
        {
            show(entry);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The caller's own error must not be taken for damage on its way out.
            throw new UserActionException(error);
        }
    }

    /// <summary>Reads an archive that must be had at any offset into memory; null when it is too large.</summary>
    private MemorySource? Hold(string path, Func<Stream> open)
    {
        using Stream stream = open();
        using MemoryStream held = new();
        byte[] piece = new byte[64 << 10];
        int read;
        while ((read = stream.Read(piece)) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            if (held.Length + read > scope.Limits.MaxHeldBytes)
            {
                scope.Sink.Add(SourceDiagnostics.NestedTooLarge.At(
                    new(path), FormattableString.Invariant($"more than {scope.Limits.MaxHeldBytes} bytes")));
                return null;
            }

            held.Write(piece.AsSpan(0, read));
        }

        return new MemorySource(held.GetBuffer(), (int)held.Length);
    }
}
