using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Collects diagnostics of one tree. The same one reported twice (a member that is read twice, a file that can be neither looked at nor read) counts once, and the list is
/// sorted, so that it does not depend on who read first. Thread-safe.
/// </summary>
internal sealed class DiagnosticSink
{
    private readonly Lock _lock = new();
    private readonly HashSet<Diagnostic> _seen = [];

    /// <summary>Notes one.</summary>
    public void Add(Diagnostic diagnostic)
    {
        lock (_lock)
        {
            _seen.Add(diagnostic);
        }
    }

    /// <summary>All so far, by file, offset, code and text.</summary>
    public IReadOnlyList<Diagnostic> Snapshot()
    {
        Diagnostic[] all;
        lock (_lock)
        {
            all = [.. _seen];
        }

        Array.Sort(all, static (left, right) =>
        {
            int order = left.Location.CompareTo(right.Location);
            order = order != 0 ? order : string.CompareOrdinal(left.Code, right.Code);
            order = order != 0 ? order : string.CompareOrdinal(left.Found, right.Found);
            order = order != 0 ? order : string.CompareOrdinal(left.Expected, right.Expected);
            order = order != 0 ? order : left.Count.CompareTo(right.Count);
            return order != 0 ? order : left.LostBytes.CompareTo(right.LostBytes);
        });

        // The listing and the reading meet the same trouble; the reading knows what was lost.
        return [.. all.GroupBy(d => (d.Location.File, d.Location.OffsetBytes, d.Code, d.Found)).Select(same => same.MaxBy(d => d.LostBytes)!)];
    }
}
