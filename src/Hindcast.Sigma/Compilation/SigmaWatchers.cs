namespace Hindcast.Sigma.Compilation;

/// <summary>For each atom the rules that cannot match without it or another of their atoms. Immutable.</summary>
internal sealed class SigmaWatchers
{
    public static readonly SigmaWatchers None = new(0, []);

    private readonly int[] starts;
    private readonly int[] rules;

    /// <summary>Puts pairs of an atom and a rule in order of their atoms.</summary>
    public SigmaWatchers(int atomCount, List<(int Atom, int Rule)> pairs)
    {
        starts = new int[atomCount + 1];
        rules = new int[pairs.Count];
        foreach ((int atom, _) in pairs)
        {
            starts[atom + 1]++;
        }

        for (int atom = 0; atom < atomCount; atom++)
        {
            starts[atom + 1] += starts[atom];
        }

        int[] next = starts[..atomCount];
        foreach ((int atom, int rule) in pairs)
        {
            rules[next[atom]++] = rule;
        }
    }

    /// <summary>The rules that watch an atom.</summary>
    public ReadOnlySpan<int> this[int atom] => rules.AsSpan(starts[atom]..starts[atom + 1]);
}
