namespace Hindcast.Evidence.Assessments;

/// <summary>Something made ready to be taken, or taken.</summary>
/// <param name="Kind"><c>mailbox-export</c>, <c>archive</c>, <c>credential-store</c>, <c>download</c>.</param>
/// <param name="Name">What: a file, a mailbox, a process. Untrusted.</param>
/// <param name="Actor">Claim id of the cluster, or "".</param>
/// <param name="Time">When, or null.</param>
/// <param name="Claims">Ids of observations, at most 20.</param>
public sealed record TakenThing(
    string Kind, string Name, string Actor, EvidenceTime? Time, IReadOnlyList<string> Claims);
