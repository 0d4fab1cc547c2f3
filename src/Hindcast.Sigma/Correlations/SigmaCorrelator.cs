using Hindcast.Evidence;

namespace Hindcast.Sigma.Correlations;

/// <summary>
/// Runs correlations over matches of rules, from any mixture of sources, in order of time. State is bounded: groups
/// whose timespan has passed are forgotten, and beyond <see cref="MaxGroups"/> the oldest are given up and counted.
/// Used by one thread; the same matches in the same order give the same result.
/// </summary>
public sealed class SigmaCorrelator
{
    /// <summary>Most groups of all correlations together that are followed at once.</summary>
    public const int MaxGroups = 200_000;

    /// <summary>Most matches of one window; beyond it the oldest leave it.</summary>
    public const int MaxWindowMatches = 100_000;

    /// <summary>Most matches that a result holds.</summary>
    public const int MaxKeptMatches = 1_000;

    private readonly List<SigmaCorrelation> correlations;
    private readonly Dictionary<string, List<(int Correlation, int Rule)>> takers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> fieldsOfRule = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SigmaCorrelationGroup>[] groups;
    private readonly PriorityQueue<SigmaCorrelationGroup, (long, long)> due = new();
    private readonly List<SigmaCorrelationMatch> results = [];
    private readonly HashSet<string> aggregated;
    private long sequence;
    private int groupCount;
    private long lastTicks = long.MinValue;

    /// <summary>Makes a correlator.</summary>
    /// <param name="rules">The rules that correlations may need.</param>
    /// <param name="correlations">The correlations, each behind those that it needs, as the loader returns them.</param>
    public SigmaCorrelator(IEnumerable<SigmaRule> rules, IEnumerable<SigmaCorrelation> correlations)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(correlations);
        this.correlations = [.. correlations];
        groups = [.. this.correlations.Select(_ => new Dictionary<string, SigmaCorrelationGroup>(StringComparer.Ordinal))];
        aggregated = [.. this.correlations.Where(c => c.IsAggregation).Select(c => c.Id)];
        Dictionary<string, string> idOfReference = new(StringComparer.OrdinalIgnoreCase);
        foreach (SigmaHeader header in rules.Select(r => r.Header).Concat(this.correlations.Select(c => c.Header)))
        {
            NamesOfIds.TryAdd(header.Id, header.Name);
            idOfReference.TryAdd(header.Id, header.Id);
            if (header.Name.Length > 0)
            {
                idOfReference.TryAdd(header.Name, header.Id);
            }
        }

        for (int c = 0; c < this.correlations.Count; c++)
        {
            SigmaCorrelation correlation = this.correlations[c];
            for (int r = 0; r < correlation.Rules.Count; r++)
            {
                string id = idOfReference.GetValueOrDefault(correlation.Rules[r], correlation.Rules[r]);
                if (!takers.TryGetValue(id, out List<(int, int)>? list))
                {
                    takers.Add(id, list = []);
                }

                list.Add((c, r));
            }
        }

