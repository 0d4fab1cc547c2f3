using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence.Assessments;
using Hindcast.Sigma;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Packs;

/// <summary>A campaign pack as loaded: what it knows, its rules, and its identity.</summary>
/// <param name="Campaign">What analysis needs.</param>
/// <param name="Rules">Its rules, in the order of their ids, and behind them those made of its indicators.</param>
/// <param name="Correlations">Its correlations, each behind those that it needs.</param>
/// <param name="Indicators">Its indicators.</param>
/// <param name="Reference">Id, name and hash for the assessment.</param>
public sealed record CampaignPack(
    Campaign Campaign,
    IReadOnlyList<SigmaRule> Rules,
    IReadOnlyList<SigmaCorrelation> Correlations,
    IReadOnlyList<PackIndicator> Indicators,
    PackReference Reference);
