using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>Something that makes requests.</summary>
/// <param name="Name">For its stream of random numbers.</param>
/// <param name="PerDay">How often it starts on a working day of the measured server.</param>
/// <param name="Rhythm">When.</param>
/// <param name="Emit">Makes the requests of one start.</param>
internal sealed record TrafficSource(
    string Name, double PerDay, RhythmKind Rhythm, Action<TrafficMoment, SeededRandom> Emit)
{
    /// <summary>Adds the requests of an hour.</summary>
    internal void Hour(ServerPlan plan, int day, int hour, List<WebRequest> into)
    {
        SeededRandom random = SeededRandom.For(plan.Seed, Name, day, hour);
        DateTime start = plan.FirstDay.AddDays(day).AddHours(hour);
        int starts = random.Poisson(PerDay / 24 * plan.Scale * Traffic.Rhythm.Factor(Rhythm, start + plan.UtcOffset));
        for (int i = 0; i < starts; i++)
        {
            long ticks = start.Ticks + random.Between(0, TimeSpan.TicksPerHour - 1);
            Emit(new TrafficMoment(plan, ticks, start.Ticks + TimeSpan.TicksPerHour, into), random);
        }
    }
}
