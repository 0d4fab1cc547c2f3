namespace Hindcast.Reports.Html.Lists;

/// <summary>Rows that are read at once.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Json">An object. s: the texts, each as the number of characters that it begins with like the one before, and the rest. r: the
/// rows, whose cells name texts by number. ASCII without angle brackets.</param>
public sealed record RowBlock(int Rows, string Json);
