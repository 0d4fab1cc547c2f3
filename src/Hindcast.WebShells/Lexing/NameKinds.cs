namespace Hindcast.WebShells.Lexing;

/// <summary>A bit for each kind of name of a set, by length, first and last letter: most names of code are of none and need not be looked up. Immutable, thread-safe.</summary>
internal sealed class NameKinds
{
    private const int Kinds = 1024;

    private readonly ulong[] _bits = new ulong[Kinds / 64];

    internal NameKinds(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            int kind = KindOf(name);
            _bits[kind >> 6] |= 1UL << kind;
        }
    }

    /// <summary>False for a name that is none of the set.</summary>
    internal bool MayHold(string name)
    {
        int kind = KindOf(name);
        return (_bits[kind >> 6] >> kind & 1) != 0;
    }

    private static int KindOf(string name) => name.Length == 0 ? 0 : ((name.Length * 67) + (name[0] * 31) + (name[^1] * 7)) & (Kinds - 1);
}
