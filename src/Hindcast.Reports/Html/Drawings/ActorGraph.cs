using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>
/// Actors on the left, what they used on the right, a line for each use. What only one of them used stands out less than
/// what two share. The tables of the section hold the same in text.
/// </summary>
internal static class ActorGraph
{
    private const double Width = 1000;
    private const double ActorX = 12;
    private const double ActorWidth = 190;
    private const double FeatureX = 460;
    private const double RowHeight = 24;
    private const double Top = 26;
    private const int MaxFeatures = 40;

    /// <summary>Draws; nothing when there is no actor or nothing to tell one by.</summary>
    /// <returns>The drawing, and how many features are not in it.</returns>
    internal static (Drawing? Drawing, int LeftOut) Draw(IReadOnlyList<ActorCluster> clusters)
    {
        ActorCluster[] actors = [.. clusters.Take(ReportLimits.Actors)];
        Node[] all =
        [
            .. actors.SelectMany((a, i) => a.Features.Select(f => (Feature: f, Actor: i)))
                .GroupBy(x => (x.Feature.Kind, x.Feature.Value))
                .Select(g => new Node(g.Key.Kind, g.Key.Value, [.. g.Select(x => x.Actor).Distinct()], g.Any(x => x.Feature.Common)))
                .OrderByDescending(n => n.Actors.Length).ThenBy(n => n.Common).ThenBy(n => n.Kind, StringComparer.Ordinal).ThenBy(n => n.Value, StringComparer.Ordinal),
        ];
        Node[] nodes = [.. all.Take(MaxFeatures).OrderBy(n => n.Actors.Average()).ThenBy(n => n.Kind, StringComparer.Ordinal).ThenBy(n => n.Value, StringComparer.Ordinal)];
        if (nodes.Length == 0)
        {
            return (null, 0);
        }

        double height = Top + (Math.Max(nodes.Length, actors.Length) * RowHeight) + 6;
        int shared = nodes.Count(n => n.Actors.Length > 1);
        Drawing drawing = new(
            "actor-graph", Width, height, "Actors and what they used",
            $"{ReportWords.Count(actors.Length, "actor", "actors")} on the left, {ReportWords.Count(nodes.Length, "thing", "things")} they can be told by on the right, {ReportWords.Number(shared)} of them shared. The tables below hold the same in text.");
        drawing.Text(ActorX, 14, "Actors", "group");
        drawing.Text(FeatureX, 14, "What they used", "group");
        double ActorY(int index) => Top + ((height - Top - 6) * (index + 0.5) / actors.Length);
        double NodeY(int index) => Top + ((height - Top - 6) * (index + 0.5) / nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            foreach (int actor in nodes[i].Actors)
            {
                double from = ActorY(actor), to = NodeY(i), middle = (ActorX + ActorWidth + FeatureX) / 2;
                drawing.Path(
                    $"M{Drawing.Number(ActorX + ActorWidth)} {Drawing.Number(from)}C{Drawing.Number(middle)} {Drawing.Number(from)} {Drawing.Number(middle)} {Drawing.Number(to)} {Drawing.Number(FeatureX - 8)} {Drawing.Number(to)}",
                    nodes[i].Actors.Length > 1 ? "edge shared" : nodes[i].Common ? "edge common" : "edge");
            }
        }

        for (int i = 0; i < actors.Length; i++)
        {
            double y = ActorY(i);
            drawing.Bar(ActorX, y - 10, ActorWidth, 20, "node " + ReportWords.Style(actors[i].Outcome));
            drawing.Text(ActorX + 8, y + 4, $"{actors[i].Id}: {ReportWords.Of(actors[i].Outcome).ToLowerInvariant()}, {ReportWords.Count(actors[i].Intrusions.Count, "intrusion", "intrusions")}", limit: 32);
        }

        for (int i = 0; i < nodes.Length; i++)
        {
            double y = NodeY(i);
            drawing.Bar(FeatureX - 8, y - 4, 8, 8, nodes[i].Actors.Length > 1 ? "joint shared" : "joint");
            drawing.Text(FeatureX + 6, y + 4, $"{nodes[i].Kind}: {nodes[i].Value}", nodes[i].Common ? "mark-label" : null, limit: 76);
        }

        return (drawing, all.Length - nodes.Length);
    }

    private sealed record Node(string Kind, string Value, int[] Actors, bool Common);
}
