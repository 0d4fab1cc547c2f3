using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Engine.Packs;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;

namespace Hindcast.Engine.Replay;

/// <summary>
/// From which day on each rule could be used (ADR 33). Packs may be left out, as if they did not exist. Immutable.
/// </summary>
internal sealed class KnowledgeDates
{
    private readonly Dictionary<string, RuleKnowledge> _rules = new(StringComparer.Ordinal);

    /// <summary>Works the days out.</summary>
    /// <param name="knowledge">The packs.</param>
    /// <param name="without">Ids of packs that are left out.</param>
    internal KnowledgeDates(Knowledge knowledge, IReadOnlyCollection<string> without)
    {
        foreach (CampaignPack pack in knowledge.Packs.Where(p => !without.Contains(p.Campaign.Id)))
        {
            foreach ((string id, string date) in pack.Rules.Select(r => (r.Header.Id, r.Header.Date)).Concat(pack.Correlations.Select(c => (c.Header.Id, c.Header.Date))))
            {
                if (Known(pack, date) is { } known && pack.Campaign.Detections.TryGetValue(id, out DetectionMeaning? meaning) && meaning.Role != ObservationRole.Mitigation)
                {
                    _rules[id] = new RuleKnowledge(known, meaning.Outcome, RuleKnowledge.Tells(meaning));
                }
            }
        }
    }

    /// <summary>A rule without a day that can be read is never used.</summary>
    internal static DateOnly? Known(CampaignPack pack, string ruleDate) =>
        pack.Campaign.Disclosed is { } disclosed ? disclosed.AddDays(1)
        : DateOnly.TryParseExact(ruleDate, ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>The rules that count, with what they mean.</summary>
    internal IReadOnlyDictionary<string, RuleKnowledge> Rules => _rules;
}
