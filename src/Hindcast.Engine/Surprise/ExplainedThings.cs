using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Surprise;

/// <summary>
/// From which day on rules explain a row or an address, so that it is not told as unusual. An intrusion explains its rows and addresses
/// once a rule that was known tells how it came in: where only what was left behind is known, its unusual things are the ones that
/// somebody has to look at. What reached nothing is explained by the rule that meets it. Immutable.
/// </summary>
internal sealed class ExplainedThings
{
    private readonly Dictionary<(string File, long OffsetBytes), DateOnly> _rows = [];
    private readonly Dictionary<string, DateOnly> _clients = new(StringComparer.Ordinal);

    /// <summary>Works it out.</summary>
    /// <param name="observations">What rules met.</param>
    /// <param name="intrusions">What was joined of it.</param>
    /// <param name="rules">Rules that count, by id.</param>
    internal ExplainedThings(IReadOnlyList<Observation> observations, IReadOnlyList<Intrusion> intrusions, IReadOnlyDictionary<string, RuleKnowledge> rules)
    {
        Dictionary<string, RuleKnowledge> met = [];
        foreach (Observation observation in observations)
        {
            if (rules.TryGetValue(observation.RuleId, out RuleKnowledge rule) && rule.Outcome > Outcome.None)
            {
                met[observation.Id] = rule;
            }
        }

        Dictionary<string, DateOnly> fromWayIn = [];
        foreach (Intrusion intrusion in intrusions)
        {
            RuleKnowledge[] reached = [.. intrusion.Observations.Where(met.ContainsKey).Select(o => met[o]).Where(r => r.Outcome >= Outcome.Reached)];
            if (reached.Length == 0)
            {
                continue;
            }

            DateOnly known = reached.Where(r => r.TellsWayIn).Select(r => r.Known).DefaultIfEmpty(DateOnly.MaxValue).Min();
            foreach (string observation in intrusion.Observations)
            {
                fromWayIn[observation] = known;
            }

            foreach (string address in intrusion.Addresses)
            {
                Earliest(_clients, address, known);
            }
        }

        foreach (Observation observation in observations.Where(o => met.ContainsKey(o.Id)))
        {
            DateOnly known = met[observation.Id].Known;
            Earliest(_rows, (observation.Location.File, observation.Location.OffsetBytes), fromWayIn.TryGetValue(observation.Id, out DateOnly day) && day > known ? day : known);
        }
    }

    /// <summary>True when a rule that was known on a day meets a row and it is known how its intrusion came in.</summary>
    internal bool Explains(DateOnly day, SourceLocation place) => _rows.TryGetValue((place.File, place.OffsetBytes), out DateOnly known) && known <= day;

    /// <summary>True when rules that were known on a day lead to an address and tell how it came in.</summary>
    internal bool Explains(DateOnly day, string client) => _clients.TryGetValue(client, out DateOnly known) && known <= day;

    private static void Earliest<T>(Dictionary<T, DateOnly> days, T key, DateOnly day)
        where T : notnull =>
        days[key] = days.TryGetValue(key, out DateOnly known) && known < day ? known : day;
}
