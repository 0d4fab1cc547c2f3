namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Literals that must stand at the start (or, read backwards, at the end) of a value, as a tree of folded characters
/// in one hash table. A walk takes at most as many steps as the longest literal. Immutable after building.
/// </summary>
internal sealed class SigmaTrie
{
    private readonly bool backwards;
    private readonly Dictionary<ulong, int> building = [];
    private readonly List<List<(int Target, bool Whole)>?> outputs = [null];
    private ulong[] keys = [];
    private int[] nodes = [];
    private (int Target, bool Whole)[]?[] ends = [];

    public SigmaTrie(bool backwards) => this.backwards = backwards;

    public bool IsEmpty => building.Count == 0 && ends.Length <= 1;

    /// <summary>Adds a literal.</summary>
    /// <param name="literal">Not empty.</param>
    /// <param name="target">What to report.</param>
    /// <param name="whole">True when it must be the whole value.</param>
    public void Add(string literal, int target, bool whole)
    {
        int node = 0;
        for (int i = 0; i < literal.Length; i++)
        {
            char c = SigmaFold.Fold(literal[backwards ? literal.Length - 1 - i : i]);
            ulong key = Key(node, c);
            if (!building.TryGetValue(key, out int next))
            {
                next = outputs.Count;
                outputs.Add(null);
                building.Add(key, next);
            }

            node = next;
        }

        (outputs[node] ??= []).Add((target, whole));
    }

    public void Freeze()
    {
        int size = 16;
        while (size < building.Count * 2)
        {
            size <<= 1;
        }

        keys = new ulong[size];
        nodes = new int[size];
        foreach ((ulong key, int node) in building)
        {
            int at = Slot(key, size - 1);
            while (keys[at] != 0)
            {
                at = (at + 1) & (size - 1);
            }

            keys[at] = key;
            nodes[at] = node;
        }

        ends = [.. outputs.Select(o => o?.ToArray())];
        building.Clear();
        outputs.Clear();
    }

    /// <summary>Reports every literal at the start (or end) of the value.</summary>
    public void Find(ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        int node = 0;
        int mask = keys.Length - 1;
        for (int i = 0; i < value.Length; i++)
        {
            ulong key = Key(node, SigmaFold.Fold(value[backwards ? value.Length - 1 - i : i]));
            int at = Slot(key, mask);
            while (keys[at] != key)
            {
                if (keys[at] == 0)
                {
                    return;
                }

                at = (at + 1) & mask;
            }

            node = nodes[at];
            if (ends[node] is { } found)
            {
                foreach ((int target, bool whole) in found)
                {
                    if (!whole || i + 1 == value.Length)
                    {
                        scratch.Report(target);
                    }
                }
            }
        }
    }

    // Never 0, which marks a free place.
    private static ulong Key(int node, char c) => ((ulong)(uint)(node + 1) << 16) | c;

    private static int Slot(ulong key, int mask) => (int)((key * 0x9E3779B97F4A7C15) >> 40) & mask;
}
