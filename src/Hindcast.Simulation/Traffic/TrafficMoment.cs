using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Traffic;

/// <summary>Where and when a source makes requests.</summary>
internal readonly record struct TrafficMoment(ServerPlan Plan, long Ticks, long EndTicks, List<WebRequest> Into)
{
    /// <summary>Adds a request; one that would end after the hour, or while the server restarts, is left out.</summary>
    internal void Add(WebRequest request)
    {
        if (request.Ticks < EndTicks && !Plan.IsDown(request.Ticks))
        {
            Into.Add(request);
        }
    }
}
