namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 5: what was reached?</summary>
/// <param name="Mailboxes">Mailboxes that were read, of which the evidence names the owner.</param>
/// <param name="Named">Of these, those that the assessment names.</param>
/// <param name="WronglyNamed">Mailboxes that it names and nobody read.</param>
/// <param name="SaysMailWasRead">It says that mail was reached, with or without names.</param>
/// <param name="MailWasRead">Mail was read and rows of that are left.</param>
/// <param name="BytesTaken">Bytes of mail and of archives that went out.</param>
/// <param name="BytesBound">The most that the assessment says went out, over all clusters; null when it gives no bound for one of them, or has none.</param>
/// <param name="BytesCounted">The least that it says went out, over all clusters.</param>
public sealed record ImpactScore(
    int Mailboxes, int Named, int WronglyNamed, bool SaysMailWasRead, bool MailWasRead, long BytesTaken, long? BytesBound, long BytesCounted);
