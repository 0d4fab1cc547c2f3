using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// What is odd about the days of a server, before it is known what findings explain. Can be reported more than once, each time with
/// other findings. Not changed after it was made; holds no more than the profile and 500 signs a day.
/// </summary>
public sealed class SurpriseLook
{
    internal SurpriseLook(IReadOnlyList<Day> days, int daysWithoutHistory, ServerPast past) => (Days, DaysWithoutHistory, Past) = (days, daysWithoutHistory, past);

    /// <summary>Days with enough past, in their order.</summary>
    internal IReadOnlyList<Day> Days { get; }

    internal int DaysWithoutHistory { get; }

    /// <summary>All days.</summary>
    internal ServerPast Past { get; }

    /// <summary>A day that was judged.</summary>
    /// <param name="Date">The day.</param>
    /// <param name="Profile">What happened on it.</param>
    /// <param name="Telling">Its signs, the rarest first.</param>
    /// <param name="Ranked">The items that these make, the rarest first.</param>
    internal sealed record Day(DateOnly Date, DayProfile Profile, IReadOnlyList<Sign> Telling, IReadOnlyList<UnusualItem> Ranked);
}
