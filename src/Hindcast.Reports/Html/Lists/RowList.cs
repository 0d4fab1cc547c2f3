namespace Hindcast.Reports.Html.Lists;

/// <summary>A list too long to be written as a table: its rows lie in the page as data, and a script turns the pages.</summary>
public sealed class RowList
{
    /// <summary>Name in the page.</summary>
    public required string Name { get; init; }

    /// <summary>What a row is.</summary>
    public required string One { get; init; }

    /// <summary>What rows are.</summary>
    public required string Many { get; init; }

    /// <summary>Style class of the table.</summary>
    public required string Style { get; init; }

    /// <summary>Headers, separated by a stroke.</summary>
    public required string Headers { get; init; }

    /// <summary>The form of each column, a word each, as report.js knows them.</summary>
    public required string Kinds { get; init; }

    /// <summary>First letter of the claims that the rows are.</summary>
    public required string Claims { get; init; }

    /// <summary>The file that holds all of them.</summary>
    public required string File { get; init; }

    /// <summary>How many there are.</summary>
    public required int Total { get; init; }

    /// <summary>How many the page tells without its script.</summary>
    public required int Told { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<RowBlock> Blocks { get; init; }

    /// <summary>How many rows there was room for.</summary>
    public int Rows => Blocks.Sum(b => b.Rows);
}
