using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Timeline;

/// <summary>Everything in an assessment that has a time, in order.</summary>
public static class TimelineEntries
{
    private static readonly string[] HostFields = ["ServerHostName", "ServerName", "Computer", "s-computername", "server-hostname"];
    private static readonly string[] ActorFields = ["ClientIpAddress", "c-ip", "client-ip", "IpAddress"];
    private static readonly string[] UserFields = ["cs-username", "AuthenticatedUser", "SubjectUserName", "User"];

    /// <summary>The entries, sorted by time; those of one time in the order of the assessment.</summary>
    public static IReadOnlyList<TimelineEntry> Of(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        Dictionary<string, DetectionSummary> detections = new(StringComparer.Ordinal);
        foreach (DetectionSummary detection in assessment.Detections)
        {
            detections.TryAdd(detection.RuleId, detection);
        }

        Dictionary<string, UserRuleSummary> userRules = new(StringComparer.Ordinal);
        foreach (UserRuleSummary rule in assessment.UserRules?.Met ?? [])
        {
            userRules.TryAdd(rule.RuleId, rule);
        }

        return
        [
            .. assessment.Observations.Where(o => o.Time is not null && detections.ContainsKey(o.RuleId)).Select(o => Of(o, detections[o.RuleId]))
                .Concat((assessment.UserRules?.Observations ?? []).Where(o => o.Time is not null && userRules.ContainsKey(o.RuleId))
                    .Select(o => Of(o, userRules[o.RuleId])))
                .Concat(assessment.Exposure.Builds.SelectMany(Of))
                .Concat(assessment.Signs.Where(s => s.Time is not null).Select(Of))
                .OrderBy(e => e.Time.UtcTicks),
        ];
    }

    private static TimelineEntry Of(Observation observation, DetectionSummary detection) =>
        Of(observation, detection.Role.ToString().ToLowerInvariant(), detection.Subject, detection.Title) with { Outcome = detection.Outcome };

    private static TimelineEntry Of(Observation observation, UserRuleSummary rule) => Of(observation, "user-rule", rule.Level, rule.Title);

    private static TimelineEntry Of(Observation observation, string kind, string subject, string title) => new()
    {
        Time = observation.Time!.Value,
        Kind = kind,
        Subject = subject,
        Title = title,
        Source = observation.Log.ToString(),
        Location = observation.Location,
        Details = string.Join("; ", observation.Fields.Select(f => $"{f.Key}={f.Value}")),
        Claim = observation.Id,
        Host = First(observation, HostFields),
        Actor = First(observation, ActorFields),
        User = First(observation, UserFields),
    };

    private static IEnumerable<TimelineEntry> Of(BuildSpan build)
    {
        TimelineEntry first = new()
        {
            Time = build.First,
            Kind = "build",
            Subject = build.Build.ToString(),
            Title = $"first row with build {build.Build} {build.Name}",
            Source = string.Join(" and ", build.Sources),
            Location = build.FirstLocation,
            Claim = build.Id,
        };
        return [first, first with { Time = build.Last, Title = $"last row with build {build.Build} {build.Name}", Location = build.LastLocation }];
    }

    private static TimelineEntry Of(LogSign sign) => new()
    {
        Time = sign.Time!.Value,
        Kind = "sign",
        Subject = sign.Kind.ToString().ToLowerInvariant(),
        Title = sign.Describe(),
        Source = sign.Log.ToString(),
        Location = sign.Location,
        Claim = sign.Id,
    };

    private static string First(Observation observation, string[] fields) => fields.Select(observation.Field).FirstOrDefault(v => v is not null, "") ?? "";
}
