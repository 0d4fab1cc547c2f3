using System.Globalization;
using System.Text.Json.Nodes;

namespace Hindcast.Reports.Stix;

/// <summary>Requests that detections met: the same request of the same client, as one log writes it, is one object.</summary>
internal static class StixObserved
{
    internal static void Add(StixDraft draft)
    {
        HashSet<string> rules = [.. draft.Case.Detections.Select(d => d.RuleId)];
        var groups = draft.Case.Observations.Where(o => o.Time is not null && rules.Contains(o.RuleId))
            .Select(o => (Observation: o, Request: StixRequest.Of(o))).Where(x => x.Request is not null)
            .GroupBy(x => x.Request!).ToArray();
        foreach (var group in groups.Take(StixBundle.MaxObserved))
        {
            string client = draft.Objects.Observable(group.Key.IsIpv6 ? "ipv6-addr" : "ipv4-addr", new JsonObject { ["value"] = group.Key.Client });
            string traffic = draft.Objects.Observable("network-traffic", group.Key.Traffic(client));
            string observed = draft.Objects.Domain("observed-data", traffic, new JsonObject
            {
                ["first_observed"] = StixTime.Of(group.Min(x => x.Observation.Time!.Value)),
                ["last_observed"] = StixTime.Of(group.Max(x => x.Observation.Time!.Value)),

                // Several rules can meet one record.
                ["number_observed"] = group.Select(x => x.Observation.Location).Distinct().Count(),
                ["object_refs"] = StixObjects.List([client, traffic]),
            });
            foreach (var member in group)
            {
                draft.ObservedByClaim[member.Observation.Id] = observed;
            }
        }

        if (groups.Length > StixBundle.MaxObserved)
        {
            draft.Note("observed-limit", "Not all requests are in this bundle",
                string.Create(CultureInfo.InvariantCulture, $"{groups.Length} groups of like requests were seen; the first {StixBundle.MaxObserved} are here."), [draft.Server]);
        }
    }
}
