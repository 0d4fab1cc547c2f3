using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>A thing that events or management logs tell of: a started process, a written file, a value of a cmdlet.</summary>
/// <param name="family">Process or Cmdlet.</param>
/// <param name="kind">What is compared with the past: the program, or the form of a value.</param>
/// <param name="subject">What it belongs to: the parent process, or the cmdlet.</param>
/// <param name="sample">What the first one looked like.</param>
internal sealed class EventThing(UnusualFamily family, string kind, string subject, string sample)
{
    internal UnusualFamily Family { get; } = family;

    internal string Kind { get; } = kind;

    internal string Subject { get; } = subject;

    internal string Sample { get; set; } = sample;

    internal long Count { get; set; }

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    internal void Add(EventThing other, string file, long lines)
    {
        Count += other.Count;
        RowSpot first = other.First.In(file, lines);
        if (First.Ticks == 0 || first < First)
        {
            (First, Sample) = (first, other.Sample);
        }

        LastTicks = Math.Max(LastTicks, other.LastTicks);
    }
}
