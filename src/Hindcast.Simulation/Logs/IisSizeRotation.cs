using System.Globalization;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>
/// IIS can begin a new file by size: u_extend1.log, u_extend2.log, each over several days or a part of one. Days are written on their
/// own, so the files of days are put together here, in order of time, and cut where they have reached the size.
/// </summary>
internal sealed class IisSizeRotation(string root, long maxBytes)
{
    private const int HeaderLines = 4;

    internal void Apply(LogKind kind, List<WrittenFile> files, List<WrittenLine> lines)
    {
        (int Index, WrittenFile File)[] days = [.. files.Index().Where(f => f.Item.Kind == kind && f.Item.Lost is null).OrderBy(f => f.Item.File, StringComparer.Ordinal)];
        if (days.Length == 0)
        {
            return;
        }

        Dictionary<string, (int Line, WrittenLine Row)[]> rowsOf = lines.Index().Where(l => l.Item.Kind == kind && l.Item.Lost is null)
            .GroupBy(l => l.Item.File, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (((int, WrittenLine)[])[.. g.OrderBy(l => l.Item.OffsetBytes)]), StringComparer.Ordinal);
        List<WrittenFile> written = [];
        int number = 0;
        using RowWriter writer = new();
        string path = "";
        foreach ((int _, WrittenFile day) in days)
        {
            string old = Path.Combine(root, day.File);
            Queue<(int Line, WrittenLine Row)> rows = new(rowsOf.GetValueOrDefault(day.File) ?? []);
            List<string> header = [];
            long at = 0, count = 0;
            foreach (string line in File.ReadLines(old))
            {
                long start = at;
                at += System.Text.Encoding.UTF8.GetByteCount(line) + 2;
                if (line.StartsWith('#'))
                {
                    header = header.Count == HeaderLines ? [line] : [.. header, line];
                    continue;
                }

                if (!writer.IsOpen || writer.Offset > maxBytes)
                {
                    Add(day.Day, ref count);
                    Close(written);
                    path = LogKinds.Folder(kind) + "u_extend" + (++number).ToString(CultureInfo.InvariantCulture) + ".log";
                    writer.Open(new FileStream(Path.Combine(root, path), FileMode.Create, FileAccess.Write, FileShare.Read, 1));
                    foreach (string text in header)
                    {
                        writer.Put(text);
                        writer.EndLine();
                    }
                }

                while (rows.TryPeek(out (int Line, WrittenLine Row) next) && next.Row.OffsetBytes == start)
                {
                    lines[next.Line] = next.Row with { File = path, Line = writer.Lines + 1, OffsetBytes = writer.Offset };
                    rows.Dequeue();
                }

                writer.Put(line);
                writer.EndLine();
                count++;
            }

            Add(day.Day, ref count);
            File.Delete(old);
        }

        Close(written);
        foreach ((int index, WrittenFile _) in days.Reverse())
        {
            files.RemoveAt(index);
        }

        files.AddRange(written);

        void Add(DateOnly day, ref long count)
        {
            if (count > 0)
            {
                written.Add(new WrittenFile(kind, path, day, 0, count, null));
                count = 0;
            }
        }

        void Close(List<WrittenFile> done)
        {
            if (writer.IsOpen)
            {
                int first = done.FindIndex(f => f.File == path);
                if (first >= 0)
                {
                    done[first] = done[first] with { Bytes = writer.Offset };
                }

                writer.Close();
            }
        }
    }
}
