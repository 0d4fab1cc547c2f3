using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>Observations of one hand, in time order, and how far they came together.</summary>
internal sealed class Chain
{
    internal Chain(IReadOnlyList<ObservationFacts> facts, IReadOnlyList<IntrusionLink> links)
    {
        Facts = facts;
        Links = links;
        Shown = LadderTest.Rungs.ToDictionary(r => r, r => LadderTest.Showing(r, facts));
        Outcome = Grade();
    }

    internal IReadOnlyList<ObservationFacts> Facts { get; }

    internal IReadOnlyList<IntrusionLink> Links { get; }

    /// <summary>For each rung the observations that show it.</summary>
    internal IReadOnlyDictionary<Rung, IReadOnlyList<ObservationFacts>> Shown { get; }

    /// <summary>How far the chain came, in the words of the verdict.</summary>
    internal Outcome Outcome { get; }

    internal EvidenceTime? First => Facts.FirstOrDefault(f => f.Ticks >= 0)?.Observation.Time;

    internal EvidenceTime? Last => Facts.LastOrDefault(f => f.Ticks >= 0)?.Observation.Time;

    internal IReadOnlyList<string> Values(Func<ObservationFacts, string> value) =>
        [.. Facts.Select(value).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private Outcome Grade()
    {
        bool Any(Rung rung) => Shown[rung].Count > 0;
        return Any(Rung.CodeUsed) ? Outcome.Used
            : Any(Rung.Succeeded) || Any(Rung.CodePlaced) || Proven(Rung.Accessed) || Proven(Rung.DataOut) || Proven(Rung.Spread) ? Outcome.Succeeded
            : Any(Rung.Reached) || Facts.Any(f => f.Meaning.Outcome >= Outcome.Reached) ? Outcome.Reached
            : Any(Rung.Attempted) ? Outcome.Attempted
            : Any(Rung.Probed) ? Outcome.Scanned
            : Outcome.None;
    }

    /// <summary>True when more than an answered request shows it.</summary>
    private bool Proven(Rung rung) => Shown[rung].Any(f => f.Meaning is { Role: not ObservationRole.Request, Outcome: >= Outcome.Succeeded });
}
