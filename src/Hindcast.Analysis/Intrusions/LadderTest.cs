using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// The evidence test of each rung: what must be among the observations of a chain before it may be said. A request never
/// proves an effect; an effect counts in a log that the requests did not write; a use needs something that was placed.
/// </summary>
internal static class LadderTest
{
    /// <summary>The rungs, from the lowest.</summary>
    internal static readonly IReadOnlyList<Rung> Rungs = [.. Enum.GetValues<Rung>().Where(r => r != Rung.None)];

    /// <summary>The observations of a chain that show a rung; empty when its test fails.</summary>
    internal static IReadOnlyList<ObservationFacts> Showing(Rung rung, IReadOnlyList<ObservationFacts> chain)
    {
        ObservationFacts[] named = [.. chain.Where(f => RungOf(f) == rung)];
        return rung switch
        {
            Rung.Probed or Rung.Attempted => named,
            Rung.Reached => [.. named.Where(f => f.Meaning.Outcome >= Outcome.Reached)],
            Rung.CodeUsed => chain.Any(IsPlaced(chain))
                ? named
                : [.. named.Where(f => f.Meaning.Role == ObservationRole.Effect && IsIndependent(f, chain))],
            Rung.Succeeded or Rung.CodePlaced => [.. named.Where(f => IsIndependent(f, chain))],
            // A file that is worth nothing by itself was taken when who fetched it also used code on the server.
            Rung.DataOut when named.Any(f => f.Meaning.Outcome < Outcome.Reached) && Showing(Rung.CodeUsed, chain).Count > 0 =>
                [.. named.Where(f => f.Meaning.Role == ObservationRole.Use || IsShown(f, chain))],
            _ => [.. named.Where(f => IsShown(f, chain))],
        };
    }

    private static bool IsShown(ObservationFacts f, IReadOnlyList<ObservationFacts> chain) => f.Meaning.Role == ObservationRole.Request
        ? f.Meaning.Outcome >= Outcome.Reached
        : f.Meaning.Outcome >= Outcome.Reached && (f.Meaning.Role == ObservationRole.Use || IsIndependent(f, chain));

    /// <summary>The rung that an observation speaks for.</summary>
    internal static Rung RungOf(ObservationFacts fact)
    {
        DetectionMeaning meaning = fact.Meaning;
        return meaning is { Role: ObservationRole.Artefact, Rung: Rung.Succeeded } && fact.Page.Length > 0
            ? Rung.CodePlaced
            : meaning.Rung;
    }

    /// <summary>
    /// True for an effect or artefact that stands in a log or file in which no request of the chain was met. In the log of
    /// the requests it would prove no more than they do.
    /// </summary>
    private static bool IsIndependent(ObservationFacts fact, IReadOnlyList<ObservationFacts> chain) =>
        fact.Meaning is { Role: ObservationRole.Effect or ObservationRole.Artefact, Outcome: >= Outcome.Succeeded }
        && chain.All(f => f.Meaning.Role != ObservationRole.Request || f.Observation.Log != fact.Observation.Log);

    private static Func<ObservationFacts, bool> IsPlaced(IReadOnlyList<ObservationFacts> chain) =>
        f => RungOf(f) is Rung.CodePlaced or Rung.Succeeded && IsIndependent(f, chain);
}
