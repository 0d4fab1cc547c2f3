namespace Hindcast.Reports.Notify;

/// <summary>One report that is due.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Amount">How many of <paramref name="Unit"/>; 0 for "without delay".</param>
/// <param name="Unit"><c>hours</c>, <c>days</c>, <c>business-days</c>, <c>months</c> or <c>none</c>.</param>
/// <param name="After">Name of the report that it follows, or "" when it follows the start of the clock.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Facts">What has to be in it: keys of <see cref="FactSheet"/>.</param>
public sealed record DutyDeadline(string Name, int Amount, string Unit, string After, string Recipient, IReadOnlyList<string> Facts);
