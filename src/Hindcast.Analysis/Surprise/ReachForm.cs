namespace Hindcast.Analysis.Surprise;

/// <summary>What is known of an account that reaches a mailbox from the texts of both alone.</summary>
/// <param name="Caller">The account that is authenticated.</param>
/// <param name="Mailbox">The mailbox as the log names it.</param>
/// <param name="Key">Hash of both, whatever their case.</param>
internal sealed record ReachForm(string Caller, string Mailbox, ulong Key);
