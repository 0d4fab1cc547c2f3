using Hindcast.Evidence;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Tells what a row, an event or a file of the evidence belongs to.</summary>
internal sealed class TruthPlaces
{
    private readonly Dictionary<(string File, long At), (TruthPlace Place, TruthStep Step)> _rows = [];
    private readonly Dictionary<string, (TruthPlace Place, TruthStep? Step)> _files = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<TruthStep, string> _groups = new(ReferenceEqualityComparer.Instance);

    internal TruthPlaces(Truth truth)
    {
        Add(truth.Lookalikes, TruthPlace.Lookalike);
        Add(truth.Scans, TruthPlace.Scan);
        Add(truth.Intrusions, TruthPlace.Intrusion);
    }

    internal (TruthPlace Place, TruthStep? Step) At(SourceLocation location) =>
        _rows.TryGetValue((location.File, location.RecordId > 0 ? -location.RecordId : location.OffsetBytes), out (TruthPlace, TruthStep) row) ? row
        : location.Line == 0 && location.RecordId == 0 && _files.TryGetValue(location.File, out (TruthPlace, TruthStep?) file) ? file
        : (TruthPlace.Background, null);

    /// <summary>The group that did what stands at a place, or null.</summary>
    internal string? GroupAt(SourceLocation location) => At(location) is (TruthPlace.Intrusion, { } step) && _groups.TryGetValue(step, out string? group) ? group : null;

    private void Add(IReadOnlyList<TruthEvent> events, TruthPlace place)
    {
        foreach (TruthEvent happened in events)
        {
            foreach (TruthFile file in happened.Files.Where(f => f.Removed is null))
            {
                _files[file.Path] = (place, happened.Steps.FirstOrDefault(s => s.Kind == "page-written"));
            }

            foreach (TruthStep step in happened.Steps)
            {
                _groups[step] = happened.Actor;
                foreach (TruthLine line in step.Lines)
                {
                    _rows[(line.File, line.Record > 0 ? -line.Record : line.OffsetBytes)] = (place, step);
                }
            }
        }
    }
}
