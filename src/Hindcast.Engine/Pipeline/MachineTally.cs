using Hindcast.Analysis.Coverage;
using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>Notes which computers the events of a file are of; bounded, as evidence chooses the names. Serves one thread.</summary>
internal sealed class MachineTally
{
    private const int MaxMachines = 64;
    private const int MaxNameLength = 128;

    private readonly Dictionary<string, Machine> _machines = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Machine>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private Machine? _last;

    internal MachineTally() => _byName = _machines.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The computers, by name.</summary>
    internal IReadOnlyList<MachineSighting> Machines =>
        [.. _machines.Values.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => new MachineSighting(m.Name, m.First, m.Last))];

    /// <summary>Notes the computer of an event. Most files are of one: its name is made once.</summary>
    internal void Add(ReadOnlySpan<char> name, EvidenceTime? time)
    {
        if (_last is null || !name.SequenceEqual(_last.Name))
        {
            if (name.Length is 0 or > MaxNameLength || Find(name) is not { } found)
            {
                return;
            }

            _last = found;
        }

        if (time is { } at)
        {
            _last.First = _last.First is { } first && first <= at ? first : at;
            _last.Last = _last.Last is { } last && last >= at ? last : at;
        }
    }

    private Machine? Find(ReadOnlySpan<char> name)
    {
        if (!_byName.TryGetValue(name, out Machine? machine) && _machines.Count < MaxMachines)
        {
            machine = new Machine(name.ToString());
            _machines.Add(machine.Name, machine);
        }

        return machine;
    }

    private sealed class Machine(string name)
    {
        internal string Name => name;

        internal EvidenceTime? First { get; set; }

        internal EvidenceTime? Last { get; set; }
    }
}
