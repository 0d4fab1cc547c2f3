namespace Hindcast.Analysis.Surprise;

/// <summary>What is known of a registered domain from the days before.</summary>
/// <param name="firstDay">Number of the day on which it was first asked for.</param>
/// <param name="daysBefore">Days with DNS records before that.</param>
internal sealed class DomainPast(int firstDay, int daysBefore)
{
    /// <summary>With so many names nothing more is said of a domain, so none are added.</summary>
    private const int EnoughNames = 64;

    private HashSet<ulong>? _oddNames;

    internal int FirstDay { get; } = firstDay;

    internal int DaysBefore { get; } = daysBefore;

    internal IReadOnlyCollection<ulong> OddNames => _oddNames ?? (IReadOnlyCollection<ulong>)[];

    internal void Add(ReadOnlySpan<ulong> names)
    {
        if (names.Length == 0 || OddNames.Count >= EnoughNames)
        {
            return;
        }

        _oddNames ??= [];
        foreach (ulong name in names)
        {
            _oddNames.Add(name);
        }
    }
}
