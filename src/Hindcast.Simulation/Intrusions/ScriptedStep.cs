using Hindcast.Evidence;

namespace Hindcast.Simulation.Intrusions;

/// <summary>A step as it was scripted; the rows that show it name its index.</summary>
internal sealed class ScriptedStep(int index, string kind, long ticks)
{
    internal int Index { get; } = index;

    internal string Kind { get; } = kind;

    internal long FromTicks { get; private set; } = ticks;

    internal long ToTicks { get; private set; } = ticks;

    internal Outcome Outcome { get; private set; }

    /// <summary>Takes in a row of the step.</summary>
    internal void Include(long ticks, Outcome outcome)
    {
        FromTicks = Math.Min(FromTicks, ticks);
        ToTicks = Math.Max(ToTicks, ticks);
        Outcome = outcome > Outcome ? outcome : Outcome;
    }
}
