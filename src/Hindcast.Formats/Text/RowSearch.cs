using Hindcast.Formats.Matching;

namespace Hindcast.Formats.Text;

/// <summary>Which rows of a text log go to the sink.</summary>
/// <param name="Literals">Rows that hold one of these texts; null for none.</param>
/// <param name="EveryRow">True for all rows, whatever they hold.</param>
/// <param name="Escaped">Also rows that hold one of these texts when decoded; null for none.</param>
public sealed record RowSearch(LiteralSet? Literals, bool EveryRow, EscapedText? Escaped = null)
{
    /// <summary>
    /// True when other rows need not be counted and checked, as in a second reading: of the result only places and headers hold then.
    /// </summary>
    public bool HitsAlone { get; init; }

    /// <summary>No row.</summary>
    public static readonly RowSearch None = new(null, false);
}
