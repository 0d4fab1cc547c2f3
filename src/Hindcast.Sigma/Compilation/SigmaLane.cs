namespace Hindcast.Sigma.Compilation;

/// <summary>One field of a shape with all tests of all its rules: the value is fetched and tested once per event. Immutable but for its matcher, which all threads make alike.</summary>
internal sealed class SigmaLane
{
    private readonly SigmaPlan plan;
    private readonly int[] tests;
    private SigmaFieldMatcher? matcher;

    public SigmaLane(SigmaPlan plan, SigmaFieldSource? source, int[] tests, int[] atoms, bool isWatched)
    {
        this.plan = plan;
        this.tests = tests;
        Source = source;
        Atoms = atoms;
        IsWatched = isWatched;
        List<int> missing = [];
        for (int i = 0; i < tests.Length; i++)
        {
            if (plan.Tests[tests[i]].MatchesMissing)
            {
                missing.Add(atoms[i]);
            }
        }

        MissingAtoms = [.. missing];
    }

    /// <summary>Where the value comes from; null for the texts that keywords are searched in.</summary>
    public SigmaFieldSource? Source { get; }

    /// <summary>Made when the field is first tested: of most shapes few fields ever are.</summary>
    public SigmaFieldMatcher Matcher => matcher ??= plan.MatcherOf(tests);

    /// <summary>The shape's atom for each test of the matcher; -1 for a test that no rule of this shape needs.</summary>
    public int[] Atoms { get; }

    /// <summary>Atoms that are true when the event lacks the field.</summary>
    public int[] MissingAtoms { get; }

    /// <summary>True when its atoms make rules candidates, so that it is tested first.</summary>
    public bool IsWatched { get; }
}
