namespace Hindcast.Evidence.Assessments;

/// <summary>What was reached or taken, as far as logs tell.</summary>
/// <param name="Mailboxes">Mailboxes reached, in text order.</param>
/// <param name="Taken">Exports, archives, credential stores, in the order of time.</param>
/// <param name="BytesOut">Bytes sent to each cluster over the web server: those that were counted, and a bound where there is one.</param>
/// <param name="PersonalData">Whether personal data were within reach, in one sentence.</param>
public sealed record ImpactReport(
    IReadOnlyList<MailboxAccess> Mailboxes,
    IReadOnlyList<TakenThing> Taken,
    IReadOnlyList<BytesOut> BytesOut,
    Statement PersonalData)
{
    /// <summary>Nothing seen.</summary>
    public static ImpactReport None { get; } = new([], [], [], new Statement("Nothing in the evidence shows that personal data were reached", []));
}
