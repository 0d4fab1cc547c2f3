using System.Numerics;
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
    private const int Run = 4;

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
    /// <param name="value">The value.</param>
    /// <param name="scratch">Takes the literals, and lends its buffer.</param>
    public void Find(ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        // One folded byte a character, so that a run of four is one load; what stands behind the end may be read.
        byte[] folded = scratch.Bytes(value.Length + sizeof(ulong));
        FoldToBytes(value, folded);
        if (!byLength[4].IsEmpty || !byLength[3].IsEmpty)
        {
            FindLong(byLength[4], byLength[3], folded, value, scratch);
        }

        for (int length = 2; length > 0; length--)
        {
            if (!byLength[length].IsEmpty)
            {
                FindShort(byLength[length], length, folded, value, scratch);
            }
        }
    }

    /// <summary>Runs of four and of three characters in one pass.</summary>
    private static void FindLong(Table four, Table three, byte[] folded, ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(folded);
        ref ulong words4 = ref MemoryMarshal.GetArrayDataReference(four.Bits);
        ref ulong words3 = ref MemoryMarshal.GetArrayDataReference(three.Bits);
        bool hasThree = !three.IsEmpty;
        int shift4 = four.Shift;
        int shift3 = three.Shift;
        for (int i = 0; i + 3 <= value.Length; i++)
        {
            uint gram = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i));
            uint hash = Hash(gram);
            ulong bits = BitsOf(hash);
            if ((Unsafe.Add(ref words4, (nint)(hash >> shift4)) & bits) == bits && i + 4 <= value.Length)
            {
                four.Compare(gram, folded, value, i + 4, scratch);
            }

            if (hasThree)
            {
                gram &= 0xFFFFFF;
                hash = Hash(gram);
                bits = BitsOf(hash);
                if ((Unsafe.Add(ref words3, (nint)(hash >> shift3)) & bits) == bits)
                {
                    three.Compare(gram, folded, value, i + 3, scratch);
                }
            }
        }
    }

    private static void FindShort(Table table, int length, byte[] folded, ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        uint mask = uint.MaxValue >> ((Run - length) * 8);
        ref byte start = ref MemoryMarshal.GetArrayDataReference(folded);
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(table.Bits);
        int shift = table.Shift;
        for (int i = 0; i + length <= value.Length; i++)
        {
            uint gram = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i)) & mask;
            uint hash = Hash(gram);
            ulong bits = BitsOf(hash);
            if ((Unsafe.Add(ref words, (nint)(hash >> shift)) & bits) == bits)
            {
                table.Compare(gram, folded, value, i + length, scratch);
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
                        folded[j] = Byte(value[j]);
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
            folded[i] = Byte(value[i]);
        }
    }

    private static uint Gram(string folded, int end, int length)
    {
        uint gram = 0;
        for (int i = end - length; i < end; i++)
        {
            gram |= (uint)Byte(folded[i]) << (8 * (i - end + length));
        }

        return gram;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Byte(char c) => (byte)SigmaFold.Fold(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint gram) => gram * 0x9E3779B1;

    /// <summary>Two bits of the word that the hash's upper part names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitsOf(uint hash) => (1UL << (int)((hash >> 13) & 63)) | (1UL << (int)((hash >> 7) & 63));

    /// <summary>A literal: where its run ends in it, and its last eight characters as folded bytes, which nearly always decide.</summary>
    private readonly struct Entry(uint gram, string folded, int end, int target)
    {
        public readonly uint Gram = gram;
        public readonly int End = end;
        public readonly int Target = target;
        public readonly int TailStart = Math.Max(0, folded.Length - sizeof(ulong));
        public readonly ulong Tail = TailOf(folded);
        public readonly ulong TailMask = ulong.MaxValue >> (8 * Math.Max(0, sizeof(ulong) - folded.Length));
        public readonly string Folded = folded;

        private static ulong TailOf(string folded)
        {
            ulong tail = 0;
            int start = Math.Max(0, folded.Length - sizeof(ulong));
            for (int i = start; i < folded.Length; i++)
            {
                tail |= (ulong)Byte(folded[i]) << (8 * (i - start));
            }

            return tail;
        }
    }

    /// <summary>The literals of one run length: a bit table in front of a hash table of runs, and the literals of each run side by side.</summary>
    private sealed class Table
    {
        private readonly Bucket[] buckets;
        private readonly Entry[] entries;
        private readonly int bucketShift;

        public Table(List<Entry> literals)
        {
            IGrouping<uint, Entry>[] runs = [.. literals.GroupBy(e => e.Gram)];
            entries = [.. runs.SelectMany(r => r)];

            // About sixteen bits a run, so that the tables of all fields of an event stay in the nearest caches.
            uint words = BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, runs.Length / 4));
            Bits = new ulong[words];
            Shift = 32 - BitOperations.Log2(words);
            uint places = BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, runs.Length * 2));
            buckets = new Bucket[places];
            bucketShift = 32 - BitOperations.Log2(places);
            int first = 0;
            foreach (IGrouping<uint, Entry> run in runs)
            {
                uint hash = Hash(run.Key);
                Bits[hash >> Shift] |= BitsOf(hash);
                int place = (int)(hash >> bucketShift);
                while (buckets[place].Count > 0)
                {
                    place = (place + 1) & (buckets.Length - 1);
                }

                buckets[place] = new Bucket(run.Key, first, run.Count());
                first += run.Count();
            }
        }

        public bool IsEmpty => entries.Length == 0;

        public ulong[] Bits { get; }

        /// <summary>Shifts a hash so that it names a word.</summary>
        public int Shift { get; }

        /// <summary>Reports the literals of a run that ends in the value.</summary>
        public void Compare(uint gram, byte[] folded, ReadOnlySpan<char> value, int end, SigmaFieldScratch scratch)
        {
            int place = (int)(Hash(gram) >> bucketShift);
            while (buckets[place].Gram != gram)
            {
                if (buckets[place].Count == 0)
                {
                    return;
                }

                place = (place + 1) & (buckets.Length - 1);
            }

            Bucket bucket = buckets[place];
            foreach (ref readonly Entry entry in entries.AsSpan(bucket.First, bucket.Count))
            {
                int start = end - entry.End;
                if (start >= 0 && start + entry.Folded.Length <= value.Length
                    && (Unsafe.ReadUnaligned<ulong>(ref folded[start + entry.TailStart]) & entry.TailMask) == entry.Tail
                    && !scratch.IsReported(entry.Target) && Same(value.Slice(start, entry.Folded.Length), entry.Folded))
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

        private readonly record struct Bucket(uint Gram, int First, int Count);
    }
}
