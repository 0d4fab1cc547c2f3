using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Matching;

/// <summary>
/// A set of literals, compiled once, that is searched for in blocks of log lines without regard to ASCII case. Finds
/// the few lines that a rule must look at: the cost hardly grows with the number of literals. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Literals are compared as UTF-8 bytes. ASCII letters match in either case; other letters match as given, all small or
/// all capital. Duplicates and literals inside other literals are allowed. Meant for 1 to about 5,000 literals.
/// </remarks>
public sealed class LiteralSet
{
    private const byte LineFeed = (byte)'\n';

    private readonly LiteralScanner? _scanner;

    private LiteralSet(LiteralScanner? scanner, int count, VectorPath path)
    {
        _scanner = scanner;
        Count = count;
        Path = path;
    }

    /// <summary>Number of literals given, duplicates included.</summary>
    public int Count { get; }

    /// <summary>The width of vectors in use.</summary>
    public VectorPath Path { get; }

    /// <summary>The widest path that this machine supports.</summary>
    public static VectorPath WidestPath =>
        NibbleScanner.Supports256 ? VectorPath.Vector256 :
        Vector128.IsHardwareAccelerated ? VectorPath.Vector128 :
        VectorPath.Scalar;

    /// <summary>Compiles literals for the widest vectors of this machine.</summary>
    /// <exception cref="ArgumentException">A literal is empty or holds a line feed (a match cannot span lines).</exception>
    public static LiteralSet Compile(IEnumerable<string> literals) => Compile(literals, WidestPath);

    /// <summary>
    /// How many lines of a sample of web server and Exchange logs hold a literal: an estimate of how many candidates it
    /// would give, for choosing between literals.
    /// </summary>
    public static int LinesOfSampleWith(string literal)
    {
        int lines = 0;
        foreach (ReadOnlySpan<char> line in LogTextSample.Text.AsSpan().EnumerateLines())
        {
            lines += line.Contains(literal, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return lines;
    }

    /// <summary>Compiles literals for a path; one that the machine lacks is replaced by its widest.</summary>
    /// <exception cref="ArgumentException">A literal is empty or holds a line feed (a match cannot span lines).</exception>
    public static LiteralSet Compile(IEnumerable<string> literals, VectorPath path)
    {
        ArgumentNullException.ThrowIfNull(literals);
        path = (VectorPath)int.Min((int)path, (int)WidestPath);
        List<FoldedLiteral> spellings = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int count = 0;
        foreach (string literal in literals)
        {
            if (string.IsNullOrEmpty(literal) || literal.Contains('\n', StringComparison.Ordinal))
            {
                throw new ArgumentException($"Literal {count} is empty or holds a line feed.", nameof(literals));
            }

            foreach (FoldedLiteral spelling in FoldedLiteral.Spellings(literal, count))
            {
                // The first of equal literals stands for all of them.
                if (seen.Add(Convert.ToHexString(spelling.Bytes)))
                {
                    spellings.Add(spelling);
                }
            }

            count++;
        }

        LiteralScanner? scanner = spellings.Count switch
        {
            0 => null,
            1 => new SingleLiteralScanner(spellings[0], path),
            _ => new NibbleScanner(spellings, path),
        };
        return new LiteralSet(scanner, count, path);
    }

    /// <summary>
    /// Appends to <paramref name="hits"/> one hit for each line of <paramref name="block"/> that holds any literal,
    /// offsets ascending. Which literal of a line with several is reported is the same on every machine and path, but
    /// it need not be the leftmost one.
    /// </summary>
    /// <param name="block">Lines that end with a line feed; the last one may lack it.</param>
    /// <param name="hits">The list to append to; it is not cleared.</param>
    public void FindLines(ReadOnlySpan<byte> block, ref LineHits hits)
    {
        for (int from = 0; (uint)from < (uint)block.Length;)
        {
            int at = Find(block, from, out int literal);
            if (at < 0)
            {
                return;
            }

            hits.Add(new LiteralHit(at, literal));
            from = NextLine(block, at);
        }
    }

    /// <summary>Number of lines that hold any literal; a last line without line feed counts.</summary>
    public int CountMatchingLines(ReadOnlySpan<byte> block)
    {
        int lines = 0;
        for (int from = 0; (uint)from < (uint)block.Length;)
        {
            int at = Find(block, from, out _);
            if (at < 0)
            {
                break;
            }

            lines++;
            from = NextLine(block, at);
        }

        return lines;
    }

    /// <summary>Offset of a match in <paramref name="text"/> (not always the leftmost one), or -1 when there is none.</summary>
    public int IndexOfAny(ReadOnlySpan<byte> text) => IndexOfAny(text, out _);

    /// <summary>As <see cref="IndexOfAny(ReadOnlySpan{byte})"/>, with the index of the literal met, or -1.</summary>
    public int IndexOfAny(ReadOnlySpan<byte> text, out int literal) => Find(text, 0, out literal);

    private int Find(ReadOnlySpan<byte> text, int from, out int literal)
    {
        literal = -1;
        return _scanner is null ? LiteralScanner.None : _scanner.Find(text, from, out literal);
    }

    /// <summary>Offset after the line that holds <paramref name="at"/>.</summary>
    private static int NextLine(ReadOnlySpan<byte> block, int at)
    {
        int length = block[at..].IndexOf(LineFeed);
        return length < 0 ? block.Length : at + length + 1;
    }
}
