using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>The kinds of trouble that text logs can be in.</summary>
public static class TextDiagnostics
{
    /// <summary>HC2001.</summary>
    public static readonly DiagnosticDescriptor Empty = new(
        "HC2001", DiagnosticSeverity.Warning, "file is empty", "nothing to read; its days count as not covered");

    /// <summary>HC2002.</summary>
    public static readonly DiagnosticDescriptor NotALog = new(
        "HC2002", DiagnosticSeverity.Loss, "named like a log, but its content is none", "file not read");

    /// <summary>HC2003.</summary>
    public static readonly DiagnosticDescriptor LineTooLong = new(
        "HC2003", DiagnosticSeverity.Loss, "line is longer than the limit", "line skipped, the rest is read");

    /// <summary>HC2004.</summary>
    public static readonly DiagnosticDescriptor NulBytes = new(
        "HC2004", DiagnosticSeverity.Warning, "NUL bytes in a text log", "the bytes around them are read");

    /// <summary>HC2005.</summary>
    public static readonly DiagnosticDescriptor TooFewColumns = new(
        "HC2005", DiagnosticSeverity.Warning, "row has fewer columns than its header", "missing columns count as absent");

    /// <summary>HC2006.</summary>
    public static readonly DiagnosticDescriptor TooManyColumns = new(
        "HC2006", DiagnosticSeverity.Warning, "row has more columns than its header", "columns are aligned as far as possible");

    /// <summary>HC2007.</summary>
    public static readonly DiagnosticDescriptor NoTime = new(
        "HC2007", DiagnosticSeverity.Loss, "row has no readable time", "row is searched, but counts for no day");

    /// <summary>HC2008.</summary>
    public static readonly DiagnosticDescriptor UnclosedQuote = new(
        "HC2008", DiagnosticSeverity.Warning, "quoted column does not end", "row ends where the next one starts");

    /// <summary>HC2009.</summary>
    public static readonly DiagnosticDescriptor NoHeader = new(
        "HC2009", DiagnosticSeverity.Warning, "rows without a #Fields line above them", "the format's usual columns are assumed");

    /// <summary>HC2010.</summary>
    public static readonly DiagnosticDescriptor Utf16 = new(
        "HC2010", DiagnosticSeverity.Info, "log is UTF-16, not UTF-8 as the program writes it",
        "read all the same; the file was converted by somebody");

    /// <summary>HC2011.</summary>
    public static readonly DiagnosticDescriptor Truncated = new(
        "HC2011", DiagnosticSeverity.Warning, "last row has no line end", "row is read as far as it goes");

    /// <summary>HC2012.</summary>
    public static readonly DiagnosticDescriptor TooManyBuilds = new(
        "HC2012", DiagnosticSeverity.Warning, "more builds in one file than a server ever had", "later ones are not kept");

    /// <summary>HC2013.</summary>
    public static readonly DiagnosticDescriptor HeaderChanged = new(
        "HC2013", DiagnosticSeverity.Info, "columns change within the file", "each row is read by the header above it");
}
