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
    long Records,
    long? ResponseBytes,
    IReadOnlyList<string> Claims)
{
    /// <summary>Claim id: M1, M2 ... Since schema 1.3.</summary>
    public string Id { get; init; } = "";

    /// <summary>Rows that name the mailbox and that no rule met, the first of them, at most 5. Since schema 1.3.</summary>
    public IReadOnlyList<SourceLocation> Rows { get; init; } = [];
}
