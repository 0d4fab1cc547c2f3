namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 5: what was reached?</summary>
/// <param name="Mailboxes">Mailboxes that were read, of which the evidence names the owner.</param>
/// <param name="Named">Of these, those that the assessment names.</param>
/// <param name="WronglyNamed">Mailboxes that it names and nobody read.</param>
/// <param name="SaysMailWasRead">It says that mail was reached, with or without names.</param>
/// <param name="MailWasRead">Mail was read and rows of that are left.</param>
/// <param name="BytesOfMail">Bytes of mail that went out.</param>
/// <param name="BytesBound">The most that the assessment says went out, over all clusters.</param>
public sealed record ImpactScore(
    int Mailboxes, int Named, int WronglyNamed, bool SaysMailWasRead, bool MailWasRead, long BytesOfMail, long BytesBound);
