using Hindcast.Evidence;

namespace Hindcast.Fleet.Organisations;

/// <summary>An organisation in a list.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Servers">How many servers it has.</param>
/// <param name="Assessed">How many of them were assessed.</param>
/// <param name="Worst">The worst outcome among them; null when none was assessed, or when the caller may not know.</param>
public sealed record OrganisationRow(Organisation Organisation, long Servers, long Assessed, Outcome? Worst);
