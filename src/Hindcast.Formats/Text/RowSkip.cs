namespace Hindcast.Formats.Text;

/// <summary>
/// Finds rows that need no look when only rows with a searched text are wanted: a few quick searches over a stretch instead of
/// a walk from line to line. Stretches grow while nothing stands in their way, so that rows that do cost little. Serves one thread.
/// </summary>
internal struct RowSkip
{
    private const int LeastBytes = 4 << 10, MostBytes = 256 << 10;

    private int _stretchBytes;

    /// <summary>How many bytes from the start are whole rows that can be passed by; 0 when the first row has to be looked at.</summary>
    /// <param name="rows">Whole lines; the first byte starts one.</param>
    /// <param name="mayBeQuoted">True when a row with quotation marks may go on in the next line.</param>
    /// <param name="lines">Lines among them.</param>
    internal int Find(ReadOnlySpan<byte> rows, bool mayBeQuoted, out int lines)
    {
        int wanted = Math.Max(_stretchBytes, LeastBytes);
        ReadOnlySpan<byte> free = Lines(rows[..Math.Min(rows.Length, wanted)]);
        if (mayBeQuoted && free.IndexOf((byte)'"') is >= 0 and int quote)
        {
            free = Lines(free[..quote]);
        }

        int header = free.StartsWith("#"u8) ? 0 : free.IndexOf("\n#"u8) + 1;
        if (header > 0 || free.StartsWith("#"u8))
        {
            free = free[..header];
        }

        // The next stretch is small again when this one ended early.
        _stretchBytes = free.Length > wanted / 2 ? Math.Min(2 * wanted, MostBytes) : LeastBytes;
        lines = free.Count((byte)'\n');
        return free.Length;
    }

    private static ReadOnlySpan<byte> Lines(ReadOnlySpan<byte> bytes) => bytes[..(bytes.LastIndexOf((byte)'\n') + 1)];
}
