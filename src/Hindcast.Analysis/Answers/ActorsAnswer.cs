using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 4: operators counted, resemblance graded. Never a state, never "attributed to".</summary>
internal static class ActorsAnswer
{
    private const string Question = "By how many actors, which known group do they resemble, and how sure is that?";
    private const int MaxFeatures = 6;
    private const int MaxClaims = 6;

    internal static Answer Compose(AnswerContext context)
    {
        ActorReport actors = context.Story.Actors;
        List<Statement> details = [.. actors.Clusters.SelectMany(Cluster)];
        if (actors.Attempts.Sources > 0)
        {
            details.Add(new Statement(
                $"Besides: {AnswerWords.Count(actors.Attempts.Sources, "address", "addresses")} that scanned or tried and got no further, {actors.Attempts.First} to {actors.Attempts.Last}",
                [.. actors.Attempts.Claims.Take(MaxClaims)]));
        }

        if (actors.Clusters.Count == 0)
        {
            return actors.Attempts.Observations > 0
                ? new Answer(4, Question, AnswerStatus.Partly,
                    "Nobody is shown to have got in; addresses that only tried are not counted as actors.", details, [])
                : new Answer(4, Question, AnswerStatus.NotAssessable, "Nothing seen that an actor did.", [], []);
        }

        string count = actors.AtLeast == actors.AtMost
            ? $"{AnswerWords.Count(actors.AtMost, "operator", "operators")}, by what links the traces"
            : FormattableString.Invariant($"At least {actors.AtLeast}, at most {actors.AtMost} operators");
        Resemblance? closest = actors.Clusters.SelectMany(c => c.Resemblances).OrderByDescending(r => r.Likelihood).FirstOrDefault();
        string resemblance = closest is null
            ? "No resemblance to a published group."
            : !GradeWords.IsWorthNaming(closest.Likelihood)
            ? $"No published group is named: that it is the closest one is {GradeWords.Of(closest.Likelihood)}."
            : $"The closest resemblance: consistent with activity published as {closest.Group} ({closest.Source}), {GradeWords.Of(closest.Likelihood)}.";
        return new Answer(
            4, Question, AnswerStatus.Partly, $"{count}. {resemblance}", details,
            ["Tools, malware and network traces from outside the server's logs; what the logs hold tells operators apart and names nobody"]);
    }

    private static IEnumerable<Statement> Cluster(ActorCluster cluster)
    {
        ClusterFeature[] telling = [.. cluster.Features.Where(f => !f.Common).Take(MaxFeatures)];
        string known = telling.Length > 0 ? $"; told by {string.Join(", ", telling.Select(f => $"{f.Kind} {f.Value}"))}" : "; nothing in the logs tells this operator from others";
        string when = cluster is { First: { } first, Last: { } last } ? $", {first} to {last}" : "";
        yield return new Statement($"{cluster.Id}: {AnswerWords.Count(cluster.Intrusions.Count, "intrusion", "intrusions")}{when}{known}", cluster.Intrusions);
        if (cluster.AtMost > cluster.Intrusions.Count)
        {
            yield return new Statement(
                $"{cluster.Id} can be up to {AnswerWords.Count(cluster.AtMost, "operator", "operators")}: users of one page are counted together here, though nothing but the page joins them, and a web shell can be used by others than who placed it", cluster.Intrusions);
        }

        foreach (ActorMerge merge in cluster.Merges)
        {
            yield return new Statement($"{merge.Intrusion} is counted to the operator of {merge.Into}: {AnswerWords.Lower(merge.Reason)}. This can be chance, and taken back.", [merge.Intrusion, merge.Into]);
        }

        foreach (Resemblance resemblance in cluster.Resemblances)
        {
            yield return new Statement(
                $"{cluster.Id} is consistent with activity published as {resemblance.Group} ({resemblance.Source}). That it is the same group is {GradeWords.Of(resemblance.Likelihood)}. Confidence in that judgement is {AnswerWords.Of(resemblance.Confidence)}.", []);
            foreach (Statement speaks in resemblance.For)
            {
                yield return speaks with { Text = $"For {resemblance.Group}: {speaks.Text}" };
            }

            foreach (Statement speaks in resemblance.Against)
            {
                yield return speaks with { Text = $"Against {resemblance.Group}: {speaks.Text}" };
            }
        }

        Hypothesis[] open = [.. cluster.Hypotheses.Where(h => h.Inconsistency == cluster.Hypotheses[0].Inconsistency)];
        yield return new Statement(
            $"{cluster.Id}, explanations that the evidence contradicts least: {string.Join("; ", open.Select(h => AnswerWords.Lower(h.Name)))}", []);
    }
}
