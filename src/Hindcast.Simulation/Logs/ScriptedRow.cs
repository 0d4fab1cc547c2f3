using Hindcast.Evidence;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>A row of a log with few rows, as text.</summary>
/// <param name="Kind">The log.</param>
/// <param name="Ticks">When, UTC.</param>
/// <param name="Text">The columns behind the time.</param>
/// <param name="Step">The step of the truth, or -1.</param>
/// <param name="Proves">What the row alone proves.</param>
internal sealed record ScriptedRow(LogKind Kind, long Ticks, string Text, int Step = -1, Outcome Proves = Outcome.None);
