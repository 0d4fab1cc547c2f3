namespace Hindcast.Fleet.Results;

/// <summary>Something of an assessment that can be searched for.</summary>
/// <param name="Kind">What it is: <c>address</c>, <c>page</c>, <c>user-agent</c>, <c>sha256</c>, <c>file</c>, <c>account</c>, <c>host</c>,
/// <c>subject</c>, <c>rule</c>, or a kind of <see cref="Hindcast.Evidence.Assessments.ClusterFeature"/>.</param>
/// <param name="Value">In lower case, cut to 400 characters. Untrusted.</param>
/// <param name="Actor">True when an operator can be told by it.</param>
/// <param name="First">Unix milliseconds, or null.</param>
/// <param name="Last">Unix milliseconds, or null.</param>
/// <param name="Hands">Which of the server's actor clusters it belongs to: a bit each, the first cluster's the lowest, all from the 62nd on
/// one; 0 for none, and in rows of before this was kept.</param>
public sealed record Term(string Kind, string Value, bool Actor, long? First, long? Last, long Hands = 0);
