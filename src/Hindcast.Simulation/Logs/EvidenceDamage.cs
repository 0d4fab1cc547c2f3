using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>What happens to logs after they were written: quotas delete the oldest files, a copy stops in the middle of a row.</summary>
internal sealed class EvidenceDamage(ServerPlan plan, Script script, string root)
{
    private const int TailBytes = 64 * 1024;

    private readonly List<LogKind> _truncated = [];

    /// <summary>Kinds whose last file was cut.</summary>
    internal IReadOnlyList<LogKind> Truncated => _truncated;

    internal DayResult Apply(List<WrittenFile> files, List<WrittenLine> lines)
    {
        foreach (LogKind kind in LogKinds.All)
        {
            Quota(kind, files, lines);
            Wipe(kind, files, lines);
            if (plan.Kept.IisMaxBytes is { } most && LogKinds.Form(kind).Style == LogStyle.W3c)
            {
                new IisSizeRotation(root, most).Apply(kind, files, lines);
            }

            if (plan.Kept.IsTruncated(kind) && !LogKinds.IsEvents(kind))
            {
                Truncate(kind, files, lines);
            }
        }

        return new DayResult(files, lines);
    }

    private void Quota(LogKind kind, List<WrittenFile> files, List<WrittenLine> lines)
    {
        if (!LogKinds.IsHttpProxy(kind))
        {
            return;
        }

        int[] kept = [.. files.Index().Where(f => f.Item.Kind == kind && f.Item.Lost is null).OrderByDescending(f => f.Item.File, StringComparer.Ordinal).Select(f => f.Index)];
        long total = 0;
        foreach (int index in kept)
        {
            total += files[index].Bytes;
            if (total > plan.Kept.HttpProxyQuotaBytes)
            {
                Lose(index, "quota", files, lines);
                File.Delete(Path.Combine(root, files[index].File));
            }
        }
    }

    /// <summary>Somebody deleted the files; the one that is being written can't be.</summary>
    private void Wipe(LogKind kind, List<WrittenFile> files, List<WrittenLine> lines)
    {
        DateTime wiped = new(script.ClearedTicks(kind));
        if (LogKinds.IsEvents(kind) || wiped.Ticks == 0)
        {
            return;
        }

        for (int i = 0; i < files.Count; i++)
        {
            if (files[i].Kind == kind && files[i].Lost is null && files[i].Day < DateOnly.FromDateTime(wiped))
            {
                Lose(i, "wiped", files, lines);
                File.Delete(Path.Combine(root, files[i].File));
            }
        }
    }

    private void Truncate(LogKind kind, List<WrittenFile> files, List<WrittenLine> lines)
    {
        int index = files.FindLastIndex(f => f.Kind == kind && f.Lost is null);
        if (index < 0 || files[index].Rows < 2)
        {
            return;
        }

        using FileStream stream = new(Path.Combine(root, files[index].File), FileMode.Open, FileAccess.ReadWrite);
        byte[] tail = new byte[Math.Min(TailBytes, stream.Length)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);

        // The last row, without its line end, loses its second half.
        int rowStart = tail.AsSpan(0, tail.Length - 2).LastIndexOf((byte)'\n') + 1;
        long cut = stream.Length - ((tail.Length - rowStart) / 2);
        stream.SetLength(cut);
        files[index] = files[index] with { Bytes = cut, Rows = files[index].Rows - 1 };
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].File == files[index].File && lines[i].OffsetBytes + lines[i].LengthBytes > cut)
            {
                lines[i] = lines[i] with { Lost = "truncated" };
            }
        }

        _truncated.Add(kind);
    }

    private static void Lose(int index, string why, List<WrittenFile> files, List<WrittenLine> lines)
    {
        files[index] = files[index] with { Lost = why };
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].File == files[index].File)
            {
                lines[i] = lines[i] with { Lost = why };
            }
        }
    }
}
