using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Formats.Artefacts;

/// <summary>
/// One file on its way through a reader: gives its lines or its whole content, takes records, builds and diagnostics.
/// Memory is bounded whatever the file's size. Serves one thread and one file.
/// </summary>
public sealed class ArtefactInput
{
    /// <summary>Bytes of a file that is read as a whole.</summary>
    public const int MaxWholeBytes = 8 << 20;

    /// <summary>Bytes of a line; of a longer one the start is given.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>Different builds that are kept of one file.</summary>
    public const int MaxBuilds = 64;

    private readonly ITextBytes _bytes;
    private readonly Action<ArtefactRecord> _take;
    private readonly CancellationToken _cancellation;
    private readonly DiagnosticTally _tally = new();
    private readonly Dictionary<(BuildNumber, BuildPrecision, string), BuildSighting> _builds = [];

    /// <summary>Makes an input.</summary>
    /// <param name="file">The file's evidence path.</param>
    /// <param name="path">Its path on the collected machine if that is known, else its path in the evidence.</param>
    /// <param name="lengthBytes">Its size; -1 when it is not known.</param>
    /// <param name="bytes">Its content from the first byte.</param>
    /// <param name="take">Is handed each record.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public ArtefactInput(
        string file, string path, long lengthBytes, ITextBytes bytes, Action<ArtefactRecord> take, CancellationToken cancellation)
    {
        File = file;
        Path = path.Replace('/', '\\');
        LengthBytes = lengthBytes;
        _bytes = bytes;
        _take = take;
        _cancellation = cancellation;
        _tally.Reset(file);
    }

    /// <summary>The file's evidence path.</summary>
    public string File { get; }

    /// <summary>The path in Windows form.</summary>
    public string Path { get; }

    /// <summary>Size in bytes; -1 when it is not known.</summary>
    public long LengthBytes { get; }

    /// <summary>
    /// When the file was last written to, where an archive tells it in UTC; null otherwise. On disk that time may be a copier's.
    /// </summary>
    public EvidenceTime? Written { get; init; }

    /// <summary>Records handed out.</summary>
    public long Records { get; private set; }

    /// <summary>Records or rows that could not be read.</summary>
    public long BadRecords { get; private set; }

    /// <summary>Bytes that were not read.</summary>
    public long LostBytes { get; private set; }

    /// <summary>Builds that the file tells, in order.</summary>
    public IReadOnlyList<BuildSighting> Builds => [.. _builds.OrderBy(b => b.Key.Item1).ThenBy(b => b.Key.Item2).ThenBy(b => b.Key.Item3, StringComparer.Ordinal).Select(b => b.Value)];

    /// <summary>What was wrong, each kind once with its count.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            List<Diagnostic> all = [];
            _tally.AddTo(all);
            return all;
        }
    }

    /// <summary>Hands out a record.</summary>
    public void Add(ArtefactRecord record)
    {
        Records++;
        if ((Records & 1023) == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }

        _take(record);
    }

    /// <summary>Notes that a build was there at a time.</summary>
    public void AddBuild(BuildNumber build, BuildPrecision precision, string source, EvidenceTime time, SourceLocation location)
    {
        var key = (build, precision, source);
        if (_builds.TryGetValue(key, out BuildSighting? known))
        {
            _builds[key] = known with
            {
                First = time < known.First ? time : known.First,
                FirstLocation = time < known.First ? location : known.FirstLocation,
                Last = time >= known.Last ? time : known.Last,
                LastLocation = time >= known.Last ? location : known.LastLocation,
                Records = known.Records + 1,
            };
        }
        else if (_builds.Count < MaxBuilds)
        {
            _builds.Add(key, new BuildSighting(build, precision, source, time, time, location, location, 1));
        }
        else
        {
            Note(TextDiagnostics.TooManyBuilds, location, $"over {MaxBuilds}", $"at most {MaxBuilds}");
        }
    }

    /// <summary>Notes trouble.</summary>
    public void Note(DiagnosticDescriptor kind, SourceLocation location, string found, string expected, long lostBytes = 0)
    {
        LostBytes += lostBytes;
        _tally.Add(kind, location.OffsetBytes, location.LengthBytes, location.Line, found, expected, lostBytes);
    }

    /// <summary>Notes a row that could not be read.</summary>
    public void NoteBadRow(ArtefactLine line, string expected)
    {
        BadRecords++;
        Note(ArtefactDiagnostics.BadRow, line.Location, Short(line.Text), expected);
    }

    /// <summary>The file's bytes from where reading stands, for forms that are not made of lines.</summary>
    internal ITextBytes Bytes => _bytes;

    /// <summary>Notes a part that is no record.</summary>
    internal void NoteBroken(DiagnosticDescriptor kind, SourceLocation location, string found, string expected)
    {
        BadRecords++;
        Note(kind, location, found, expected, location.LengthBytes);
    }

    /// <summary>The file as one text; of a file that is too large, its start.</summary>
    public ArtefactText ReadWhole()
    {
        using MemoryStream whole = new();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = _bytes.Read(buffer)) > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            int room = (int)Math.Min(read, MaxWholeBytes - whole.Length);
            whole.Write(buffer, 0, room);
            if (room < read)
            {
                // What follows is read by the caller for its hash alone; how much it is, the known size tells.
                long lost = LengthBytes > MaxWholeBytes ? LengthBytes - MaxWholeBytes : read - room;
                Note(ArtefactDiagnostics.TooLarge, new SourceLocation(File, MaxWholeBytes), $"over {MaxWholeBytes} bytes", $"at most {MaxWholeBytes}", lost);
                break;
            }
        }

        ArtefactText text = new(File, whole.ToArray());
        if (text.IsLatin1)
        {
            Note(ArtefactDiagnostics.NotUtf8, new SourceLocation(File), "bytes that are no UTF-8", "UTF-8 or UTF-16");
        }

        return text;
    }

    /// <summary>The lines from the first to the last, blank ones too.</summary>
    public IEnumerable<ArtefactLine> Lines()
    {
        byte[] buffer = new byte[MaxLineBytes];
        int filled = Fill(buffer, 0);
        bool wide = buffer.AsSpan(0, filled).StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]);
        bool swapped = buffer.AsSpan(0, filled).StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        int mark = wide || swapped ? 2 : buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8) ? 3 : 0;
        Encoding encoding = wide ? Encoding.Unicode : swapped ? Encoding.BigEndianUnicode : Encoding.UTF8;
        int unit = wide || swapped ? 2 : 1;
        int start = mark;
        long offset = 0, line = 1;
        while (start < filled)
        {
            int end = FindEnd(buffer.AsSpan(0, filled), start, unit, swapped);
            if (end < 0 && start > 0)
            {
                // The line goes on behind the buffer: make room.
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                offset += start;
                filled -= start;
                start = 0;
                filled += Fill(buffer, filled);
                end = FindEnd(buffer.AsSpan(0, filled), 0, unit, swapped);
            }

            bool whole = end >= 0;
            int stop = whole ? end : filled;
            int length = TrimReturn(buffer.AsSpan(start, stop - start), unit, swapped);
            SourceLocation location = new(File, offset + start, length, line);
            string text = encoding.GetString(buffer, start, length);
            if (!whole && filled == buffer.Length)
            {
                long skipped = SkipLine(buffer, ref filled, unit, swapped);
                Note(ArtefactDiagnostics.LineTooLong, location, $"over {MaxLineBytes} bytes", $"at most {MaxLineBytes}", skipped);
                yield return new ArtefactLine(text, location, encoding.GetBytes(text));
                offset += stop + skipped;
                start = 0;
            }
            else
            {
                yield return new ArtefactLine(text, location, buffer.AsMemory(start, length));
                start = whole ? stop + unit : filled;
            }

            line++;
            if (start >= filled)
            {
                offset += filled;
                start = 0;
                filled = Fill(buffer, 0);
            }
        }
    }

    /// <summary>The start of a text, for a message.</summary>
    internal static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}...";

    /// <summary>Reads on to the end of an over-long line; what is behind it stays in the buffer.</summary>
    private long SkipLine(byte[] buffer, ref int filled, int unit, bool swapped)
    {
        long skipped = 0;
        while (true)
        {
            filled = Fill(buffer, 0);
            int end = FindEnd(buffer.AsSpan(0, filled), 0, unit, swapped);
            if (end >= 0 || filled == 0)
            {
                int taken = end < 0 ? 0 : end + unit;
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
                filled += Fill(buffer, filled);
                return skipped + taken;
            }

            skipped += filled;
        }
    }

    private int Fill(byte[] buffer, int from)
    {
        _cancellation.ThrowIfCancellationRequested();
        int filled = from, read;
        while (filled < buffer.Length && (read = _bytes.Read(buffer.AsSpan(filled))) > 0)
        {
            filled += read;
        }

        return filled - from;
    }

    /// <summary>Where the line feed stands, or -1.</summary>
    private static int FindEnd(ReadOnlySpan<byte> bytes, int start, int unit, bool swapped)
    {
        for (int i = start; i < bytes.Length; i++)
        {
            int next = bytes[i..].IndexOf((byte)'\n');
            if (next < 0)
            {
                return -1;
            }

            i += next;
            if (unit == 1)
            {
                return i;
            }

            // A UTF-16 unit starts at an even distance from the line's start.
            int at = swapped ? i - 1 : i;
            if (at >= start && (at - start) % 2 == 0 && at + 1 < bytes.Length && bytes[swapped ? i - 1 : i + 1] == 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static int TrimReturn(ReadOnlySpan<byte> line, int unit, bool swapped)
    {
        bool hasReturn = unit == 1 ? line.Length > 0 && line[^1] == (byte)'\r'
            : line.Length > 1 && line[swapped ? ^1 : ^2] == (byte)'\r' && line[swapped ? ^2 : ^1] == 0;
        return line.Length - (hasReturn ? unit : 0);
    }
}
