using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Carries a diagnostic out of a decoder to the <see cref="GuardedStream"/> around it; never leaves this folder.
/// </summary>
internal sealed class DecodingException(DiagnosticDescriptor descriptor, string found) : IOException(found)
{
    /// <summary>What is wrong.</summary>
    public DiagnosticDescriptor Descriptor => descriptor;
}
