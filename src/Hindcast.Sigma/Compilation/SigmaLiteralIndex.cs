using System.Runtime.CompilerServices;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Finds all of many literals anywhere in a value, ignoring case, in one pass. Of each literal one run of up to four
/// characters is chosen that is rare among all the literals; a bit table tells for each position of the value whether
/// such a run may end there, and only then are the few literals with that run compared. Cost per character does not
/// grow with the number of literals. Immutable after building.
/// </summary>
internal sealed class SigmaLiteralIndex
{
    private const int Run = 4;
    private const int Bits = 17;

    private readonly List<(string Folded, int Target)> literals = [];
    private readonly Table[] byLength = new Table[Run + 1];

    public bool IsEmpty => literals.Count == 0;

    /// <summary>Adds a literal, not empty.</summary>
    public void Add(string literal, int target) => literals.Add((SigmaFold.Fold(literal), target));

    public void Freeze()
    {
        Dictionary<uint, int> uses = [];
        foreach ((string folded, _) in literals)
        {
            for (int end = Run; end <= folded.Length; end++)
            {
                uint gram = Gram(folded, end, Run);
                uses[gram] = uses.GetValueOrDefault(gram) + 1;
            }
        }

        List<Entry>[] entries = [.. Enumerable.Range(0, Run + 1).Select(_ => new List<Entry>())];
        foreach ((string folded, int target) in literals)
        {
            int length = Math.Min(folded.Length, Run);
            int bestEnd = length;
            for (int end = length + 1; length == Run && end <= folded.Length; end++)
            {
                bestEnd = uses[Gram(folded, end, Run)] < uses[Gram(folded, bestEnd, Run)] ? end : bestEnd;
            }

            entries[length].Add(new Entry(Gram(folded, bestEnd, length), folded, bestEnd, target));
        }

        for (int length = 1; length <= Run; length++)
        {
            byLength[length] = new Table(entries[length]);
        }
    }

    /// <summary>Reports every literal that occurs in the value.</summary>
    public void Find(ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        Table four = byLength[4];
        Table three = byLength[3];
        uint gram = 0;
        if (!four.IsEmpty)
        {
            ulong[] bits = four.Bits;
            for (int i = 0; i < value.Length; i++)
            {
                gram = (gram << 8) | Byte(value[i]);
                uint at = Hash(gram);
                if ((bits[at >> 6] & (1UL << (int)(at & 63))) != 0 && i >= 3)
                {
                    four.Compare(gram, value, i + 1, scratch);
                }
            }
        }

        if (!three.IsEmpty)
        {
            FindShort(three, 0xFFFFFF, 3, value, scratch);
        }

        if (!byLength[2].IsEmpty)
        {
            FindShort(byLength[2], 0xFFFF, 2, value, scratch);
        }

        if (!byLength[1].IsEmpty)
        {
            FindShort(byLength[1], 0xFF, 1, value, scratch);
        }
    }

    private static void FindShort(Table table, uint mask, int length, ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        uint gram = 0;
        ulong[] bits = table.Bits;
        for (int i = 0; i < value.Length; i++)
        {
            gram = ((gram << 8) | Byte(value[i])) & mask;
            uint at = Hash(gram);
            if ((bits[at >> 6] & (1UL << (int)(at & 63))) != 0 && i + 1 >= length)
            {
                table.Compare(gram, value, i + 1, scratch);
            }
        }
    }

    private static uint Gram(string folded, int end, int length)
    {
        uint gram = 0;
        for (int i = end - length; i < end; i++)
        {
            gram = (gram << 8) | Byte(folded[i]);
        }

        return gram;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Byte(char c) => (byte)SigmaFold.Fold(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint gram) => (gram * 0x9E3779B1) >> (32 - Bits);

    private readonly record struct Entry(uint Gram, string Folded, int End, int Target);

    /// <summary>The literals of one run length: a bit table in front of buckets.</summary>
    private sealed class Table
    {
        private readonly Dictionary<uint, Entry[]> buckets;

        public Table(List<Entry> entries)
        {
            IsEmpty = entries.Count == 0;
            Bits = IsEmpty ? [] : new ulong[1 << (SigmaLiteralIndex.Bits - 6)];
            buckets = entries.GroupBy(e => e.Gram).ToDictionary(g => g.Key, g => g.ToArray());
            foreach (uint gram in buckets.Keys)
            {
                uint at = Hash(gram);
                Bits[at >> 6] |= 1UL << (int)(at & 63);
            }
        }

        public bool IsEmpty { get; }

        public ulong[] Bits { get; }

        public void Compare(uint gram, ReadOnlySpan<char> value, int end, SigmaFieldScratch scratch)
        {
            if (!buckets.TryGetValue(gram, out Entry[]? entries))
            {
                return;
            }

            foreach (ref readonly Entry entry in entries.AsSpan())
            {
                int start = end - entry.End;
                if (start >= 0 && start + entry.Folded.Length <= value.Length && !scratch.IsReported(entry.Target)
                    && Same(value.Slice(start, entry.Folded.Length), entry.Folded))
                {
                    scratch.Report(entry.Target);
                }
            }
        }

        private static bool Same(ReadOnlySpan<char> value, string folded)
        {
            for (int i = 0; i < value.Length; i++)
            {
                if (SigmaFold.Fold(value[i]) != folded[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
