namespace Hindcast.Analysis.Campaigns;

/// <summary>A log that a full answer needs.</summary>
/// <param name="Kind">Format id; several with | between when any of them will do.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Path">Where a server keeps it.</param>
/// <param name="Tells">What it tells.</param>
public sealed record NeededLog(string Kind, string Name, string Path, string Tells)
{
    /// <summary>Of event logs: the channels that are needed, and what each tells. Empty when any log of the kind will do.</summary>
    public IReadOnlyList<(string Name, string Tells)> Channels { get; init; } = [];
}
