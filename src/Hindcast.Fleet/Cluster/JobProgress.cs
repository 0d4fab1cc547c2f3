namespace Hindcast.Fleet.Cluster;

/// <summary>How far a job is.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="DoneBytes">Bytes read.</param>
/// <param name="TotalBytes">Bytes to read, as far as known.</param>
[GenerateSerializer]
[Immutable]
public sealed record JobProgress(
    [property: Id(0)] string JobId, [property: Id(1)] long Attempt, [property: Id(2)] long DoneBytes, [property: Id(3)] long TotalBytes);
