using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// CRC-32 (IEEE 802.3, reflected). Long inputs are folded with carry-less multiplication where the processor has it
/// (V. Gopal et al., "Fast CRC computation for generic polynomials using PCLMULQDQ"), else eight bytes a step by table.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    // x^n mod P, bit-reflected, for folding across 1024, 512 and 128 bits: n is 32 more and 32 less.
    private static readonly Vector256<ulong> FoldBy1024 =
        Vector256.Create(0x00000001E88EF372UL, 0x000000014A7FE880UL, 0x00000001E88EF372UL, 0x000000014A7FE880UL);

    private static readonly Vector128<ulong> FoldBy512 = Vector128.Create(0x0000000154442BD4UL, 0x00000001C6E41596UL);
    private static readonly Vector128<ulong> FoldBy128 = Vector128.Create(0x00000001751997D0UL, 0x00000000CCAA009EUL);

    private static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of a block.</summary>
    public static uint Compute(ReadOnlySpan<byte> block) => ~Update(~0u, block);

    /// <summary>The checksum of two blocks in a row.</summary>
    public static uint Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        ~Update(Update(~0u, first), second);

    private static uint Update(uint state, ReadOnlySpan<byte> block)
    {
        if (Pclmulqdq.IsSupported && Sse2.IsSupported && block.Length >= 128)
        {
            int folded = block.Length & ~15;
            Vector128<ulong> rest = Fold(state, block[..folded]);
            Span<byte> bytes = stackalloc byte[16];
            MemoryMarshal.Write(bytes, in rest);
            return UpdateByTable(UpdateByTable(0, bytes), block[folded..]);
        }

        return UpdateByTable(state, block);
    }

    /// <summary>Shrinks whole 16-byte lanes to one lane with the same remainder.</summary>
    private static Vector128<ulong> Fold(uint state, ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<Vector128<ulong>> lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(block);
        if (Pclmulqdq.V256.IsSupported && lanes.Length >= 16)
        {
            return FoldWide(state, lanes);
        }

        Vector128<ulong> a = lanes[0] ^ Vector128.CreateScalar(state).AsUInt64();
        Vector128<ulong> b = lanes[1];
        Vector128<ulong> c = lanes[2];
        Vector128<ulong> d = lanes[3];
        lanes = lanes[4..];
        Vector128<ulong> by512 = FoldBy512;
        while (lanes.Length >= 4)
        {
            a = Step(a, by512) ^ lanes[0];
            b = Step(b, by512) ^ lanes[1];
            c = Step(c, by512) ^ lanes[2];
            d = Step(d, by512) ^ lanes[3];
            lanes = lanes[4..];
        }

        Vector128<ulong> by128 = FoldBy128;
        a = Step(a, by128) ^ b;
        a = Step(a, by128) ^ c;
        a = Step(a, by128) ^ d;
        foreach (Vector128<ulong> lane in lanes)
        {
            a = Step(a, by128) ^ lane;
        }

        return a;
    }

    /// <summary>The same with lanes of twice the width.</summary>
    private static Vector128<ulong> FoldWide(uint state, ReadOnlySpan<Vector128<ulong>> block)
    {
        ReadOnlySpan<Vector256<ulong>> lanes = MemoryMarshal.Cast<Vector128<ulong>, Vector256<ulong>>(block);
        Vector256<ulong> a = lanes[0] ^ Vector256.CreateScalar(state).AsUInt64();
        Vector256<ulong> b = lanes[1];
        Vector256<ulong> c = lanes[2];
        Vector256<ulong> d = lanes[3];
        int done = 4;
        Vector256<ulong> by1024 = FoldBy1024;
        ref Vector256<ulong> from = ref MemoryMarshal.GetReference(lanes);
        for (; done <= lanes.Length - 4; done += 4)
        {
            a = Step(a, by1024) ^ Unsafe.Add(ref from, done);
            b = Step(b, by1024) ^ Unsafe.Add(ref from, done + 1);
            c = Step(c, by1024) ^ Unsafe.Add(ref from, done + 2);
            d = Step(d, by1024) ^ Unsafe.Add(ref from, done + 3);
        }

        Vector128<ulong> by128 = FoldBy128;
        Vector128<ulong> rest = a.GetLower();
        rest = Step(rest, by128) ^ a.GetUpper();
        rest = Step(Step(rest, by128) ^ b.GetLower(), by128) ^ b.GetUpper();
        rest = Step(Step(rest, by128) ^ c.GetLower(), by128) ^ c.GetUpper();
        rest = Step(Step(rest, by128) ^ d.GetLower(), by128) ^ d.GetUpper();
        foreach (Vector128<ulong> lane in block[(done * 2)..])
        {
            rest = Step(rest, by128) ^ lane;
        }

        return rest;
    }

    private static Vector256<ulong> Step(Vector256<ulong> lane, Vector256<ulong> by) =>
        Pclmulqdq.V256.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.V256.CarrylessMultiply(lane, by, 0x11);

    private static Vector128<ulong> Step(Vector128<ulong> lane, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);

    private static uint UpdateByTable(uint state, ReadOnlySpan<byte> block)
    {
        uint[] t = Tables;
        while (block.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(block) ^ state;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
            state = t[0x700 + (low & 0xFF)] ^ t[0x600 + ((low >> 8) & 0xFF)]
                ^ t[0x500 + ((low >> 16) & 0xFF)] ^ t[0x400 + (low >> 24)]
                ^ t[0x300 + (high & 0xFF)] ^ t[0x200 + ((high >> 8) & 0xFF)]
                ^ t[0x100 + ((high >> 16) & 0xFF)] ^ t[high >> 24];
            block = block[8..];
        }

        foreach (byte b in block)
        {
            state = t[(byte)(state ^ b)] ^ (state >> 8);
        }

        return state;
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            }

            tables[i] = value;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 0xFF];
        }

        return tables;
    }
}
