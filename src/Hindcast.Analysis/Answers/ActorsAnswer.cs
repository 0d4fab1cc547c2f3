using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 4: what can be counted. Resemblance to known groups is not judged from addresses alone.</summary>
internal static class ActorsAnswer
{
    private const string Question = "By how many actors, which known group do they resemble, and how sure is that?";
    private const int MaxSources = 25;

    internal static Answer Compose(AnswerContext context)
    {
        Observation[] acting = [.. context.Observations.Where(o => context.Meaning(o)?.Role is ObservationRole.Request or ObservationRole.Use)];
        if (acting.Length == 0)
        {
            return new Answer(4, Question, AnswerStatus.NotAssessable, "Nothing seen that an actor did.", [], []);
        }

        var sources = acting
            .Select(o => (Observation: o, Address: o.Field("ClientIpAddress") ?? o.Field("c-ip") ?? ""))
            .Where(x => x.Address.Length > 0 && x.Address != "-")
            .GroupBy(x => x.Address, StringComparer.Ordinal)
            .OrderByDescending(g => g.Max(x => context.Meaning(x.Observation)?.Outcome ?? Outcome.None))
            .ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToArray();
        if (sources.Length == 0)
        {
            return new Answer(
                4, Question, AnswerStatus.NotAssessable,
                "Not assessable: the rows in the evidence carry no client address.", [],
                ["Whole HttpProxy or IIS logs, which carry the client's address and user agent"]);
        }

        List<Statement> details =
        [
            .. sources.Take(MaxSources).Select(g => new Statement(
                $"{g.Key}: {Words.Count(g.Count(), "record", "records")}, {g.First().Observation.Time} to {g.Last().Observation.Time}, "
                + $"furthest: {(g.Max(x => context.Meaning(x.Observation)?.Outcome ?? Outcome.None)).ToString().ToLowerInvariant()}",
                [.. g.Take(5).Select(x => x.Observation.Id)])),
        ];
        return new Answer(
            4, Question, AnswerStatus.Partly,
            $"{Words.Count(sources.Length, "client address", "client addresses")}; addresses are not actors: "
            + "one actor can use many, and several can share one. No resemblance to a known group is stated.",
            details,
            ["Web shells with their content, tools and network traces; addresses alone do not tell groups apart"]);
    }
}
