using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Finds all of many literals anywhere in a value, ignoring case, in one pass. Of each literal one run of up to four
/// characters is chosen that is rare among all the literals; a bit table tells for each position of the value whether
/// such a run may end there, and only then are the few literals with that run compared. Cost per character does not
/// grow with the number of literals. Immutable after building.
/// </summary>
internal sealed class SigmaLiteralIndex
{
    private const int MaxRun = SigmaLiteralTable.MaxRun;

    /// <summary>So many literals with runs of one length are looked for one by one.</summary>
    private const int Few = 16;

    private readonly List<(string Folded, int Target)> literals = [];
    private readonly SigmaLiteralTable[] tables = new SigmaLiteralTable[MaxRun + 1];
    private SigmaFewLiterals few = new([]);

    public bool IsEmpty => literals.Count == 0;

    /// <summary>Adds a literal, not empty.</summary>
    public void Add(string literal, int target) => literals.Add((SigmaFold.Fold(literal), target));

    public void Freeze()
    {
        Dictionary<uint, int> uses = [];
        foreach ((string folded, _) in literals)
        {
            for (int end = MaxRun; end <= folded.Length; end++)
            {
                uint gram = SigmaLiteralTable.Gram(folded, end, MaxRun);
                CollectionsMarshal.GetValueRefOrAddDefault(uses, gram, out _)++;
            }
        }

        List<(string Folded, int End, int Target)>[] byRun = [.. Enumerable.Range(0, MaxRun + 1).Select(_ => new List<(string, int, int)>())];
        foreach ((string folded, int target) in literals)
        {
            int length = Math.Min(folded.Length, MaxRun);
            int bestEnd = length;
            int bestUses = length == MaxRun ? uses[SigmaLiteralTable.Gram(folded, bestEnd, MaxRun)] : 0;
            for (int end = length + 1; bestUses > 1 && end <= folded.Length; end++)
            {
                int now = uses[SigmaLiteralTable.Gram(folded, end, MaxRun)];
                (bestEnd, bestUses) = now < bestUses ? (end, now) : (bestEnd, bestUses);
            }

            byRun[length].Add((folded, bestEnd, target));
        }

        few = new SigmaFewLiterals(byRun.Where(r => r.Count <= Few).SelectMany(r => r).Select(l => (l.Folded, l.Target)));
        for (int length = 1; length <= MaxRun; length++)
        {
            tables[length] = new SigmaLiteralTable(byRun[length].Count > Few ? byRun[length] : [], length);
        }
    }

    /// <summary>Reports every literal that occurs in the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="scratch">Takes the literals, and lends its buffer.</param>
    public void Find(ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        // One folded byte a character, so that a run of four is one load.
        byte[] folded = scratch.Bytes(value.Length + SigmaLiteralTable.BytesBehind);
        FoldToBytes(value, folded);
        few.Find(value, folded.AsSpan(0, value.Length), scratch);
        if (!tables[4].IsEmpty || !tables[3].IsEmpty)
        {
            SigmaLiteralTable.FindLong(tables[4], tables[3], folded, value, scratch);
        }

        for (int length = 2; length > 0; length--)
        {
            if (!tables[length].IsEmpty)
            {
                tables[length].FindShort(length, folded, value, scratch);
            }
        }
    }

    /// <summary>The low byte of each folded character; runs of sixteen ASCII characters at once.</summary>
    private static void FoldToBytes(ReadOnlySpan<char> value, byte[] folded)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<byte> beforeA = Vector128.Create((byte)('a' - 1));
            Vector128<byte> afterZ = Vector128.Create((byte)('z' + 1));
            Vector128<byte> caseBit = Vector128.Create((byte)0x20);
            ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(value));
            for (; i + 16 <= value.Length; i += 16)
            {
                Vector128<ushort> low = Vector128.LoadUnsafe(ref source, (nuint)i);
                Vector128<ushort> high = Vector128.LoadUnsafe(ref source, (nuint)i + 8);
                if (((low | high) & Vector128.Create((ushort)0xFF80)) != Vector128<ushort>.Zero)
                {
                    for (int j = i; j < i + 16; j++)
                    {
                        folded[j] = SigmaLiteralTable.Byte(value[j]);
                    }

                    continue;
                }

                Vector128<byte> bytes = Vector128.Narrow(low, high);
                Vector128<byte> lower = Vector128.GreaterThan(bytes, beforeA) & Vector128.LessThan(bytes, afterZ);
                (bytes ^ (lower & caseBit)).StoreUnsafe(ref folded[i]);
            }
        }

        for (; i < value.Length; i++)
        {
            folded[i] = SigmaLiteralTable.Byte(value[i]);
        }
    }
}
