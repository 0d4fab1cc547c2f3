namespace Hindcast.Analysis.Campaigns;

/// <summary>
/// A part of the campaign that only some logs can show. Without them nothing is said of it: it is not assessable.
/// </summary>
/// <param name="Subject">The subject of its findings.</param>
/// <param name="Logs">Logs that would show it: kinds, or <c>kind/part</c>, with | between them; "" when <paramref name="Rule"/> says all.</param>
/// <param name="Rule">Id of a rule that must have met something to show that such records were written; "" for none.</param>
/// <param name="Needs">What would have to be in the evidence, in words.</param>
public sealed record SubjectCheck(string Subject, string Logs, string Rule, string Needs);
