namespace Hindcast.Sigma.Compilation;

/// <summary>Literals that are looked for one by one with the runtime's vectors, which for a few costs less than a table. Immutable.</summary>
internal sealed class SigmaFewLiterals(IEnumerable<(string Folded, int Target)> literals)
{
    private readonly (byte[] Bytes, string Folded, int Target)[] literals =
        [.. literals.Select(l => (l.Folded.Select(c => (byte)c).ToArray(), l.Folded, l.Target))];

    /// <summary>Reports every literal that occurs in the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="folded">The low byte of each of its folded characters.</param>
    /// <param name="scratch">Takes the literals.</param>
    public void Find(ReadOnlySpan<char> value, ReadOnlySpan<byte> folded, SigmaFieldScratch scratch)
    {
        foreach ((byte[] bytes, string text, int target) in literals)
        {
            int at = 0;
            int next = scratch.IsReported(target) ? -1 : folded.IndexOf(bytes);
            while (next >= 0)
            {
                at += next;
                if (SigmaFold.Same(value.Slice(at, text.Length), text))
                {
                    scratch.Report(target);
                    break;
                }

                // Beyond ASCII different characters have the same low byte.
                next = folded[++at..].IndexOf(bytes);
            }
        }
    }
}
