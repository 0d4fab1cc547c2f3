using Hindcast.Evidence;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>Everything that does not come from the traffic of every day: made before the logs are written, small.</summary>
internal sealed class Script(ulong seed)
{
    private readonly List<WebRequest> _requests = [];
    private readonly List<ScriptedRow> _rows = [];
    private readonly List<EventEntry> _events = [];
    private readonly Dictionary<LogKind, long> _cleared = [];

    internal List<ScriptedEvent> Intrusions { get; } = [];

    internal List<ScriptedEvent> Scans { get; } = [];

    internal List<ScriptedEvent> Lookalikes { get; } = [];

    internal List<GroupHabits> Groups { get; } = [];

    internal List<ScriptedStep> Steps { get; } = [];

    /// <summary>The implant of an Orion server.</summary>
    internal OrionState Orion { get; } = new(seed);

    internal IEnumerable<ScriptedEvent> Events => Intrusions.Concat(Scans).Concat(Lookalikes);

    internal ScriptedStep Begin(ScriptedEvent owner, string kind, long ticks)
    {
        ScriptedStep step = new(Steps.Count, kind, ticks);
        Steps.Add(step);
        owner.Steps.Add(step);
        return step;
    }

    internal void Add(ScriptedStep step, WebRequest request)
    {
        request.Step = step.Index;
        step.Include(request.Ticks, request.FrontProves > request.BackProves ? request.FrontProves : request.BackProves);
        _requests.Add(request);
    }

    /// <summary>Adds a request that is part of no event of the truth.</summary>
    internal void Add(WebRequest request) => _requests.Add(request);

    internal void Add(ScriptedStep step, LogKind kind, long ticks, string text, Outcome proves)
    {
        step.Include(ticks, proves);
        _rows.Add(new ScriptedRow(kind, ticks, text, step.Index, proves));
    }

    internal void Add(ScriptedStep step, ScriptedRow row, Outcome proves) => Add(step, row.Kind, row.Ticks, row.Text, proves);

    internal IEnumerable<WebRequest> Requests(long fromTicks, long toTicks) => _requests.Where(r => r.Ticks >= fromTicks && r.Ticks < toTicks);

    internal IEnumerable<ScriptedRow> Rows(long fromTicks, long toTicks) => _rows.Where(r => r.Ticks >= fromTicks && r.Ticks < toTicks);

    internal void Add(ScriptedStep? step, EventEntry entry)
    {
        step?.Include(entry.Ticks, entry.Proves);
        _events.Add(entry);
    }

    internal IEnumerable<EventEntry> EventEntries(LogKind kind, long fromTicks, long toTicks) =>
        _events.Where(e => e.Kind == kind && e.Ticks >= fromTicks && e.Ticks < toTicks);

    /// <summary>Somebody clears a log: what it held before is gone.</summary>
    internal void Clear(LogKind kind, long ticks) => _cleared[kind] = Math.Max(ClearedTicks(kind), ticks);

    /// <summary>When a log was cleared; 0 when it was not.</summary>
    internal long ClearedTicks(LogKind kind) => _cleared.GetValueOrDefault(kind);
}
