using Hindcast.Evidence;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.EventLogs;

/// <summary>An event to be written.</summary>
/// <param name="Kind">The log.</param>
/// <param name="Ticks">When, UTC.</param>
/// <param name="Form">What it is.</param>
/// <param name="Values">Its values.</param>
/// <param name="Step">The step of the truth, or -1.</param>
/// <param name="Proves">What it alone proves.</param>
internal sealed record EventEntry(LogKind Kind, long Ticks, EventForm Form, string[] Values, int Step = -1, Outcome Proves = Outcome.None);
