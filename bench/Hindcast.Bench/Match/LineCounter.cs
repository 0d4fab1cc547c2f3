using Hindcast.Formats.Matching;

namespace Hindcast.Bench.Match;

/// <summary>
/// Counts the lines of files that hold any literal, on several threads: files are cut into stretches, a thread takes
/// the next stretch and owns the lines that begin in it. Reads with plain file reads into one buffer a thread.
/// </summary>
internal sealed class LineCounter(LiteralSet set, int threads)
{
    private const int BlockBytes = 256 * 1024;
    private const long StretchBytes = 8 * 1024 * 1024;

    /// <summary>Counts the matching lines of all files.</summary>
    public long Count(IReadOnlyList<string> files)
    {
        List<(string File, long Start, long End)> stretches = [];
        foreach (string file in files)
        {
            long length = new FileInfo(file).Length;
            for (long start = 0; start < length; start += StretchBytes)
            {
                stretches.Add((file, start, long.Min(start + StretchBytes, length)));
            }
        }

        int next = -1;
        long sum = 0;
        void Work()
        {
            byte[] buffer = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);
            long count = 0;
            for (int i = Interlocked.Increment(ref next); i < stretches.Count; i = Interlocked.Increment(ref next))
            {
                count += CountStretch(stretches[i].File, stretches[i].Start, stretches[i].End, ref buffer);
            }

            Interlocked.Add(ref sum, count);
        }

        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(Work))];
        Array.ForEach(others, thread => thread.Start());
        Work();
        Array.ForEach(others, thread => thread.Join());
        return sum;
    }

    private long CountStretch(string file, long start, long end, ref byte[] buffer)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
        long count = 0;

        // The byte before the stretch tells whether a line begins at its start.
        long position = start == 0 ? 0 : start - 1;
        bool skipping = start > 0;
        int kept = 0;
        while (position - kept < end)
        {
            if (kept == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            int read = RandomAccess.Read(handle, buffer.AsSpan(kept), position);
            position += read;
            Span<byte> block = buffer.AsSpan(0, kept + read);
            if (skipping)
            {
                int feed = block.IndexOf((byte)'\n');
                if (feed < 0 && read > 0)
                {
                    kept = 0;
                    continue;
                }

                if (feed < 0)
                {
                    break;
                }

                skipping = false;
                block = block[(feed + 1)..];
            }

            // Lines that begin at or after the end belong to the next stretch.
            long blockStart = position - block.Length;
            if (blockStart >= end)
            {
                break;
            }

            bool last = read == 0;
            int lines = block.Length;
            if (position > end)
            {
                int feed = block[(int)(end - 1 - blockStart)..].IndexOf((byte)'\n');
                if (feed >= 0)
                {
                    lines = (int)(end - blockStart) + feed;
                    last = true;
                }
            }

            if (!last)
            {
                lines = block.LastIndexOf((byte)'\n') + 1;
            }

            count += set.CountMatchingLines(block[..lines]);
            if (last)
            {
                break;
            }

            kept = block.Length - lines;
            block[lines..].CopyTo(buffer);
        }

        return count;
    }
}
