using System.Globalization;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Replay;

/// <summary>
/// From which day on each rule could be used (ADR 33), and so from which day on it explains a row or an address. Packs may be
/// left out, as if they did not exist. Immutable.
/// </summary>
internal sealed class KnowledgeDates
{
    private readonly Dictionary<string, DateOnly> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, long OffsetBytes), DateOnly> _rows = [];
    private readonly Dictionary<string, DateOnly> _clients = new(StringComparer.Ordinal);

    /// <summary>Works the days out.</summary>
    /// <param name="knowledge">The packs.</param>
    /// <param name="without">Ids of packs that are left out.</param>
    internal KnowledgeDates(Knowledge knowledge, IReadOnlyCollection<string> without)
    {
        foreach (CampaignPack pack in knowledge.Packs.Where(p => !without.Contains(p.Campaign.Id)))
        {
            foreach ((string id, string date) in pack.Rules.Select(r => (r.Header.Id, r.Header.Date)).Concat(pack.Correlations.Select(c => (c.Header.Id, c.Header.Date))))
            {
                if (Known(pack, date) is { } known)
                {
                    _rules[id] = known;
                }
            }
        }
    }

    /// <summary>A rule without a day that can be read is never used.</summary>
    internal static DateOnly? Known(CampaignPack pack, string ruleDate) =>
        pack.Campaign.Disclosed is { } disclosed ? disclosed.AddDays(1)
        : DateOnly.TryParseExact(ruleDate, ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>Takes what rules meet in the evidence: rows, and addresses of chains in which a rule shows that a flaw answered.</summary>
    internal KnowledgeDates Over(IReadOnlyList<Observation> observations, IReadOnlyList<Intrusion> intrusions, IReadOnlyDictionary<string, Outcome> outcomes)
    {
        Dictionary<string, DateOnly> reached = new(StringComparer.Ordinal);
        foreach (Observation observation in observations)
        {
            if (_rules.TryGetValue(observation.RuleId, out DateOnly known) && outcomes.GetValueOrDefault(observation.RuleId) is > Outcome.None and Outcome outcome)
            {
                Earliest(_rows, (observation.Location.File, observation.Location.OffsetBytes), known);
                if (outcome >= Outcome.Reached)
                {
                    reached[observation.Id] = known;
                }
            }
        }

        foreach (Intrusion intrusion in intrusions)
        {
            DateOnly[] days = [.. intrusion.Observations.Where(reached.ContainsKey).Select(o => reached[o])];
            foreach (string address in days.Length > 0 ? intrusion.Addresses : [])
            {
                Earliest(_clients, address, days.Min());
            }
        }

        return this;
    }

    /// <summary>True when a rule that was known on a day meets a row.</summary>
    internal bool Explains(DateOnly day, SourceLocation place) => _rows.TryGetValue((place.File, place.OffsetBytes), out DateOnly known) && known <= day;

    /// <summary>True when rules that were known on a day lead to an address.</summary>
    internal bool Explains(DateOnly day, string client) => _clients.TryGetValue(client, out DateOnly known) && known <= day;

    private static void Earliest<T>(Dictionary<T, DateOnly> days, T key, DateOnly day)
        where T : notnull =>
        days[key] = days.TryGetValue(key, out DateOnly known) && known < day ? known : day;
}
