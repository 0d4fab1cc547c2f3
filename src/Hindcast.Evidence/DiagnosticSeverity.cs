namespace Hindcast.Evidence;

/// <summary>How much a diagnostic matters.</summary>
public enum DiagnosticSeverity : byte
{
    /// <summary>Worth knowing; nothing was lost.</summary>
    Info,

    /// <summary>Something is odd, or was read in spite of damage.</summary>
    Warning,

    /// <summary>Evidence was lost: a line, a record, a stretch or a whole file could not be read.</summary>
    Loss,
}
