using System.Globalization;
using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Json;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Misp;

/// <summary>
/// A case as a MISP event (core format): indicators as attributes, the victim and the flaws as objects, tags of the TLP, RSIT
/// and estimative-language taxonomies. No galaxies. Not published and for the own organisation only until somebody decides.
/// </summary>
public static class MispEvent
{
    private static readonly Dictionary<IndicatorKind, (string Type, string Category, bool ToIds)> Types = new()
    {
        [IndicatorKind.Ipv4] = ("ip-src", "Network activity", true),
        [IndicatorKind.Ipv6] = ("ip-src", "Network activity", true),
        [IndicatorKind.Domain] = ("domain", "Network activity", true),
        [IndicatorKind.Url] = ("url", "Network activity", true),
        [IndicatorKind.UriPath] = ("uri", "Network activity", true),
        [IndicatorKind.FileName] = ("filename", "Payload delivery", true),
        [IndicatorKind.FilePath] = ("filename", "Payload delivery", true),
        [IndicatorKind.Md5] = ("md5", "Payload delivery", true),
        [IndicatorKind.Sha1] = ("sha1", "Payload delivery", true),
        [IndicatorKind.Sha256] = ("sha256", "Payload delivery", true),
        [IndicatorKind.UserAgent] = ("user-agent", "Network activity", false),
        [IndicatorKind.Email] = ("email-src", "Payload delivery", true),
    };

    /// <summary>Writes the event as indented JSON.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        Assessment assessment = shared.Assessment;
        Outcome outcome = assessment.Verdict.Outcome;
        string timestamp = Timestamp(shared.Options.Modified);
        JsonObject misp = new()
        {
            ["uuid"] = shared.Id("misp", "event").ToString("D"),
            ["info"] = $"Assessment of an Exchange server: {assessment.Verdict.Headline}",
            ["date"] = shared.Options.Modified.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["timestamp"] = timestamp,

            // 1 high, 2 medium, 3 low, 4 undefined.
            ["threat_level_id"] = outcome switch { >= Outcome.Succeeded => "1", Outcome.Reached => "2", > Outcome.None => "3", _ => "4" },
            ["analysis"] = "1",
            ["distribution"] = "0",
            ["published"] = false,
            ["Orgc"] = new JsonObject { ["name"] = shared.Organisation, ["uuid"] = shared.Id("misp", "organisation").ToString("D") },
            ["Tag"] = Tags(shared),
            ["Attribute"] = new JsonArray([.. shared.Indicators.Select(i => Attribute(shared, i, timestamp))]),
            ["Object"] = new JsonArray([Victim(shared, timestamp), .. Flaws(shared, timestamp)]),
        };
        return JsonText.File(new JsonObject { ["Event"] = misp });
    }

    private static JsonArray Tags(SharedCase shared)
    {
        List<string> tags = [$"tlp:{TlpLabel.Word(shared.Options.Tlp)}"];
        string? kind = shared.Assessment.Verdict.Outcome switch
        {
            >= Outcome.Succeeded => "rsit:intrusions=\"application-compromise\"",
            >= Outcome.Attempted => "rsit:intrusion-attempts=\"ids-alert\"",
            Outcome.Scanned => "rsit:information-gathering=\"scanner\"",
            _ => null,
        };
        if (kind is not null)
        {
            tags.Add(kind);
        }

        if (shared.Assessment.Findings.Count > 0)
        {
            string confidence = shared.Assessment.Findings[0].Confidence.ToString().ToLowerInvariant();
            tags.Add($"estimative-language:confidence-in-analytic-judgment=\"{confidence}\"");
        }

        return [.. tags.Select(t => new JsonObject { ["name"] = t })];
    }

    private static JsonObject Attribute(SharedCase shared, CaseIndicator found, string timestamp)
    {
        (string type, string category, bool toIds) = Types[found.Indicator.Kind];
        type = found is { IsCalled: true, IsClient: false } && type == "ip-src" ? "ip-dst" : type;
        JsonObject attribute = new()
        {
            ["uuid"] = shared.Id("misp-attribute", $"{type} {found.Indicator.Value}").ToString("D"),
            ["type"] = type,
            ["category"] = category,
            ["value"] = found.Indicator.Value,

            // What only scanned or tried may be a scanner that others want to see; it is no reason for an alarm.
            ["to_ids"] = toIds && found.Outcome >= Outcome.Reached,
            ["comment"] = found.Indicator.Context,
            ["distribution"] = "5",
            ["timestamp"] = timestamp,
        };
        if (found.Indicator is { First: { } first, Last: { } last })
        {
            attribute["first_seen"] = Time(first);
            attribute["last_seen"] = Time(last);
        }

        return attribute;
    }

    private static JsonObject Victim(SharedCase shared, string timestamp) => Object(
        shared, "victim", "misc", "a8806e40-39ad-435f-be02-ac2a13d6fc7d", "10", "victim", timestamp,
        [("name", "target-org", "Targeting data", shared.Organisation), ("classification", "text", "Other", "organization")]);

    private static IEnumerable<JsonObject> Flaws(SharedCase shared, string timestamp) => shared.Assessment.Findings
        .Where(f => f.Subject.StartsWith("CVE-", StringComparison.Ordinal)).DistinctBy(f => f.Subject).OrderBy(f => f.Subject, StringComparer.Ordinal)
        .Select(f => Object(
            shared, "vulnerability", "network", "81650945-f186-437b-8945-9f31715d32da", "2", f.Subject, timestamp,
            [("id", "vulnerability", "External analysis", f.Subject), ("summary", "text", "Other", f.Title)]));

    private static JsonObject Object(
        SharedCase shared, string name, string meta, string template, string version, string key, string timestamp,
        (string Relation, string Type, string Category, string Value)[] attributes) => new()
        {
            ["uuid"] = shared.Id($"misp-{name}", key).ToString("D"),
            ["name"] = name,
            ["meta-category"] = meta,
            ["template_uuid"] = template,
            ["template_version"] = version,
            ["distribution"] = "5",
            ["timestamp"] = timestamp,
            ["Attribute"] = new JsonArray(
            [
                .. attributes.Select(a => new JsonObject
                {
                    ["uuid"] = shared.Id($"misp-{name}-{a.Relation}", key).ToString("D"),
                    ["object_relation"] = a.Relation,
                    ["type"] = a.Type,
                    ["category"] = a.Category,
                    ["value"] = a.Value,
                    ["to_ids"] = false,
                    ["distribution"] = "5",
                    ["timestamp"] = timestamp,
                }),
            ]),
        };

    private static string Timestamp(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>MISP wants an offset; the digits stay those of the source.</summary>
    private static string Time(EvidenceTime time) =>
        time.Precision == TimePrecision.Day ? $"{time}T00:00:00+00:00" : time.ToString().Replace("Z", "+00:00", StringComparison.Ordinal);
}
