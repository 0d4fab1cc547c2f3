namespace Hindcast.Fleet.Accounts;

/// <summary>Who did what, when and from where.</summary>
/// <param name="Number">Counts up.</param>
/// <param name="At">When.</param>
/// <param name="Account">Name of the account, or "".</param>
/// <param name="Action">What: a word such as <c>report.read</c>.</param>
/// <param name="OrganisationId">Whose, or "".</param>
/// <param name="Subject">On what: ids, or the path.</param>
/// <param name="Address">Remote address.</param>
public sealed record AuditEntry(
    long Number, DateTimeOffset At, string Account, string Action, string OrganisationId, string Subject, string Address);
