using System.Runtime.CompilerServices;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// A record's values in order, eight bytes each: size in bytes (bits 0 to 15), type (16 to 23), offset from the chunk's
/// start (32 to 63). Reused from record to record. One thread at a time.
/// </summary>
internal sealed class SlotList
{
    /// <summary>More values than this in one record are refused; 16,000 fill a chunk.</summary>
    public const int Most = 1 << 17;

    public ulong[] Items = new ulong[256];

    public int Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pack(int offset, int size, byte type) => (uint)size | ((ulong)type << 16) | ((ulong)(uint)offset << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SizeOf(ulong slot) => (int)(slot & 0xFFFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte TypeOf(ulong slot) => (byte)(slot >> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OffsetOf(ulong slot) => (int)(slot >> 32);

    public void Add(int offset, int size, byte type)
    {
        Reserve(1);
        Items[Count++] = Pack(offset, size, type);
    }

    public void Reserve(int more)
    {
        if (Items.Length - Count < more)
        {
            Array.Resize(ref Items, Math.Max(Items.Length * 2, Count + more));
        }
    }
}
