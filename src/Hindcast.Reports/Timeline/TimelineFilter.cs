using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

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

    /// <summary>Claims wanted whatever their address, such as those of an actor cluster; see <see cref="WithClusters"/>.</summary>
    public IReadOnlySet<string> Claims { get; init; } = new HashSet<string>();

    /// <summary>Least outcome wanted; entries without one go then.</summary>
    public Outcome? MinOutcome { get; init; }

    /// <summary>The same filter, in which the id of an actor cluster (A1) or of an intrusion (I1) among the actors stands for its observations.</summary>
    public TimelineFilter WithClusters(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        HashSet<string> intrusions = new(Actors, StringComparer.OrdinalIgnoreCase);
        intrusions.UnionWith(assessment.Actors.Clusters.Where(c => Actors.Contains(c.Id, StringComparer.OrdinalIgnoreCase)).SelectMany(c => c.Intrusions));
        return this with { Claims = assessment.Intrusions.Where(i => intrusions.Contains(i.Id)).SelectMany(i => i.Observations).ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>True when the entry is wanted.</summary>
    public bool Takes(TimelineEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (From is null || entry.Time.Utc >= From) && (Until is null || entry.Time.Utc < Until)
            && (Kinds.Count == 0 || Kinds.Contains(entry.Kind, StringComparer.OrdinalIgnoreCase))
            && (Hosts.Count == 0 || Hosts.Contains(entry.Host, StringComparer.OrdinalIgnoreCase))
            && (Actors.Count == 0 || Actors.Contains(entry.Actor, StringComparer.OrdinalIgnoreCase) || Claims.Contains(entry.Claim))
            && (MinOutcome is null || entry.Outcome >= MinOutcome);
    }
}
