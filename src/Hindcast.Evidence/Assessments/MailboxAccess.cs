namespace Hindcast.Evidence.Assessments;

/// <summary>A mailbox that was reached.</summary>
/// <param name="Mailbox">Address or account as the log writes it; "" when the log tells that mail was reached, and not whose.</param>
/// <param name="Protocol">How: <c>EWS</c>, <c>MAPI</c>, <c>OWA</c>, <c>EAS</c>, <c>export</c>.</param>
/// <param name="Actor">Claim id of the cluster, or "".</param>
/// <param name="First">First record.</param>
/// <param name="Last">Last record.</param>
/// <param name="Records">Records.</param>
/// <param name="ResponseBytes">Bytes of the answers, where the log counts them; null where it does not.</param>
/// <param name="Claims">Ids of observations, at most 20.</param>
public sealed record MailboxAccess(
    string Mailbox,
    string Protocol,
    string Actor,
    EvidenceTime? First,
    EvidenceTime? Last,
    int Records,
    long? ResponseBytes,
    IReadOnlyList<string> Claims);
