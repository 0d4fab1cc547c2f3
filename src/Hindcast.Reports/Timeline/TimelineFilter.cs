using Hindcast.Evidence;

namespace Hindcast.Reports.Timeline;

/// <summary>Which entries of a timeline are wanted; what is not set does not filter.</summary>
public sealed record TimelineFilter
{
    /// <summary>First moment wanted, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>First moment that is not wanted any more, UTC.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Kinds wanted; empty for all.</summary>
    public IReadOnlyCollection<string> Kinds { get; init; } = [];

    /// <summary>Servers wanted (case does not count); empty for all.</summary>
    public IReadOnlyCollection<string> Hosts { get; init; } = [];

    /// <summary>Client addresses wanted; empty for all.</summary>
    public IReadOnlyCollection<string> Actors { get; init; } = [];

    /// <summary>Least outcome wanted; entries without one go then.</summary>
    public Outcome? MinOutcome { get; init; }

    /// <summary>True when the entry is wanted.</summary>
    public bool Takes(TimelineEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (From is null || entry.Time.Utc >= From) && (Until is null || entry.Time.Utc < Until)
            && (Kinds.Count == 0 || Kinds.Contains(entry.Kind, StringComparer.OrdinalIgnoreCase))
            && (Hosts.Count == 0 || Hosts.Contains(entry.Host, StringComparer.OrdinalIgnoreCase))
            && (Actors.Count == 0 || Actors.Contains(entry.Actor, StringComparer.OrdinalIgnoreCase))
            && (MinOutcome is null || entry.Outcome >= MinOutcome);
    }
}
