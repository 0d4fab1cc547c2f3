using Hindcast.Analysis.Coverage;
using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>Notes which computers the events of a file are of; bounded, as evidence chooses the names. Serves one thread.</summary>
internal sealed class MachineTally
{
    private const int MaxMachines = 64;
    private const int MaxNameLength = 128;

    private readonly Dictionary<string, MachineSighting> _machines = new(StringComparer.OrdinalIgnoreCase);
    private MachineSighting? _last;

    /// <summary>The computers, by name.</summary>
    internal IReadOnlyList<MachineSighting> Machines => [.. _machines.Values.OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>Notes the computer of an event.</summary>
    internal void Add(ReadOnlySpan<char> name, EvidenceTime? time)
    {
        if (name.Length is 0 or > MaxNameLength || (_last is not null && name.Equals(_last.Name, StringComparison.OrdinalIgnoreCase) && Holds(_last, time)))
        {
            return;
        }

        string text = name.ToString();
        if (_machines.TryGetValue(text, out MachineSighting? known))
        {
            known = known.With(new MachineSighting(text, time, time));
        }
        else if (_machines.Count < MaxMachines)
        {
            known = new MachineSighting(text, time, time);
        }
        else
        {
            return;
        }

        _machines[text] = _last = known;
    }

    private static bool Holds(MachineSighting machine, EvidenceTime? time) =>
        time is not { } at || (machine.First <= at && at <= machine.Last);
}
