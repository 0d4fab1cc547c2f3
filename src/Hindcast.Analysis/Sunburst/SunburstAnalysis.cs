using Hindcast.Evidence;

namespace Hindcast.Analysis.Sunburst;

/// <summary>Puts first-stage queries together by infected server and says how far each one came.</summary>
public static class SunburstAnalysis
{
    private static readonly long Hour = TimeSpan.TicksPerHour;

    /// <summary>Works out the servers, the furthest first.</summary>
    /// <param name="sightings">Queries in time order; names that are none are passed over.</param>
    public static IReadOnlyList<SunburstHost> Run(IEnumerable<SunburstSighting> sightings) =>
    [
        .. sightings.Select(s => (Sighting: s, SunburstName.Decode(s.Name).Record))
            .Where(s => s.Record is not null)
            .GroupBy(s => s.Record!.HostId, StringComparer.Ordinal)
            .Select(g => Host(g.Key, [.. g.Select(s => (s.Sighting, s.Record!))]))
            .OrderByDescending(h => h.Stage).ThenBy(h => h.First?.UtcTicks ?? long.MaxValue).ThenBy(h => h.HostId, StringComparer.Ordinal),
    ];

    /// <summary>The strongest meaning among the answers to one query, or null when there is none to read.</summary>
    public static SunburstAnswerMeaning? Strongest(IEnumerable<string> answers) =>
        answers.Select(SunburstAnswer.Read).Where(m => m is not null).OrderByDescending(m => m).FirstOrDefault();

    private static SunburstHost Host(string id, IReadOnlyList<(SunburstSighting Sighting, SunburstRecord Record)> queries)
    {
        EvidenceTime[] times = [.. Times(queries.Select(q => q.Sighting.Time))];
        EvidenceTime[] encoded = [.. Times(queries.Select(q => q.Record.Time))];
        List<EvidenceTime> chosen = [], terminated = [];
        SortedSet<string> secondStage = new(StringComparer.OrdinalIgnoreCase);
        SunburstStage stage = SunburstStage.Beaconed;
        bool answered = false;
        foreach ((SunburstSighting sighting, SunburstRecord record) in queries)
        {
            // A query carries the time that the server knew; the log's own time is taken where there is one.
            EvidenceTime? at = sighting.Time ?? record.Time;
            SunburstAnswerMeaning? meaning = Strongest(sighting.Answers);
            answered |= meaning is not null;
            SunburstStage own = Of(record, meaning);
            stage = own > stage ? own : stage;
            if (own >= SunburstStage.Chosen && at is { } choice)
            {
                chosen.Add(choice);
            }

            if (own == SunburstStage.Terminated && at is { } end)
            {
                terminated.Add(end);
            }

            if (meaning == SunburstAnswerMeaning.SecondStage)
            {
                secondStage.UnionWith(sighting.Answers.Where(a => SunburstAnswer.Read(a) == SunburstAnswerMeaning.SecondStage));
            }
        }

        SunburstDomain domain = SunburstDomain.Join(queries.Select(q => q.Record));
        EvidenceTime? terminatedAt = terminated.Count > 0 ? terminated.Min() : null;
        return new SunburstHost
        {
            HostId = id,
            Domain = domain,
            Stage = stage,
            First = times.Length > 0 ? times.Min() : null,
            Last = times.Length > 0 ? times.Max() : null,
            FirstEncoded = encoded.Length > 0 ? encoded.Min() : null,
            LastEncoded = encoded.Length > 0 ? encoded.Max() : null,
            ChosenAt = chosen.Count > 0 ? chosen.Min() : null,
            SecondStageNames = [.. secondStage],
            TerminatedAt = terminatedAt,
            WentOnAfterTermination = terminatedAt is { } stop && times.Any(t => t.UtcTicks - stop.UtcTicks > Hour),
            Products = Products(queries.Select(q => q.Record)),
            Clients = [.. queries.Select(q => q.Sighting.Client).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            Queries = queries.GroupBy(q => q.Record.Kind).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Count()),
            Claims = [.. queries.Select(q => q.Sighting.Claim).Where(c => c.Length > 0)],
            Missing = Missing(domain, stage, answered, times.Length > 0),
        };
    }

    private static SunburstStage Of(SunburstRecord record, SunburstAnswerMeaning? meaning)
    {
        if (meaning == SunburstAnswerMeaning.SecondStage)
        {
            return SunburstStage.HandsOnOffered;
        }

        return meaning == SunburstAnswerMeaning.Chosen || record.IsStage2 ? SunburstStage.Chosen
            : meaning is SunburstAnswerMeaning.TerminateByOperators or SunburstAnswerMeaning.TerminateLocal ? SunburstStage.Terminated
            : meaning == SunburstAnswerMeaning.Continue ? SunburstStage.PassedOn
            : record.Kind == SunburstRecordKind.Name ? SunburstStage.Beaconed
            : SunburstStage.Profiled;
    }

    private static List<string> Missing(SunburstDomain domain, SunburstStage stage, bool answered, bool timed)
    {
        List<string> missing = [];
        if (domain.Remark.Length > 0)
        {
            missing.Add($"The whole domain name: {domain.Remark}.");
        }

        if (!answered)
        {
            missing.Add("The answers: these logs hold queries only, and only answers tell whether the operators chose the server.");
        }

        if (!timed)
        {
            missing.Add("A log with times.");
        }

        if (stage >= SunburstStage.Chosen)
        {
            missing.Add("Proxy, firewall and endpoint logs of the time after: what was done through the second stage shows there.");
        }

        missing.Add("Network address, domain and MachineGuid of the Orion servers: from them the host id can be worked out again.");
        return missing;
    }

    private static List<SunburstProduct> Products(IEnumerable<SunburstRecord> records) =>
    [
        .. records.SelectMany(r => r.Products).GroupBy(p => p.Name, StringComparer.Ordinal)
            .Select(g => new SunburstProduct(g.Key, g.Any(p => p.IsStopped), g.Any(p => p.IsRunning)))
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<EvidenceTime> Times(IEnumerable<EvidenceTime?> times) => times.Where(t => t is not null).Select(t => t!.Value);
}
