namespace Hindcast.Formats.Matching;

/// <summary>Finds the next literal of a compiled set in bytes. Immutable and thread-safe.</summary>
internal abstract class LiteralScanner
{
    /// <summary>Returned when there is no further match.</summary>
    public const int None = -1;

    /// <summary>
    /// Finds a match that lies wholly in <paramref name="text"/> at or after <paramref name="from"/>. Matches are met in
    /// the order of their rarest window, so that of overlapping matches a later starting one may come first.
    /// </summary>
    /// <param name="text">The bytes to search.</param>
    /// <param name="from">0 to the length of the text.</param>
    /// <param name="literal">Index of the literal met.</param>
    /// <returns>Offset of the match, or <see cref="None"/>.</returns>
    public abstract int Find(ReadOnlySpan<byte> text, int from, out int literal);
}
