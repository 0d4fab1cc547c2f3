using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>Operators: what each is told by, whom it resembles with what speaks for and against, and competing explanations.</summary>
internal static class ActorsSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        ActorReport actors = context.Assessment.Actors;
        Frames.OpenSection(html, "actors", "Actors",
            "A cluster is behaviour that looks like one operator, never a name. Resemblance to a published group is no attribution; likelihood and confidence are graded apart (ICD 203), and no state is named.");
        if (actors.Clusters.Count == 0)
        {
            html.Element("p", "Nobody is shown to have got in.", ("class", "empty"));
        }
        else
        {
            html.Element("p", $"At least {Words.Count(actors.AtLeast, "operator", "operators")}, at most {Words.Number(actors.AtMost)}.");
        }

        Frames.Rest(html, ActorGraph.Write(html, actors.Clusters), "thing they used", "things they used", "assessment.json");
        foreach (ActorCluster cluster in actors.Clusters.Take(ReportLimits.Actors))
        {
            Write(html, context, cluster);
        }

        Frames.Rest(html, actors.Clusters.Count - ReportLimits.Actors, "cluster", "clusters", "assessment.json");
        if (actors.Attempts.Observations > 0)
        {
            html.Open("p", ("class", "quiet")).Text(
                $"Besides, {Words.Count(actors.Attempts.Sources, "address", "addresses")} scanned or tried and got no further ({Words.Count(actors.Attempts.Observations, "observation", "observations")}).");
            context.Claims.Write(html, actors.Attempts.Claims);
            html.CloseLine();
        }

        html.CloseLine();
    }

    private static void Write(HtmlBuilder html, ReportContext context, ActorCluster cluster)
    {
        html.Open("article", ("class", "finding " + Words.Style(cluster.Outcome)), ("id", context.Claims.TakeAnchor(cluster.Id)))
            .Open("h3").Element("span", cluster.Id, ("class", "claim")).Text(" ").Text(Words.Count(cluster.Intrusions.Count, "intrusion", "intrusions")).Close();
        html.Open("p", ("class", "grades"));
        Frames.Badge(html, Words.Of(cluster.Outcome), Words.Style(cluster.Outcome));
        context.Claims.Write(html, cluster.Intrusions);
        html.CloseLine();
        if (cluster.Features.Count > 0)
        {
            Frames.OpenTable(html, $"What {cluster.Id} can be told by", "features", "Kind", "Value", "Shared by many");
            foreach (ClusterFeature feature in cluster.Features.Take(ReportLimits.Items))
            {
                html.Open("tr");
                Frames.Cell(html, feature.Kind);
                html.Open("td").Open("code").Text(feature.Value, ReportLimits.Field).Close();
                context.Claims.Write(html, feature.Claims);
                html.Close();
                Frames.Cell(html, feature.Common ? "yes" : "no").CloseLine();
            }

            Frames.CloseTable(html);
            Frames.Rest(html, cluster.Features.Count - ReportLimits.Items, "feature", "features", "assessment.json");
        }

        foreach (ActorMerge merge in cluster.Merges.Take(ReportLimits.Items))
        {
            html.Open("p", ("class", "quiet")).Text($"{merge.Intrusion} is counted to the operator of {merge.Into}: {merge.Reason}. It can be chance, and can be taken back.").CloseLine();
        }

        foreach (Resemblance resemblance in cluster.Resemblances)
        {
            html.Element("h4", $"Consistent with activity published as {resemblance.Group}");
            html.Element("p", $"That it is the same group is {GradeWords.Of(resemblance.Likelihood)}. The evidence for that judgement is of {Words.Of(resemblance.Confidence)}. Source: {resemblance.Source}.");
            html.Element("p", "What speaks for it", ("class", "quiet"));
            Frames.Statements(html, context, resemblance.For);
            html.Element("p", "What speaks against it", ("class", "quiet"));
            Frames.Statements(html, context, resemblance.Against);
        }

        Explanations(html, context, cluster);
        html.CloseLine();
    }

    private static void Explanations(HtmlBuilder html, ReportContext context, ActorCluster cluster)
    {
        if (cluster.Hypotheses.Count == 0)
        {
            return;
        }

        Frames.OpenFold(html, "Competing explanations, the least contradicted first");
        Frames.OpenTable(html, $"Competing explanations of {cluster.Id}", "hypotheses", "Explanation", "#Contradiction", "What contradicts it");
        foreach (Hypothesis hypothesis in cluster.Hypotheses)
        {
            html.Open("tr").Open("th", ("scope", "row")).Text(hypothesis.Name).Close();
            Frames.Cell(html, hypothesis.Inconsistency);
            html.Open("td");
            Frames.Statements(html, context, hypothesis.Against);
            html.Close().CloseLine();
        }

        Frames.CloseTable(html);
        html.CloseLine();
    }
}
