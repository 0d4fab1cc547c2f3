using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Literals by a run of one to four of their characters: a bit table, in front of a hash table of the runs, in front of
/// the literals of each run side by side. Immutable.
/// </summary>
internal sealed class SigmaLiteralTable
{
    /// <summary>The longest run.</summary>
    public const int MaxRun = 4;

    /// <summary>So many bytes behind the value's end may be read.</summary>
    public const int BytesBehind = sizeof(ulong);

    private readonly ulong[] bits;
    private readonly int bitShift;
    private readonly Bucket[] buckets;
    private readonly int bucketShift;
    private readonly Entry[] entries;

    /// <summary>Makes a table of literals.</summary>
    /// <param name="literals">Folded, each with the end of its run.</param>
    /// <param name="run">The length of all runs.</param>
    public SigmaLiteralTable(IEnumerable<(string Folded, int End, int Target)> literals, int run)
    {
        IGrouping<uint, (string Folded, int End, int Target)>[] runs = [.. literals.GroupBy(l => Gram(l.Folded, l.End, run))];
        entries = [.. runs.SelectMany(r => r.Select(l => new Entry(l.Folded, l.End, l.Target)))];

        // About sixteen bits a run, so that the tables of all fields of an event stay in the nearest caches.
        uint words = BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, runs.Length / 4));
        bits = new ulong[words];
        bitShift = 32 - BitOperations.Log2(words);
        uint places = BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, runs.Length * 2));
        buckets = new Bucket[places];
        bucketShift = 32 - BitOperations.Log2(places);
        int first = 0;
        foreach (IGrouping<uint, (string, int, int)> one in runs)
        {
            uint hash = Hash(one.Key);
            bits[hash >> bitShift] |= BitsOf(hash);
            int place = (int)(hash >> bucketShift);
            while (buckets[place].Count > 0)
            {
                place = (place + 1) & (buckets.Length - 1);
            }

            buckets[place] = new Bucket(one.Key, first, one.Count());
            first += one.Count();
        }
    }

    /// <summary>True without literals.</summary>
    public bool IsEmpty => entries.Length == 0;

    /// <summary>The low byte of a folded character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Byte(char c) => (byte)SigmaFold.Fold(c);

    /// <summary>A run as a number.</summary>
    public static uint Gram(string folded, int end, int length)
    {
        uint gram = 0;
        for (int i = end - length; i < end; i++)
        {
            gram |= (uint)Byte(folded[i]) << (8 * (i - end + length));
        }

        return gram;
    }

    /// <summary>Reports the literals with runs of four and of three characters, in one pass.</summary>
    public static void FindLong(SigmaLiteralTable four, SigmaLiteralTable three, byte[] folded, ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(folded);
        ref ulong words4 = ref MemoryMarshal.GetArrayDataReference(four.bits);
        ref ulong words3 = ref MemoryMarshal.GetArrayDataReference(three.bits);
        bool hasThree = !three.IsEmpty;
        int shift4 = four.bitShift;
        int shift3 = three.bitShift;
        for (int i = 0; i + 3 <= value.Length; i++)
        {
            uint gram = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i));
            uint hash = Hash(gram);
            ulong wanted = BitsOf(hash);
            if ((Unsafe.Add(ref words4, (nint)(hash >> shift4)) & wanted) == wanted && i + 4 <= value.Length)
            {
                four.Compare(gram, folded, value, i + 4, scratch);
            }

            if (hasThree)
            {
                gram &= 0xFFFFFF;
                hash = Hash(gram);
                wanted = BitsOf(hash);
                if ((Unsafe.Add(ref words3, (nint)(hash >> shift3)) & wanted) == wanted)
                {
                    three.Compare(gram, folded, value, i + 3, scratch);
                }
            }
        }
    }

    /// <summary>Reports the literals with runs of one or two characters.</summary>
    public void FindShort(int length, byte[] folded, ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        uint mask = uint.MaxValue >> ((MaxRun - length) * 8);
        ref byte start = ref MemoryMarshal.GetArrayDataReference(folded);
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(bits);
        int shift = bitShift;
        for (int i = 0; i + length <= value.Length; i++)
        {
            uint gram = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i)) & mask;
            uint hash = Hash(gram);
            ulong wanted = BitsOf(hash);
            if ((Unsafe.Add(ref words, (nint)(hash >> shift)) & wanted) == wanted)
            {
                Compare(gram, folded, value, i + length, scratch);
            }
        }
    }

    private void Compare(uint gram, byte[] folded, ReadOnlySpan<char> value, int end, SigmaFieldScratch scratch)
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

        foreach (ref readonly Entry entry in entries.AsSpan(buckets[place].First, buckets[place].Count))
        {
            int start = end - entry.End;
            if (start >= 0 && start + entry.Folded.Length <= value.Length
                && (Unsafe.ReadUnaligned<ulong>(ref folded[start + entry.TailStart]) & entry.TailMask) == entry.Tail
                && !scratch.IsReported(entry.Target) && SigmaFold.Same(value.Slice(start, entry.Folded.Length), entry.Folded))
            {
                scratch.Report(entry.Target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint gram) => gram * 0x9E3779B1;

    /// <summary>Two bits of the word that the hash's upper part names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitsOf(uint hash) => (1UL << (int)((hash >> 13) & 63)) | (1UL << (int)((hash >> 7) & 63));

    /// <summary>A run, and where its literals stand among all.</summary>
    private readonly record struct Bucket(uint Gram, int First, int Count);

    /// <summary>A literal: where its run ends in it, and its last eight characters as folded bytes, which nearly always decide.</summary>
    private readonly struct Entry(string folded, int end, int target)
    {
        public readonly string Folded = folded;
        public readonly int End = end;
        public readonly int Target = target;
        public readonly int TailStart = Math.Max(0, folded.Length - sizeof(ulong));
        public readonly ulong Tail = TailOf(folded);
        public readonly ulong TailMask = ulong.MaxValue >> (8 * Math.Max(0, sizeof(ulong) - folded.Length));

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
}
