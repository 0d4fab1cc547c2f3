namespace Hindcast.Evidence.Assessments;

/// <summary>Bytes that the web server sent to the addresses of one cluster.</summary>
/// <param name="Actor">Claim id of the cluster.</param>
/// <param name="UpperBound">The most that can have gone out over the web server on the days of its signs: bytes of all answers to its
/// addresses. Since 1.7 absent unless the web server's own log counts every one of them and covers all of these days.</param>
/// <param name="Requests">Requests counted.</param>
/// <param name="Logs">Logs in which they were counted; empty when no log counts bytes.</param>
public sealed record BytesOut(string Actor, long? UpperBound, long Requests, IReadOnlyList<string> Logs)
{
    /// <summary>Bytes of the answers that were counted: the least that went out. Since 1.7.</summary>
    public long Counted { get; init; }

    /// <summary>Requests that stand in logs without a count of their bytes; 0 when there is an upper bound. Since 1.7.</summary>
    public long Uncounted { get; init; }

    /// <summary>The logs of these requests. Since 1.7.</summary>
    public IReadOnlyList<string> UncountedLogs { get; init; } = [];
}
