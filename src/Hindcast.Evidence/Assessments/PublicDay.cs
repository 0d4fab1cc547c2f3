namespace Hindcast.Evidence.Assessments;

/// <summary>
/// A day from which the world knew something, and how the time of the intrusions lies to it. Days begin at midnight UTC. Since
/// schema 1.4.
/// </summary>
/// <param name="Kind">What became known.</param>
/// <param name="Day">The day.</param>
/// <param name="Subject">Name of the campaign.</param>
/// <param name="Vulnerabilities">The flaws that the day is about: all of the campaign, or those that the fix mends.</param>
/// <param name="DwellBeforeTicks">The part of the dwell time before the day, in ticks of 100 ns; null when nothing of the campaign
/// was reached.</param>
/// <param name="DwellAfterTicks">The rest of it, from the day on; null when nothing of the campaign was reached.</param>
public sealed record PublicDay(
    PublicDayKind Kind,
    DateOnly Day,
    string Subject,
    IReadOnlyList<string> Vulnerabilities,
    long? DwellBeforeTicks,
    long? DwellAfterTicks);
