using Hindcast.Engine.Detection;
using Hindcast.Engine.Pages;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Hunting;

/// <summary>What one thread keeps from file to file: the rules over records, and the tally of the stretch at hand.</summary>
internal sealed class HuntWorker
{
    private readonly HuntPlan _plan;
    private readonly SigmaMatcher _matcher;
    private readonly EvtxSlots _events;
    private readonly HuntEventFields _eventFields = new();
    private PageContent? _page;

    internal HuntWorker(HuntPlan plan)
    {
        _plan = plan;
        _matcher = plan.Sigma.CreateMatcher();
        _events = new EvtxSlots(plan.Sigma);
        Artefacts = new ArtefactSlots(plan.Sigma);
        Tally = plan.CreateTally();
        Rows = new HuntRowSink(plan, this);
        Scanner = new TextUnitScanner(Rows);
    }

    /// <summary>Takes what is found; set by whoever begins a stretch.</summary>
    internal HuntTally Tally { get; set; }

    internal HuntRowSink Rows { get; }

    internal TextUnitScanner Scanner { get; }

    internal ArtefactSlots Artefacts { get; }

    internal PageContent Page => _page ??= new PageContent();

    internal byte[] Buffer { get; } = new byte[256 * 1024];

    /// <summary>How often each rule's condition was worked out.</summary>
    internal ReadOnlySpan<long> Evaluations => _matcher.Evaluations;

    /// <summary>Tries the rules on an event.</summary>
    internal void Try(EvtxRecord record)
    {
        EvtxSlots slots = _events;
        SigmaShapePlan shape = slots.Bind(record);
        EvtxSlotsView view = new(slots);
        ReadOnlySpan<int> rules = Try(shape, ref view);
        if (rules.IsEmpty)
        {
            return;
        }

        HuntMatch match = new()
        {
            Rule = _plan.HeaderOf(rules[0]),
            Time = record.Time,
            Log = slots.Channel,
            EventId = shape.Shape.Constants["EventID"],
            Computer = slots.Name(EvtxSystemField.Computer),
            Location = record.Location,
            Fields = _eventFields.Of(record, slots),
        };
        foreach (int rule in rules)
        {
            Take(rule, match, shape.Shape, slots);
        }
    }

    /// <summary>Tries the rules on a record.</summary>
    /// <returns>The rules that it met, until the next call.</returns>
    internal ReadOnlySpan<int> Try<TSlots>(SigmaShapePlan shape, ref TSlots slots)
        where TSlots : ISigmaSlots
    {
        Tally.Met(shape);
        return shape.RuleCount == 0 ? [] : _matcher.Match(shape, ref slots);
    }

    /// <summary>Takes a match.</summary>
    /// <param name="rule">The rule's place in the plan.</param>
    /// <param name="match">The match, whatever rule it names.</param>
    /// <param name="shape">The record's shape.</param>
    /// <param name="slots">The record.</param>
    internal void Take(int rule, HuntMatch match, SigmaEventShape shape, ISigmaSlots slots)
    {
        HuntTally.Add(Tally.Matches, rule, 1);
        SigmaMappedEvent? mapped = null;
        foreach (int entry in _plan.AllowancesOf(rule))
        {
            mapped ??= Mapped(rule, shape, slots);
            if (_plan.Tuning[entry].Allows(mapped))
            {
                HuntTally.Add(Tally.Allowed, (rule, entry), 1);
                return;
            }
        }

        if (_plan.IsShown(rule))
        {
            if (_plan.IsWithinDates(match.Time))
            {
                Tally.Shown.Add(match with { Rule = _plan.HeaderOf(rule) });
            }
            else
            {
                Tally.OutsideDates++;
            }
        }

        if (_plan.IsCorrelated(rule))
        {
            Tally.Correlate(match.Time is { } time ? ForCorrelation(rule, time, match.Location, mapped ?? Mapped(rule, shape, slots)) : null);
        }
    }

    private SigmaMappedEvent Mapped(int rule, SigmaEventShape shape, ISigmaSlots slots) =>
        new(shape, _plan.Sigma.SourceOf(rule, shape), slots);

    private SigmaRuleMatch ForCorrelation(int rule, EvidenceTime time, SourceLocation location, SigmaMappedEvent mapped)
    {
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in _plan.FieldsOf(rule))
        {
            if (mapped.TryGetField(name, out ReadOnlySpan<char> value))
            {
                fields[name] = value.ToString();
            }
        }

        return new SigmaRuleMatch(_plan.Sigma.Rules[rule].Id, time, fields, location);
    }
}
