namespace Hindcast.Fleet.Evidence;

/// <summary>Evidence on this machine for one assessment. Disposing gives its room back.</summary>
public sealed class EvidenceFiles : IDisposable
{
    private readonly Action? _free;

    internal EvidenceFiles(IReadOnlyList<string> paths, Action? free = null)
    {
        Paths = paths;
        _free = free;
    }

    /// <summary>The files, in the order of their uploads.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <inheritdoc/>
    public void Dispose() => _free?.Invoke();
}
