namespace Hindcast.Analysis.Surprise;

/// <summary>What is known of a registered domain from the days before.</summary>
/// <param name="firstDay">Number of the day on which it was first asked for.</param>
/// <param name="daysBefore">Days with DNS records before that.</param>
internal sealed class DomainPast(int firstDay, int daysBefore)
{
    internal int FirstDay { get; } = firstDay;

    internal int DaysBefore { get; } = daysBefore;

    internal HashSet<ulong> OddNames { get; } = [];
}
