using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Tells whether one of hundreds of texts of ASCII stands in bytes, without regard to case: so many are too much for <see cref="ByteLiterals"/>,
/// whose buckets would take almost any letter for a beginning. Immutable, thread-safe.
/// </summary>
/// <remarks>
/// Of each place the four bytes that begin there are hashed into a table of bits, which says no to almost all of them. The few texts that are
/// shorter are looked for by <see cref="ByteLiterals"/>.
/// </remarks>
internal sealed class ManyLiterals
{
    private const int Prefix = 4;
    private const int HashBits = 15;
    private const int Slots = 1024;

    /// <summary>The part of each byte that letters of either case have in common; what else has it is told apart by comparing.</summary>
    private const uint CaseLess = 0x1F1F1F1F;

    private const uint Spread = 0x9E3779B1;

    private readonly uint[] _begins = new uint[1 << (HashBits - 5)];

    /// <summary>Literals by the lowest bits of their hash.</summary>
    private readonly byte[][]?[] _literals = new byte[Slots][][];
    private readonly ByteLiterals? _short;

    /// <param name="literals">ASCII, two characters or more each.</param>
    internal ManyLiterals(IEnumerable<string> literals)
    {
        string[] all = [.. literals.Select(l => l.ToLowerInvariant()).Distinct()];
        string[] shorter = [.. all.Where(l => l.Length < Prefix)];
        _short = shorter.Length > 0 ? new ByteLiterals(shorter) : null;
        foreach (byte[] literal in all.Where(l => l.Length >= Prefix).Select(Encoding.ASCII.GetBytes))
        {
            uint hash = HashAt(literal);
            _begins[hash >> 5] |= 1u << (int)(hash & 31);
            _literals[hash % Slots] = [.. _literals[hash % Slots] ?? [], literal];
        }
    }

    /// <summary>True when one of the literals stands in the bytes.</summary>
    internal bool In(ReadOnlySpan<byte> bytes)
    {
        if (_short?.In(bytes) == true)
        {
            return true;
        }

        ref byte start = ref MemoryMarshal.GetReference(bytes);
        ref uint begins = ref MemoryMarshal.GetArrayDataReference(_begins);
        int at = 0;
        for (; at <= bytes.Length - sizeof(ulong); at += 4)
        {
            // Four places at once, of which seldom one is a beginning. A hash has as many bits as the table, so that it stays within it.
            ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)) & ((ulong)CaseLess << 32 | CaseLess);
            uint first = Hash((uint)eight), second = Hash((uint)(eight >> 8)), third = Hash((uint)(eight >> 16)), fourth = Hash((uint)(eight >> 24));
            uint some = (Unsafe.Add(ref begins, first >> 5) >> (int)first) | (Unsafe.Add(ref begins, second >> 5) >> (int)second)
                | (Unsafe.Add(ref begins, third >> 5) >> (int)third) | (Unsafe.Add(ref begins, fourth >> 5) >> (int)fourth);
            if ((some & 1) != 0 && (Stands(bytes[at..], first) || Stands(bytes[(at + 1)..], second) || Stands(bytes[(at + 2)..], third) || Stands(bytes[(at + 3)..], fourth)))
            {
                return true;
            }
        }

        for (; at <= bytes.Length - Prefix; at++)
        {
            if (Stands(bytes[at..], HashAt(bytes[at..])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The hash of four bytes of which only what letters of either case have in common is left.</summary>
    private static uint Hash(uint four) => (four * Spread) >> (32 - HashBits);

    private static uint HashAt(ReadOnlySpan<byte> bytes) => Hash(BinaryPrimitives.ReadUInt32LittleEndian(bytes) & CaseLess);

    private bool Stands(ReadOnlySpan<byte> bytes, uint hash)
    {
        if ((_begins[hash >> 5] >> (int)hash & 1) == 0)
        {
            return false;
        }

        foreach (byte[] literal in _literals[hash % Slots]!)
        {
            if (ByteLiterals.StartsWith(bytes, literal))
            {
                return true;
            }
        }

        return false;
    }
}
