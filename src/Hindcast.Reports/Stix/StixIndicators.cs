using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Indicators;

namespace Hindcast.Reports.Stix;

/// <summary>Indicators, what they indicate and rest on, and how often they were seen.</summary>
internal static class StixIndicators
{
    internal static void Add(StixDraft draft)
    {
        foreach (CaseIndicator found in draft.Shared.Indicators)
        {
            Add(draft, found);
        }
    }

    private static void Add(StixDraft draft, CaseIndicator found)
    {
        Indicator value = found.Indicator;
        string pattern = StixPattern.Of(value);
        string indicator = draft.Objects.Domain("indicator", pattern, new JsonObject
        {
            ["name"] = value.Value,
            ["description"] = value.Context,
            ["indicator_types"] = StixObjects.List([found.Outcome >= Outcome.Attempted ? "malicious-activity" : "anomalous-activity"]),
            ["pattern"] = pattern,
            ["pattern_type"] = "stix",
            ["pattern_version"] = "2.1",
            ["valid_from"] = found.Since is { } since ? StixTime.Of(since) : StixTime.Of(draft.Shared.Options.Created),
            ["confidence"] = StixObjects.Percent(Sureness(found)),
        });
        if (value.Kind is IndicatorKind.UriPath or IndicatorKind.FilePath && draft.Pages.TryGetValue(StixPages.Key(value.Value), out string? malware))
        {
            draft.Objects.Relate(indicator, "indicates", malware);
        }

        foreach (string campaign in draft.CampaignsOf(found.Claims))
        {
            draft.Objects.Relate(indicator, "indicates", campaign);
        }

        string[] observed = [.. found.Claims.Where(draft.ObservedByClaim.ContainsKey).Select(c => draft.ObservedByClaim[c]).Distinct(StringComparer.Ordinal)];
        foreach (string data in observed)
        {
            draft.Objects.Relate(indicator, "based-on", data);
        }

        JsonObject sighting = [];
        StixDraft.Span(sighting, "first_seen", value.First, "last_seen", value.Last);
        sighting["count"] = value.Sightings;
        sighting["sighting_of_ref"] = indicator;
        if (observed.Length > 0)
        {
            sighting["observed_data_refs"] = StixObjects.List(observed);
        }

        sighting["where_sighted_refs"] = StixObjects.List([draft.Victim]);
        draft.Objects.Domain("sighting", pattern, sighting);
    }

    /// <summary>
    /// How sure it is that the value is the attacker's: an address that only tried may be a scanner or a proxy; and no surer than the
    /// finding that it is part of.
    /// </summary>
    private static Confidence Sureness(CaseIndicator found)
    {
        Confidence reached = found.Outcome switch
        {
            >= Outcome.Succeeded => Confidence.High,
            Outcome.Reached => Confidence.Moderate,
            _ => Confidence.Low,
        };
        return reached < found.Confidence ? reached : found.Confidence;
    }
}
