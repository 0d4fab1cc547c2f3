namespace Hindcast.Evidence.Assessments;

/// <summary>Bytes that the web server sent to the addresses of one cluster.</summary>
/// <param name="Actor">Claim id of the cluster.</param>
/// <param name="UpperBound">Bytes of answers, over all requests of its addresses in the logs that count bytes. The true loss over
/// this way is at most that; other ways leave no trace in these logs.</param>
/// <param name="Requests">Requests counted.</param>
/// <param name="Logs">Logs in which they were counted; empty when no log counts bytes, and the bound means nothing.</param>
public sealed record BytesOut(string Actor, long UpperBound, long Requests, IReadOnlyList<string> Logs);
