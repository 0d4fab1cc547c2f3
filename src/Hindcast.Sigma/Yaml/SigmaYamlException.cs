using Hindcast.Evidence;

namespace Hindcast.Sigma.Yaml;

/// <summary>Ends the reading of one YAML document; the loader turns it into a diagnostic.</summary>
#pragma warning disable CA1064 // never leaves this assembly
internal sealed class SigmaYamlException(
    DiagnosticDescriptor descriptor, int line, int column, string found, string expected) : Exception(found)
#pragma warning restore CA1064
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Expected { get; } = expected;
}
