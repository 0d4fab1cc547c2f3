using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Attack;
using Hindcast.Reports.Json;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Stix;

namespace Hindcast.Reports.Flow;

/// <summary>
/// A case as an ATT&amp;CK Flow: the STIX 2.1 extension 2.0.0 of MITRE's Center for Threat-Informed Defense
/// (https://center-for-threat-informed-defense.github.io/attack-flow/). One flow of the incident; of each intrusion the techniques
/// that its observations show, in the order in which they were first seen, each leading to the next. Order in time is all that is
/// claimed: that one step made the next possible is not. The same case, key and times give the same bytes.
/// </summary>
public static class AttackFlow
{
    /// <summary>Id of the extension.</summary>
    public const string Extension = "extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4";

    private const string Publisher = "identity--d673f8cb-c168-42da-8ed4-0cb26725f86c";
    private const string Published = "2022-08-02T19:34:35.143Z";
    private const int MaxActions = 40;

    /// <summary>Writes the bundle as indented JSON with a line feed at its end.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        StixObjects objects = new(shared);
        objects.Marking(shared.Options.IdentifyVictim && shared.Options.Tlp < TlpLevel.AmberStrict ? TlpLevel.AmberStrict : shared.Options.Tlp);
        objects.Victim();
        AddExtension(objects);
        Assessment assessment = shared.Assessment;
        Dictionary<string, DetectionSummary> detections = assessment.Detections.DistinctBy(d => d.RuleId).ToDictionary(d => d.RuleId, StringComparer.Ordinal);
        Dictionary<string, Observation> observations = assessment.Observations.DistinctBy(o => o.Id).ToDictionary(o => o.Id, StringComparer.Ordinal);
        string asset = objects.Domain("attack-asset", "server", Extended(new JsonObject
        {
            ["name"] = "Exchange server",
            ["description"] = "The assessed Microsoft Exchange server.",
        }));
        List<string> starts = [];
        foreach (Intrusion intrusion in assessment.Intrusions)
        {
            Step[] steps =
            [
                .. intrusion.Observations.Where(observations.ContainsKey).Select(o => observations[o])
                    .Where(o => o.Time is not null && detections.GetValueOrDefault(o.RuleId) is { Technique.Length: > 0 })
                    .GroupBy(o => detections[o.RuleId].Technique, StringComparer.Ordinal)
                    .Select(g => (Technique: AttackTechniques.Find(g.Key), Seen: g)).Where(g => g.Technique is not null)
                    .Select(g => new Step(
                        g.Technique!, g.Seen.Min(o => o.Time!.Value), g.Seen.Max(o => o.Time!.Value), g.Seen.Select(o => o.Location).Distinct().Count(),
                        [.. g.Seen.Select(o => detections[o.RuleId].Title).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
                    .OrderBy(s => s.First).ThenBy(s => s.Technique.Id, StringComparer.Ordinal).Take(MaxActions),
            ];
            string? next = null;
            foreach (Step step in steps.Reverse())
            {
                next = Action(objects, intrusion, step, asset, next);
            }

            if (next is not null)
            {
                starts.Add(next);
            }
        }

        if (starts.Count == 0)
        {
            starts.Add(objects.Domain("attack-condition", "nothing", Extended(new JsonObject
            {
                ["description"] = "No intrusion is shown by the evidence, so there is no flow.",
            })));
        }

        objects.Domain("attack-flow", "flow", Extended(new JsonObject
        {
            ["name"] = "Assessment of an Exchange server",
            ["description"] = assessment.Verdict.Headline,
            ["scope"] = "incident",
            ["start_refs"] = StixObjects.List(starts),
        }));
        return JsonText.File(new JsonObject
        {
            ["type"] = "bundle",
            ["id"] = $"bundle--{shared.Id("bundle", "flow " + StixTime.Of(shared.Options.Modified)):D}",
            ["objects"] = objects.ToArray(),
        });
    }

    private static string Action(StixObjects objects, Intrusion intrusion, Step step, string asset, string? next)
    {
        JsonObject action = new()
        {
            ["name"] = step.Technique.Name,
            ["technique_id"] = step.Technique.Id,
            ["technique_ref"] = objects.AttackPattern(step.Technique),
            ["description"] = FormattableString.Invariant($"{intrusion.Id}, {step.Records} records kept: {string.Join("; ", step.Titles)}"),
            ["execution_start"] = StixTime.Of(step.First),
            ["execution_end"] = StixTime.Of(step.Last),
            ["asset_refs"] = StixObjects.List([asset]),
        };
        if (next is not null)
        {
            action["effect_refs"] = StixObjects.List([next]);
        }

        return objects.Domain("attack-action", $"{intrusion.Id} {step.Technique.Id}", Extended(action));
    }

    /// <summary>The extension and who published it, as published.</summary>
    private static void AddExtension(StixObjects objects)
    {
        objects.Foreign(Publisher, Published, Published, new JsonObject
        {
            ["created_by_ref"] = Publisher,
            ["name"] = "MITRE Center for Threat-Informed Defense",
            ["identity_class"] = "organization",
        });
        objects.Foreign(Extension, Published, Published, new JsonObject
        {
            ["created_by_ref"] = Publisher,
            ["name"] = "Attack Flow",
            ["description"] = "Extends STIX 2.1 with features to create Attack Flows.",
            ["schema"] = "https://center-for-threat-informed-defense.github.io/attack-flow/stix/attack-flow-schema-2.0.0.json",
            ["version"] = "2.0.0",
            ["extension_types"] = StixObjects.List(["new-sdo"]),
        });
    }

    private static JsonObject Extended(JsonObject properties)
    {
        properties["extensions"] = new JsonObject { [Extension] = new JsonObject { ["extension_type"] = "new-sdo" } };
        return properties;
    }

    private sealed record Step(Technique Technique, EvidenceTime First, EvidenceTime Last, int Records, IReadOnlyList<string> Titles);
}
