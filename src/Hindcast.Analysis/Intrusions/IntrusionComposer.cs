using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Impact;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>Makes intrusions out of chains: ids, title, stages, and what each can be told by.</summary>
internal static class IntrusionComposer
{
    private const int MaxLinks = 40;

    /// <summary>Intrusions in the order of their first sign, each with its chain; the actor is filled in later.</summary>
    internal static IReadOnlyList<(Intrusion Intrusion, Chain Chain)> Compose(
        IReadOnlyList<Chain> chains, IntrusionContext context, IReadOnlyList<AddressTraffic> traffic)
    {
        StageComposer stages = new(context, traffic);
        return
        [
            .. chains.Where(c => c.Outcome >= Outcome.Reached)
                .OrderBy(c => c.First?.UtcTicks ?? long.MaxValue).ThenBy(c => c.Facts[0].Observation.Location)
                .ThenBy(c => c.Facts[0].Observation.RuleId, StringComparer.Ordinal)
                .Select((c, i) => (ToIntrusion(c, FormattableString.Invariant($"I{i + 1}"), stages, WordsOf(c, context.Campaigns)), c)),
        ];
    }

    private static Intrusion ToIntrusion(Chain chain, string id, StageComposer stages, ProductWords words)
    {
        IReadOnlyList<string> addresses = chain.Values(f => f.Address);
        IReadOnlyList<string> pages = chain.Values(f => f.OwnsPage ? f.Page : "");
        return new Intrusion
        {
            Id = id,
            Actor = "",
            Title = Title(chain, addresses, pages, words),
            Outcome = chain.Outcome,
            First = chain.First,
            FirstSuccess = chain.Facts.FirstOrDefault(f => f.Ticks >= 0 && IsSuccess(f, chain))?.Observation.Time,
            Last = chain.Last,
            Stages = stages.Compose(chain),
            Addresses = addresses,
            Pages = pages,
            Techniques = chain.Values(f => f.Meaning.Technique),
            Links = [.. chain.Links.Where(l => l.Kind != "record").Take(MaxLinks)],
            Observations = [.. chain.Facts.Select(f => f.Observation.Id)],
        };
    }

    private static bool IsSuccess(ObservationFacts fact, Chain chain) =>
        chain.Shown.Any(s => s.Key >= Rung.Succeeded && s.Value.Contains(fact))
        && fact.Meaning.Role != ObservationRole.Request;

    /// <summary>How to speak of what the chain's weightiest observation is about.</summary>
    private static ProductWords WordsOf(Chain chain, IReadOnlyList<Campaign> campaigns)
    {
        string rule = chain.Facts.MaxBy(f => f.Meaning.Outcome)!.Observation.RuleId;
        return campaigns.FirstOrDefault(c => c.Detections.ContainsKey(rule))?.Words ?? ProductWords.Plain;
    }

    private static string Title(Chain chain, IReadOnlyList<string> addresses, IReadOnlyList<string> pages, ProductWords words)
    {
        string[] subjects = [.. chain.Facts.Where(f => f.Meaning.Outcome >= Outcome.Reached).Select(f => f.Meaning.Subject).Distinct()];
        string how = words.Findings.GetValueOrDefault(chain.Outcome) ?? chain.Outcome switch
        {
            Outcome.Used when chain.Shown[Rung.CodeUsed].All(f => f.Meaning.Role != ObservationRole.Use) => "code was run on the server",
            Outcome.Used => "something was left behind and used",
            Outcome.Succeeded => "with an effect on the server",
            _ when !subjects.Any(DetectionMeaning.IsFlaw) => "likely, and not proven by another log or file",
            _ => "the flaw answered; an effect is not shown",
        };
        string from = addresses.Count switch
        {
            0 => "",
            1 => $" from {addresses[0]}",
            _ => FormattableString.Invariant($" from {addresses.Count} addresses"),
        };
        string page = pages.Count switch
        {
            0 => "",
            1 => $", page {pages[0]}",
            _ => FormattableString.Invariant($", {pages.Count} pages"),
        };
        return $"{string.Join(", ", subjects.Take(4))}{from}: {how}{page}";
    }
}
