using Hindcast.Evidence;

namespace Hindcast.Formats.Artefacts;

/// <summary>The kinds of trouble that artefacts can be in.</summary>
public static class ArtefactDiagnostics
{
    /// <summary>HC2101.</summary>
    public static readonly DiagnosticDescriptor BadXml = new(
        "HC2101", DiagnosticSeverity.Loss, "XML is not well-formed", "what stands before that place is read");

    /// <summary>HC2102.</summary>
    public static readonly DiagnosticDescriptor XmlTypeDefinition = new(
        "HC2102", DiagnosticSeverity.Loss, "XML with a document type definition", "not expanded; the file is not read");

    /// <summary>HC2103.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new(
        "HC2103", DiagnosticSeverity.Loss, "artefact is larger than its reader takes", "its start is read");

    /// <summary>HC2104.</summary>
    public static readonly DiagnosticDescriptor LineTooLong = new(
        "HC2104", DiagnosticSeverity.Loss, "line of an artefact is longer than the limit", "its start is read");

    /// <summary>HC2105.</summary>
    public static readonly DiagnosticDescriptor NotUtf8 = new(
        "HC2105", DiagnosticSeverity.Info, "artefact is neither UTF-8 nor UTF-16", "read as Latin-1; other letters may be wrong");

    /// <summary>HC2106.</summary>
    public static readonly DiagnosticDescriptor BadRow = new(
        "HC2106", DiagnosticSeverity.Warning, "row of an artefact has another form than expected", "row skipped");

    /// <summary>HC2107.</summary>
    public static readonly DiagnosticDescriptor TooDeep = new(
        "HC2107", DiagnosticSeverity.Loss, "XML is deeper or has more elements than any real file", "what stands before that place is read");

    /// <summary>HC2110.</summary>
    public static readonly DiagnosticDescriptor BrokenEvent = new(
        "HC2110", DiagnosticSeverity.Loss, "part of an export of events is no event", "part skipped; the next begins at the next line");

    /// <summary>HC2111.</summary>
    public static readonly DiagnosticDescriptor EventTimeWithoutZone = new(
        "HC2111", DiagnosticSeverity.Info, "export tells no zone of its times", "times are taken as UTC");
}
