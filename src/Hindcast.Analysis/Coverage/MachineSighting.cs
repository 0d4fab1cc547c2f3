using Hindcast.Evidence;

namespace Hindcast.Analysis.Coverage;

/// <summary>A computer that records of the evidence name as the one that wrote them.</summary>
/// <param name="Name">Its name as the record has it. Untrusted.</param>
/// <param name="First">Time of the first such record, or null.</param>
/// <param name="Last">Time of the last.</param>
public sealed record MachineSighting(string Name, EvidenceTime? First, EvidenceTime? Last)
{
    /// <summary>What makes two names the same machine: the name without its domain, whatever the case.</summary>
    public string Key => (Name.IndexOf('.') is > 0 and int dot ? Name[..dot] : Name).ToUpperInvariant();

    /// <summary>This sighting and another of the same machine.</summary>
    public MachineSighting With(MachineSighting other) => this with
    {
        First = Min(First, other.First),
        Last = Min(Last, other.Last) is { } earlier && Last is { } a && other.Last is { } b ? (earlier == a ? b : a) : Last ?? other.Last,
    };

    private static EvidenceTime? Min(EvidenceTime? a, EvidenceTime? b) => a is null ? b : b is null ? a : a < b ? a : b;
}
