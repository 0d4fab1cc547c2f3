using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Victim;

namespace Hindcast.Reports.Indicators;

/// <summary>
/// Takes from a case what others can look for: addresses that attacked, hosts that the flaw was made to call, pages that were
/// left and used, and their hashes. Names that every server has, and the victim's own, are not taken, nor is a value of which a
/// part cannot be read or seen: what is exported stands in the evidence as it is.
/// </summary>
public static partial class IndicatorExtraction
{
    /// <summary>Longer values are cut in an assessment, and a part of a value is another value.</summary>
    private const int MaxWholeChars = 2000;

    /// <summary>Runs over an assessment that is not masked yet.</summary>
    public static CaseIndicators Run(Assessment assessment, VictimNames names)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(names);
        CaseGrades grades = new(assessment);
        Dictionary<(IndicatorKind, string), List<Seen>> found = [];
        HashSet<(IndicatorKind, string)> unreadable = [];
        foreach (Observation observation in assessment.Observations)
        {
            if (grades.DetectionOf(observation) is not { } detection)
            {
                continue;
            }

            foreach ((IndicatorKind kind, string value, bool called) in Values(observation, detection, names).Distinct())
            {
                if (value.Length > MaxWholeChars || IndicatorSanitiser.Plain(value) != value)
                {
                    unreadable.Add((kind, value));
                }
                else if (IndicatorSanitiser.Clean(kind, value, allowReserved: true) is { Indicator: { } clean })
                {
                    (found.TryGetValue((clean.Kind, clean.Value), out List<Seen>? seen) ? seen : found[(clean.Kind, clean.Value)] = [])
                        .Add(new Seen(observation, detection, called));
                }
            }
        }

        return new CaseIndicators(
            [
                .. found.OrderBy(f => f.Key.Item1).ThenBy(f => f.Key.Item2, StringComparer.Ordinal)
                    .Select(f => Indicator(f.Key.Item1, f.Key.Item2, f.Value, grades)),
            ],
            unreadable.Count);
    }

    private static CaseIndicator Indicator(IndicatorKind kind, string value, List<Seen> seen, CaseGrades grades)
    {
        EvidenceTime[] times = [.. seen.Select(s => s.Observation.Time).OfType<EvidenceTime>().Order()];
        Outcome outcome = seen.Max(s => grades.OutcomeOf(s.Observation, s.Detection));
        string[] subjects = [.. seen.Select(s => s.Detection.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        bool called = seen.Exists(s => s.IsCalled), client = kind is IndicatorKind.Ipv4 or IndicatorKind.Ipv6 && seen.Exists(s => !s.IsCalled);
        return new CaseIndicator(
            new Indicator
            {
                Kind = kind,
                Value = value,
                First = times.Length > 0 ? times[0] : null,
                Last = times.Length > 0 ? times[^1] : null,

                // Several rules can meet one record; it was still seen once.
                Sightings = seen.Select(s => s.Observation.Location).Distinct().Count(),
                Context = string.Create(CultureInfo.InvariantCulture, $"{IndicatorWords.What(kind, outcome, client, called)}; {string.Join(", ", subjects)}; furthest outcome: {outcome.ToString().ToLowerInvariant()}"),
            },
            outcome, grades.ConfidenceOf(seen.Select(s => s.Observation), outcome), subjects, [.. seen.Select(s => s.Observation.Id).Distinct(StringComparer.Ordinal)])
        {
            Since = times.Length > 0 ? times[0] : grades.SinceWhen(seen.Select(s => s.Observation)),
            IsCalled = called,
            IsClient = client,
        };
    }

    private static IEnumerable<(IndicatorKind Kind, string Value, bool IsCalled)> Values(Observation observation, DetectionSummary detection, VictimNames names)
    {
        if (detection.Role is ObservationRole.Request or ObservationRole.Use
            && NetworkAddress.TryParse(observation.Field("ClientIpAddress") ?? observation.Field("c-ip") ?? "", out IPAddress? client)
            && !names.IsOwn(client))
        {
            yield return (IndicatorKind.Ipv4, client.ToString(), false);
        }

        if (detection.Role == ObservationRole.Request && CalledHost(observation.Field("AnchorMailbox") ?? "") is { } called)
        {
            if (NetworkAddress.TryParse(called, out IPAddress? address))
            {
                if (!names.IsOwn(address))
                {
                    yield return (IndicatorKind.Ipv4, address.ToString(), true);
                }
            }
            else if (!names.IsOwn(called))
            {
                yield return (IndicatorKind.Domain, called, true);
            }
        }

        if (detection.Role == ObservationRole.Use && (observation.Field("cs-uri-stem") ?? observation.Field("UrlStem")) is { } page)
        {
            yield return (IndicatorKind.UriPath, page, false);
        }

        if (detection.Role == ObservationRole.Artefact)
        {
            yield return (IndicatorKind.FilePath, observation.Field("TargetFilename") ?? "", false);
            yield return (IndicatorKind.Sha256, observation.Field("SHA256") ?? "", false);
        }

        if (detection.Role is ObservationRole.Request or ObservationRole.Use
            && (observation.Field("cs(User-Agent)") ?? observation.Field("UserAgent")) is { } agent)
        {
            yield return (IndicatorKind.UserAgent, agent, false);
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

    private sealed record Seen(Observation Observation, DetectionSummary Detection, bool IsCalled);
}
