using System.Globalization;
using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Attack;
using Hindcast.Reports.Json;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Navigator;

/// <summary>
/// A layer for the ATT&amp;CK Navigator (format 4.5): techniques seen, coloured by outcome; techniques looked for and not seen;
/// techniques that no log in the evidence could have shown. Nothing is coloured because a group is known for it.
/// </summary>
public static class NavigatorLayer
{
    private const string NotSeen = "#e3f1e3";
    private const string NotAssessable = "#d9d9d9";

    private static readonly string[] Gradient = ["#fff3c4", "#ffd58a", "#ffae6b", "#f2784b", "#c0392b"];

    /// <summary>Writes the layer as indented JSON.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        Assessment assessment = shared.Assessment;
        JsonObject layer = new()
        {
            ["name"] = "Exchange server assessed by Hindcast",
            ["versions"] = new JsonObject { ["attack"] = AttackTechniques.Version, ["navigator"] = "5.1.0", ["layer"] = "4.5" },
            ["domain"] = "enterprise-attack",
            ["description"] = $"{TlpLabel.Name(shared.Options.Tlp)}. {assessment.Verdict.Headline}",
            ["filters"] = new JsonObject { ["platforms"] = new JsonArray("PRE", "Windows") },
            ["sorting"] = 3,
            ["layout"] = new JsonObject { ["layout"] = "side", ["showID"] = true, ["showName"] = true, ["expandedSubtechniques"] = "annotated" },
            ["hideDisabled"] = false,
            ["techniques"] = new JsonArray(
            [
                .. assessment.Detections.Where(d => AttackTechniques.Find(d.Technique) is not null)
                    .GroupBy(d => d.Technique, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Technique),
            ]),
            ["gradient"] = new JsonObject
            {
                ["colors"] = new JsonArray([.. Gradient.Select(c => (JsonNode)c)]),
                ["minValue"] = (int)Outcome.Scanned,
                ["maxValue"] = (int)Outcome.Used,
            },
            ["legendItems"] = new JsonArray(
            [
                .. Gradient.Index().Select(c => Legend(((Outcome)(c.Index + 1)).ToString().ToLowerInvariant(), c.Item)),
                Legend("looked for, not seen", NotSeen), Legend("not assessable: no log that shows it", NotAssessable),
            ]),
        };
        return JsonText.File(layer);
    }

    private static JsonObject Technique(IGrouping<string, DetectionSummary> detections)
    {
        DetectionSummary[] met = [.. detections.Where(d => d.Matches > 0)];
        JsonObject technique = new() { ["techniqueID"] = detections.Key, ["enabled"] = true };
        if (met.Length > 0)
        {
            technique["score"] = (int)met.Max(d => d.Outcome);
            technique["comment"] = string.Create(CultureInfo.InvariantCulture, $"{met.Sum(d => d.Matches)} records");
            technique["metadata"] = new JsonArray(
            [
                .. met.OrderByDescending(d => d.Outcome).ThenBy(d => d.RuleId, StringComparer.Ordinal)
                    .Select(d => new JsonObject { ["name"] = d.Subject, ["value"] = string.Create(CultureInfo.InvariantCulture, $"{d.Title} ({d.Matches})") }),
            ]);
        }
        else
        {
            bool could = detections.Any(d => d.CouldFire);
            technique["color"] = could ? NotSeen : NotAssessable;
            technique["comment"] = could ? "Looked for, not seen." : "Not assessable: no log in the evidence shows it.";
        }

        return technique;
    }

    private static JsonObject Legend(string label, string color) => new() { ["label"] = label, ["color"] = color };
}
