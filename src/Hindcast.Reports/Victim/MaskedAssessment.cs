using System.Text.Json;
using System.Text.Json.Nodes;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;

namespace Hindcast.Reports.Victim;

/// <summary>
/// An assessment with every text masked. It goes through assessment.json, so that a text that is added to the assessment
/// later is masked without anybody thinking of it.
/// </summary>
internal static class MaskedAssessment
{
    /// <summary>Texts that hold no words: ids, hashes and codes, which a short name could meet by chance.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "id", "ruleId", "claims", "sha256", "recordSha256", "schemaVersion", "tool", "code", "technique", "techniques", "build", "outcome",
        "confidence", "status", "severity", "role", "state", "precision", "first", "last", "time", "from", "to", "released", "modified",
        "format", "kind", "timeBefore", "day", "coveredFrom", "coveredTo", "fixPublished", "zeroDayUntil", "nDayFrom", "nextSeen",
        "firstSuccess", "lastUsed", "placed", "likelihood", "phase", "rung", "strength", "family", "families", "judgedFrom", "judgedTo",
    };

    private static readonly HashSet<string> Paths = new(StringComparer.Ordinal) { "file", "path" };

    internal static Assessment Of(Assessment assessment, VictimMask mask)
    {
        using MemoryStream written = new();
        AssessmentJson.Write(assessment, written);
        written.Position = 0;
        JsonNode root = JsonNode.Parse(written)!;
        Walk(root, "", mask);
        using MemoryStream masked = new(JsonSerializer.SerializeToUtf8Bytes(root));
        return AssessmentJson.Read(masked);
    }

    private static void Walk(JsonNode node, string property, VictimMask mask)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members.ToArray())
            {
                Visit(member, name, property == "fields" ? "value" : name, text => members[name] = text, mask);
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                int index = i;
                Visit(items[i], property, property, text => items[index] = text, mask);
            }
        }
    }

    private static void Visit(JsonNode? node, string property, string meaning, Action<string> replace, VictimMask mask)
    {
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            string text = value.GetValue<string>();
            string masked = Kept.Contains(meaning) ? text : Paths.Contains(meaning) ? mask.EvidencePath(text) : mask.Text(text);
            if (masked != text)
            {
                replace(masked);
            }
        }
        else if (node is not null)
        {
            Walk(node, property, mask);
        }
    }
}
