using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Gathers the diagnostics of a stretch of a file. Bounded: the first of each kind are kept one by one, the rest are
/// counted on the last of their kind. One thread at a time.
/// </summary>
internal sealed class EvtxDiagnosticLog
{
    private const int MostPerKind = 100;

    private readonly List<Diagnostic> _entries = [];
    private readonly Dictionary<DiagnosticDescriptor, (int Count, int Last)> _kinds = [];

    public IReadOnlyList<Diagnostic> Entries => _entries;

    /// <summary>Bytes lost over all.</summary>
    public long LostBytes { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        LostBytes += diagnostic.LostBytes;
        (int count, int last) = _kinds.GetValueOrDefault(diagnostic.Descriptor);
        if (count < MostPerKind)
        {
            _kinds[diagnostic.Descriptor] = (count + 1, _entries.Count);
            _entries.Add(diagnostic);
            return;
        }

        Diagnostic kept = _entries[last];
        _entries[last] = kept with
        {
            Count = kept.Count + diagnostic.Count,
            LostBytes = kept.LostBytes + diagnostic.LostBytes,
        };
    }

    public void AddAll(EvtxDiagnosticLog other)
    {
        foreach (Diagnostic diagnostic in other._entries)
        {
            Add(diagnostic);
        }
    }

    public void Clear()
    {
        _entries.Clear();
        _kinds.Clear();
        LostBytes = 0;
    }
}