        CollectFields(idOfReference);
    }

    /// <summary>Groups that were given up because there were too many.</summary>
    public long LostGroups { get; private set; }

    /// <summary>Matches that came with a time before one that had been taken already; they were taken as if they came in time.</summary>
    public long LateMatches { get; private set; }

    private Dictionary<string, string> NamesOfIds { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when some correlation needs matches of a rule.</summary>
    /// <param name="ruleId">The rule's id.</param>
    public bool Needs(string ruleId) => takers.ContainsKey(ruleId);

    /// <summary>The fields of a rule's events that correlations need, also those above the ones that name the rule.</summary>
    /// <param name="ruleId">The rule's id.</param>
    public IReadOnlyCollection<string> FieldsOf(string ruleId) => fieldsOfRule.TryGetValue(ruleId, out HashSet<string>? fields) ? fields : [];

    /// <summary>Takes a match; matches come in order of time.</summary>
    /// <param name="match">The match.</param>
    public void Add(SigmaRuleMatch match)
    {
        ArgumentNullException.ThrowIfNull(match);
        if (match.Time.UtcTicks < lastTicks)
        {
            LateMatches++;
            match = match with { Time = new EvidenceTime(lastTicks, match.Time.Precision) };
        }

        Advance(match.Time.UtcTicks);
        lastTicks = match.Time.UtcTicks;
        Deliver(match, null, isNew: true);
    }

    /// <summary>Takes what was found and can no longer change.</summary>
    public IReadOnlyList<SigmaCorrelationMatch> TakeResults()
    {
        SigmaCorrelationMatch[] taken = [.. results];
        results.Clear();
        return taken;
    }

    /// <summary>Ends the input and takes everything that was found since the last call.</summary>
    public IReadOnlyList<SigmaCorrelationMatch> Complete()
    {
        Advance(long.MaxValue);
        return TakeResults();
    }

    /// <summary>Runs correlations over all matches, in any order.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="correlations">The correlations.</param>
    /// <param name="matches">The matches; sorted here by time, then location, then rule.</param>
    public static IReadOnlyList<SigmaCorrelationMatch> Run(
        IEnumerable<SigmaRule> rules, IEnumerable<SigmaCorrelation> correlations, IEnumerable<SigmaRuleMatch> matches)
    {
        SigmaCorrelator correlator = new(rules, correlations);
        foreach (SigmaRuleMatch match in matches.OrderBy(m => m.Time).ThenBy(m => m.Location).ThenBy(m => m.Location.RecordId).ThenBy(m => m.RuleId, StringComparer.Ordinal))
        {
            correlator.Add(match);
        }

        return correlator.Complete();
    }

    /// <summary>The field that an alias means in a rule's events; the name itself where it is no alias.</summary>
    internal static string FieldName(SigmaCorrelation correlation, string name, string ruleReference) =>
        correlation.Aliases.TryGetValue(name, out IReadOnlyDictionary<string, string>? alias) && alias.TryGetValue(ruleReference, out string? field)
            ? field
            : name;

    private void CollectFields(Dictionary<string, string> idOfReference)
    {
        // From the outermost inwards: what a correlation needs, its rules must bring.
        for (int c = correlations.Count - 1; c >= 0; c--)
        {
            SigmaCorrelation correlation = correlations[c];
            IEnumerable<string> inherited = correlation.IsAggregation ? [] : fieldsOfRule.GetValueOrDefault(correlation.Id) ?? [];
            string[] needed = [.. correlation.GroupBy, .. correlation.Fields, .. inherited];
            foreach (string reference in correlation.Rules)
            {
                string id = idOfReference.GetValueOrDefault(reference, reference);
                if (!fieldsOfRule.TryGetValue(id, out HashSet<string>? fields))
                {
                    fieldsOfRule.Add(id, fields = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
                }

                fields.UnionWith(needed.Select(n => FieldOf(correlation, n, id)));
            }
        }
    }

    private string FieldOf(SigmaCorrelation correlation, string name, string ruleId)
    {
        string byId = FieldName(correlation, name, ruleId);
        return byId == name && NamesOfIds.GetValueOrDefault(ruleId) is { Length: > 0 } ruleName ? FieldName(correlation, name, ruleName) : byId;
    }

    private void Deliver(SigmaRuleMatch match, SigmaCorrelation? origin, bool isNew)
    {
        if (!takers.TryGetValue(match.RuleId, out List<(int Correlation, int Rule)>? list))
        {
            return;
        }

        foreach ((int c, int rule) in list)
        {
            SigmaCorrelation correlation = correlations[c];
            bool isTemporal = correlation.Type is SigmaCorrelationType.Temporal or SigmaCorrelationType.TemporalOrdered;

            // An old aggregation shares its id with its rule: it takes the rule's matches, the others take its own.
            bool isOwn = origin == correlation || (correlation.IsAggregation && origin is not null) || (!correlation.IsAggregation && origin is null && aggregated.Contains(match.RuleId));
            if (isOwn || (!isNew && !isTemporal))
            {
                continue;
            }

            if (GroupOf(c, match) is { } group)
            {
                group.Take(match, rule, Measure(correlation, match), Pass);
                Schedule(group);
            }
        }
    }

    /// <summary>Hands a finding to the correlations above, and to the results once it is final.</summary>
    private void Pass(SigmaCorrelationMatch found, SigmaFindingState state)
    {
        if (state == SigmaFindingState.Complete)
        {
            results.Add(found);
        }

        Dictionary<string, string> fields = new(found.Matches[^1].Fields, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in found.Group)
        {
            fields[name] = value;
        }

        SigmaRuleMatch match = new(found.Correlation.Id, found.Last, fields, found.Matches[^1].Location);
        Deliver(match, found.Correlation, isNew: state != SigmaFindingState.Continued);
    }

    /// <summary>The values of the fields that are counted, summed or averaged; null when the event lacks one.</summary>
    private string? Measure(SigmaCorrelation correlation, SigmaRuleMatch match)
    {
        string joined = "";
        foreach (string field in correlation.Fields)
        {
            if (!match.Fields.TryGetValue(FieldOf(correlation, field, match.RuleId), out string? value))
            {
                return null;
            }

            joined = joined.Length == 0 ? value : joined + '\u001F' + value;
        }

        return joined;
    }

    private SigmaCorrelationGroup? GroupOf(int c, SigmaRuleMatch match)
    {
        SigmaCorrelation correlation = correlations[c];
        KeyValuePair<string, string>[] values = new KeyValuePair<string, string>[correlation.GroupBy.Count];
        for (int i = 0; i < values.Length; i++)
        {
            string name = correlation.GroupBy[i];
            if (!match.Fields.TryGetValue(FieldOf(correlation, name, match.RuleId), out string? value))
            {
                return null;
            }

            values[i] = new(name, value);
        }

        string key = SigmaFold.Fold(string.Join('\u001F', values.Select(v => v.Value)));
        if (!groups[c].TryGetValue(key, out SigmaCorrelationGroup? group))
        {
            group = correlation.Type switch
            {
                SigmaCorrelationType.Temporal => new SigmaTemporalGroup(correlation, values),
                SigmaCorrelationType.TemporalOrdered => new SigmaOrderedGroup(correlation, values),
                _ => new SigmaWindowGroup(correlation, values),
            };
            if (groupCount >= MaxGroups)
            {
                Forget(match.Time.UtcTicks);
            }

            groups[c].Add(key, group);
            groupCount++;
        }

        return group;
    }

    private void Schedule(SigmaCorrelationGroup group)
    {
        if (group.DueTicks > 0 && group.ScheduledTicks == 0)
        {
            group.ScheduledTicks = group.DueTicks;
            due.Enqueue(group, (group.DueTicks, sequence++));
        }
    }

    /// <summary>Closes windows and bursts whose time has come.</summary>
    private void Advance(long ticks)
    {
        while (due.TryPeek(out SigmaCorrelationGroup? group, out (long At, long) when) && when.At <= ticks)
        {
            due.Dequeue();
            group.ScheduledTicks = 0;
            if (group.DueTicks > 0 && group.DueTicks <= when.At)
            {
                group.Advance(when.At, Pass);
                if (group.TakeFinished(when.At) is { } finished)
                {
                    results.Add(finished);
                }
            }

            Schedule(group);
        }
    }

    /// <summary>Forgets groups whose time is over, and if that is not enough the older half of the others.</summary>
    private void Forget(long ticks)
    {
        foreach (Dictionary<string, SigmaCorrelationGroup> group in groups)
        {
            Remove(group, [.. group.Where(g => g.Value.IsExpired(ticks)).Select(g => g.Key)]);
        }

        if (groupCount <= MaxGroups / 2)
        {
            return;
        }

        foreach (Dictionary<string, SigmaCorrelationGroup> group in groups)
        {
            string[] old = [.. group.OrderBy(g => g.Value.LastTicks).ThenBy(g => g.Key, StringComparer.Ordinal).Take(group.Count / 2).Select(g => g.Key)];
            LostGroups += old.Length;
            Remove(group, old);
        }
    }

    private void Remove(Dictionary<string, SigmaCorrelationGroup> from, string[] keys)
    {
        foreach (string key in keys)
        {
            from.Remove(key);
        }

        groupCount -= keys.Length;
    }
}
