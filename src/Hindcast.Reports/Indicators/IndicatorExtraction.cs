using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Victim;

namespace Hindcast.Reports.Indicators;

/// <summary>
/// Takes from a case what others can look for: addresses that attacked, hosts that the flaw was made to call, pages that were
/// left and used, and their hashes. Names that every server has, and the victim's own, are not taken.
/// </summary>
public static partial class IndicatorExtraction
{
    /// <summary>Runs over an assessment that is not masked yet.</summary>
    /// <returns>Sorted by kind and value.</returns>
    public static IReadOnlyList<CaseIndicator> Run(Assessment assessment, VictimNames names)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(names);
        Dictionary<string, DetectionSummary> detections = [];
        foreach (DetectionSummary detection in assessment.Detections)
        {
            detections.TryAdd(detection.RuleId, detection);
        }

        Dictionary<(IndicatorKind, string), List<(Observation Observation, DetectionSummary Detection)>> found = [];
        foreach (Observation observation in assessment.Observations)
        {
            if (detections.TryGetValue(observation.RuleId, out DetectionSummary? detection))
            {
                foreach ((IndicatorKind kind, string value) in Values(observation, detection, names).Distinct())
                {
                    if (IndicatorSanitiser.Clean(kind, value, allowReserved: true) is { Indicator: { } clean })
                    {
                        (found.TryGetValue((clean.Kind, clean.Value), out var seen) ? seen : found[(clean.Kind, clean.Value)] = [])
                            .Add((observation, detection));
                    }
                }
            }
        }

        return
        [
            .. found.OrderBy(f => f.Key.Item1).ThenBy(f => f.Key.Item2, StringComparer.Ordinal)
                .Select(f => Indicator(f.Key.Item1, f.Key.Item2, f.Value)),
        ];
    }

    private static CaseIndicator Indicator(IndicatorKind kind, string value, List<(Observation Observation, DetectionSummary Detection)> seen)
    {
        EvidenceTime[] times = [.. seen.Select(s => s.Observation.Time).OfType<EvidenceTime>().Order()];
        Outcome outcome = seen.Max(s => s.Detection.Outcome);
        string[] subjects = [.. seen.Select(s => s.Detection.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new CaseIndicator(
            new Indicator
            {
                Kind = kind,
                Value = value,
                First = times.Length > 0 ? times[0] : null,
                Last = times.Length > 0 ? times[^1] : null,
                Sightings = seen.Count,
                Context = string.Create(CultureInfo.InvariantCulture, $"{What(kind)}; {string.Join(", ", subjects)}; furthest outcome: {outcome.ToString().ToLowerInvariant()}"),
            },
            outcome, subjects, [.. seen.Select(s => s.Observation.Id)]);
    }

    private static string What(IndicatorKind kind) => kind switch
    {
        IndicatorKind.Ipv4 or IndicatorKind.Ipv6 => "client address of an attack, or host that the flaw was made to call",
        IndicatorKind.Domain => "host that the flaw was made to call",
        IndicatorKind.UriPath => "page that does not belong to the server and was used",
        IndicatorKind.FilePath => "file that was left on the server",
        IndicatorKind.Sha256 => "content of a file that was left on the server",
        _ => "name that a client of an attack gave itself",
    };

    private static IEnumerable<(IndicatorKind, string)> Values(Observation observation, DetectionSummary detection, VictimNames names)
    {
        if (detection.Role is ObservationRole.Request or ObservationRole.Use
            && NetworkAddress.TryParse(observation.Field("ClientIpAddress") ?? observation.Field("c-ip") ?? "", out IPAddress? client)
            && !names.IsOwn(client))
        {
            yield return (IndicatorKind.Ipv4, client.ToString());
        }

        if (detection.Role == ObservationRole.Request && CalledHost(observation.Field("AnchorMailbox") ?? "") is { } called)
        {
            if (NetworkAddress.TryParse(called, out IPAddress? address))
            {
                if (!names.IsOwn(address))
                {
                    yield return (IndicatorKind.Ipv4, address.ToString());
                }
            }
            else if (!names.IsOwn(called))
            {
                yield return (IndicatorKind.Domain, called);
            }
        }

        if (detection.Role == ObservationRole.Use && (observation.Field("cs-uri-stem") ?? observation.Field("UrlStem")) is { } page)
        {
            yield return (IndicatorKind.UriPath, page);
        }

        if (detection.Role == ObservationRole.Artefact)
        {
            yield return (IndicatorKind.FilePath, observation.Field("TargetFilename") ?? "");
            yield return (IndicatorKind.Sha256, observation.Field("SHA256") ?? "");
        }

        if (detection.Role is ObservationRole.Request or ObservationRole.Use
            && (observation.Field("cs(User-Agent)") ?? observation.Field("UserAgent")) is { } agent)
        {
            yield return (IndicatorKind.UserAgent, agent);
        }
    }

    /// <summary>The host in a routing value of the flaw: <c>ServerInfo~host/path</c>, <c>ServerInfo~a]@host:444/path</c>.</summary>
    private static string? CalledHost(string anchor)
    {
        Match match = Called().Match(anchor);
        return match.Success ? match.Groups["host"].Value : null;
    }

    [GeneratedRegex(@"^ServerInfo~(?:[^@/]{0,200}@)?(?<host>[A-Za-z0-9._-]{1,253})(?::\d{1,5})?(?:[/?#]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Called();
}
