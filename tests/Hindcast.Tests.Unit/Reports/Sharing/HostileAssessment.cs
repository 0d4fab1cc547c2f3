using System.Text.Json;
using System.Text.Json.Nodes;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Hindcast.Tests.Unit.Reports.Html;

namespace Hindcast.Tests.Unit.Reports.Sharing;

/// <summary>
/// The sample with a hostile text in every string that evidence or a pack can fill. It goes through assessment.json, so that
/// strings that are added to the assessment later are hostile without anybody thinking of it.
/// </summary>
internal static class HostileAssessment
{
    /// <summary>What has a form of its own (grades, times, ids that must find each other).</summary>
    private static readonly HashSet<string> Typed = new(StringComparer.Ordinal)
    {
        "outcome", "confidence", "status", "severity", "role", "state", "precision", "first", "last", "time", "from", "to", "released", "modified",
        "build", "id", "ruleId", "observations", "claims", "day", "fixPublished", "zeroDayUntil", "nDayFrom", "nextSeen", "timeBefore", "firstSuccess", "lastUsed", "placed",
        "actor", "disclosed", "likelihood", "phase", "rung", "strength", "coveredFrom", "coveredTo",
    };

    private static readonly HashSet<string> Attackers = new(StringComparer.Ordinal) { "ClientIpAddress", "c-ip" };

    internal static Assessment Of(string payload)
    {
        using MemoryStream written = new();
        AssessmentJson.Write(Sample(), written);
        written.Position = 0;
        JsonNode root = JsonNode.Parse(written)!;
        Poison(root, "", payload);
        using MemoryStream poisoned = new(JsonSerializer.SerializeToUtf8Bytes(root));
        return AssessmentJson.Read(poisoned);
    }

    /// <summary>With a file in a web root, so that paths and hashes come out as well.</summary>
    private static Assessment Sample()
    {
        Assessment sample = SampleAssessment.Compromised();
        return sample with
        {
            Observations =
            [
                .. sample.Observations.Select(o => o.Id == "O5" ? o with { Fields = [new("TargetFilename", @"C:\inetpub\wwwroot\x.aspx"), new("SHA256", SampleAssessment.Sha('1')[..63] + "2")] } : o),
            ],
        };
    }

    private static void Poison(JsonNode node, string property, string payload)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members.ToArray())
            {
                if (member is JsonValue value && value.GetValueKind() == JsonValueKind.String)
                {
                    string? text = property == "fields" ? Field(name, value.GetValue<string>(), payload) : Typed.Contains(name) || (name == "kind" && property is "signs" or "publicDays") ? null : payload;
                    if (text is not null)
                    {
                        members[name] = text;
                    }
                }
                else if (member is not null)
                {
                    Poison(member, name, payload);
                }
            }
        }
        else if (node is JsonArray items && !Typed.Contains(property))
        {
            for (int i = 0; i < items.Count; i++)
            {
                if (property == "intrusions" && items[i] is JsonValue)
                {
                    continue;
                }

                if (items[i] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
                {
                    items[i] = payload;
                }
                else if (items[i] is { } item)
                {
                    Poison(item, property, payload);
                }
            }
        }
    }

    /// <summary>Addresses and the form of paths stay, so that hostile values become indicators.</summary>
    private static string? Field(string name, string value, string payload) =>
        Attackers.Contains(name) ? null
        : name is "UrlStem" or "cs-uri-stem" ? $"/x/{payload}.aspx"
        : name == "TargetFilename" ? $@"C:\x\{payload}.aspx"
        : name == "AnchorMailbox" ? $"ServerInfo~{payload}/x?"
        : value.Length > 0 ? payload : null;
}
