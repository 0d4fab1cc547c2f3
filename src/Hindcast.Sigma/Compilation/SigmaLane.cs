using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Compilation;

/// <summary>One field of a shape with all tests of all its rules: the value is fetched and tested once per event. Immutable.</summary>
internal sealed class SigmaLane
{
    public SigmaLane(SigmaFieldSource? source, SigmaFieldMatcher matcher, int number, int[] atoms, SigmaValueTest[] tests, bool isWatched)
    {
        Source = source;
        Matcher = matcher;
        Number = number;
        Atoms = atoms;
        IsWatched = isWatched;
        MissingAtoms = [.. Enumerable.Range(0, tests.Length).Where(t => tests[t].MatchesMissing).Select(t => atoms[t])];
    }

    /// <summary>Where the value comes from; null for the texts that keywords are searched in.</summary>
    public SigmaFieldSource? Source { get; }

    public SigmaFieldMatcher Matcher { get; }

    /// <summary>The matcher's number in the plan, for finding a thread's scratch.</summary>
    public int Number { get; }

    /// <summary>The shape's atom for each test of the matcher; -1 for a test that no rule of this shape needs.</summary>
    public int[] Atoms { get; }

    /// <summary>Atoms that are true when the event lacks the field.</summary>
    public int[] MissingAtoms { get; }

    /// <summary>True when its atoms make rules candidates, so that it is tested first.</summary>
    public bool IsWatched { get; }
}
