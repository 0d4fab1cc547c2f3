using System.Globalization;
using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Reports.Stix;

/// <summary>Pages that were left on the server; one that was only seen in use has no sample. What is worth a look and no more is no malware.</summary>
internal static class StixPages
{
    /// <summary>What makes a page the same: the address that clients ask for, whatever the case; a file of no web root by its path.</summary>
    internal static string Key(string path) =>
        !path.StartsWith('/') && WebRootPath.Of(path) is { Length: > 0 } page ? page : path.ToLowerInvariant();

    internal static void Add(StixDraft draft)
    {
        IEnumerable<IGrouping<string, CaseIndicator>> pages = draft.Shared.Indicators
            .Where(i => i.Indicator.Kind is IndicatorKind.FilePath or IndicatorKind.UriPath && i.Subjects.Contains("web-shell") && i.Outcome >= Outcome.Reached)
            .GroupBy(i => Key(i.Indicator.Value), StringComparer.Ordinal);
        foreach (IGrouping<string, CaseIndicator> page in pages)
        {
            string path = page.MaxBy(i => i.Indicator.Kind)!.Indicator.Value;
            JsonObject properties = new()
            {
                ["name"] = path[(path.LastIndexOfAny(['/', '\\']) + 1)..],
                ["description"] = Description(page.Max(i => i.Outcome), page.Key),
                ["malware_types"] = StixObjects.List(["webshell"]),
                ["is_family"] = false,
            };
            string[] samples = [.. Samples(draft, page.Key)];
            if (samples.Length > 0)
            {
                properties["sample_refs"] = StixObjects.List(samples);
            }

            EvidenceTime[] uses = [.. page.Where(i => i.Indicator.Kind == IndicatorKind.UriPath).SelectMany(i => new[] { i.Indicator.First, i.Indicator.Last }).OfType<EvidenceTime>().Order()];
            StixDraft.Span(properties, "first_seen", uses.Length > 0 ? uses[0] : null, "last_seen", uses.Length > 0 ? uses[^1] : null);
            string malware = draft.Objects.Domain("malware", page.Key, properties);
            draft.Pages[page.Key] = malware;
            draft.Objects.Relate(malware, "targets", draft.Server);
            foreach (string campaign in draft.CampaignsOf(page.SelectMany(i => i.Claims)))
            {
                draft.Objects.Relate(campaign, "uses", malware);
            }
        }
    }

    private static string Description(Outcome outcome, string page) => outcome switch
    {
        >= Outcome.Used => $"Page that was left on the server and used: {page}",
        Outcome.Succeeded => $"Page that was left on the server: {page}",
        _ => $"Page that is not part of the product and answered; how it came there is not shown: {page}",
    };

    private static IEnumerable<string> Samples(StixDraft draft, string page)
    {
        HashSet<string> artefacts = [.. draft.Case.Detections.Where(d => d.Role == ObservationRole.Artefact).Select(d => d.RuleId)];
        foreach (Observation file in draft.Case.Observations.Where(o => artefacts.Contains(o.RuleId)).DistinctBy(o => o.Location))
        {
            string path = file.Field("TargetFilename") ?? "";
            int slash = path.LastIndexOf('\\');
            if (slash < 1 || slash == path.Length - 1 || Key(path) != page || IndicatorSanitiser.Plain(path) != path)
            {
                continue;
            }

            JsonObject sample = [];
            if (IndicatorSanitiser.Clean(IndicatorKind.Sha256, file.Field("SHA256") ?? "", allowReserved: true).Indicator is { } hash)
            {
                sample["hashes"] = new JsonObject { ["SHA-256"] = hash.Value };
            }

            if (long.TryParse(file.Field("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                sample["size"] = size;
            }

            sample["name"] = path[(slash + 1)..];
            sample["parent_directory_ref"] = draft.Objects.Observable("directory", new JsonObject { ["path"] = path[..slash] });
            yield return draft.Objects.Observable("file", sample);
        }
    }
}
