using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence.Assessments;
using Hindcast.Sigma;

namespace Hindcast.Engine.Packs;

/// <summary>A campaign pack as loaded: what it knows, its rules, and its identity.</summary>
/// <param name="Campaign">What analysis needs.</param>
/// <param name="Rules">Its rules, in the order of their ids.</param>
/// <param name="Reference">Id, name and hash for the assessment.</param>
public sealed record CampaignPack(Campaign Campaign, IReadOnlyList<SigmaRule> Rules, PackReference Reference);
