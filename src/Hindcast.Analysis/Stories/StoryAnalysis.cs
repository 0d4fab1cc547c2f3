using Hindcast.Analysis.Actions;
using Hindcast.Analysis.Actors;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Exposure;
using Hindcast.Analysis.Chronologies;
using Hindcast.Analysis.Impact;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Persistence;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Stories;

/// <summary>
/// From observations to the story of a server: chains, intrusions, actors, times, impact, what outlived the patch, what to
/// do. Pure; the same input gives the same story.
/// </summary>
public static class StoryAnalysis
{
    /// <summary>Works out the story.</summary>
    public static Story Run(StoryContext context)
    {
        IntrusionContext input = context.Intrusions;
        IReadOnlyList<Chain> chains = input.Chains;
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> found = IntrusionComposer.Compose(chains, input, context.Addresses);
        (ActorReport actors, IReadOnlyList<Intrusion> intrusions) = ActorAnalysis.Run(found, chains, input.Campaigns);
        (Intrusion Intrusion, Chain Chain)[] known = [.. found.Select((f, i) => (intrusions[i], f.Chain))];
        IReadOnlyList<PersistentItem> persistence = PersistenceAnalysis.Run(known, chains, context.Files, context.Exposure, context.Pages, input.Coverage);
        return new Story(
            intrusions,
            actors,
            ChronologyAnalysis.Run(chains, input.Campaigns, context.Exposure, ClockAnalysis.Run(chains)),
            ImpactAnalysis.Run(known, context.Addresses, context.Mailboxes, input.Coverage, ProductWords.Of(input.Campaigns, context.Findings)),
            persistence,
            Mitigations.Run(input.Campaigns, input.Observations),
            ActionAnalysis.Run(input.Campaigns, context.Findings, persistence, input.Coverage, context.Exposure,
                OpenDays.Of(context.Exposure, input.Campaigns, SeenDays.Of(input.Coverage, input.LogsRead.Values.SelectMany(l => l).ToHashSet()))));
    }

    /// <summary>By observation id, how far the chain came that the observation is part of.</summary>
    public static IReadOnlyDictionary<string, Outcome> Ladder(IntrusionContext context) => context.Chains
        .SelectMany(c => c.Facts, (c, fact) => (fact.Observation.Id, c.Outcome)).ToDictionary(p => p.Id, p => p.Outcome, StringComparer.Ordinal);

    /// <summary>
    /// What a second look at all rows would make the story more exact by: outside addresses and pages of intrusions.
    /// </summary>
    public static (IReadOnlyList<string> Addresses, IReadOnlyList<string> Pages) WorthASecondLook(IntrusionContext context)
    {
        IReadOnlyList<Chain> chains = [.. context.Chains.Where(c => c.Outcome >= Outcome.Reached)];
        IReadOnlyList<string> Values(Func<ObservationFacts, string> value) =>
            [.. chains.SelectMany(c => c.Values(value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return (Values(f => f.Address), Values(f => f.OwnsPage ? f.Page : ""));
    }
}
