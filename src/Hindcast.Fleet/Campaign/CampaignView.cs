namespace Hindcast.Fleet.Campaign;

/// <summary>The campaign as far as a caller's organisations show it.</summary>
/// <param name="Days">Victims by the day on which it began.</param>
/// <param name="Sectors">By sector, the most compromised first.</param>
/// <param name="Countries">By country, the most compromised first.</param>
/// <param name="Vulnerabilities">Flaws that servers were seen open to, with how many, the most first.</param>
/// <param name="Shared">What several organisations have in common, the most first.</param>
public sealed record CampaignView(
    IReadOnlyList<VictimDay> Days, IReadOnlyList<VictimGroup> Sectors, IReadOnlyList<VictimGroup> Countries,
    IReadOnlyList<OpenFlaw> Vulnerabilities, IReadOnlyList<SharedTerm> Shared);
