namespace Hindcast.Simulation.EventLogs;

/// <summary>CRC-32 (IEEE 802.3), by table.</summary>
internal static class EventChecksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        uint value = (uint)i;
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        }

        return value;
    })];

    internal static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default) => ~Add(Add(~0u, first), second);

    private static uint Add(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            state = (state >> 8) ^ Table[(byte)(state ^ b)];
        }

        return state;
    }
}
