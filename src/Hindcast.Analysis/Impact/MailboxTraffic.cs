using Hindcast.Evidence;

namespace Hindcast.Analysis.Impact;

/// <summary>
/// All answered calls of one client address to Exchange Web Services in which the server's own account acted for the owner
/// of a mailbox. Clients log on as themselves; the server's account comes from outside only through a flaw.
/// </summary>
/// <param name="Address">The client's address.</param>
/// <param name="Mailbox">The owner, as the log writes it. Untrusted.</param>
/// <param name="Calls">Calls.</param>
/// <param name="ResponseBytes">Bytes of the answers; null when the log counts none.</param>
/// <param name="First">First call.</param>
/// <param name="Last">Last call.</param>
/// <param name="Rows">The first rows, at most 5.</param>
public sealed record MailboxTraffic(
    string Address, string Mailbox, long Calls, long? ResponseBytes, EvidenceTime? First, EvidenceTime? Last, IReadOnlyList<SourceLocation> Rows);
