using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>What Linux says of a file or folder. Immutable.</summary>
/// <param name="Mode">Its type and rights.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="ModifiedSeconds">When it was last written to, in seconds since 1970.</param>
/// <param name="ModifiedNanoseconds">The part of a second behind them.</param>
/// <param name="UserId">The number of its owner.</param>
internal readonly record struct LinuxStatus(ushort Mode, long LengthBytes, long ModifiedSeconds, uint ModifiedNanoseconds, uint UserId)
{
    private const int TypeMask = 0xF000;

    /// <summary>True for an ordinary file.</summary>
    internal bool IsFile => (Mode & TypeMask) == 0x8000;

    /// <summary>True for a folder.</summary>
    internal bool IsFolder => (Mode & TypeMask) == 0x4000;

    /// <summary>True for a symbolic link.</summary>
    internal bool IsLink => (Mode & TypeMask) == 0xA000;

    /// <summary>What it is in words when it is neither a file nor a folder nor a link.</summary>
    internal string SpecialWords => (Mode & TypeMask) switch
    {
        0x1000 => "pipe",
        0x2000 => "character device",
        0x6000 => "block device",
        _ => "socket",
    };

    /// <summary>When it was last written to; null for a time that no calendar here has: a file system keeps whatever it is told.</summary>
    internal EvidenceTime? Modified =>
        ModifiedSeconds is >= -62_135_596_800 and <= 253_402_300_799
            ? new EvidenceTime(DateTime.UnixEpoch.Ticks + (ModifiedSeconds * TimeSpan.TicksPerSecond) + (ModifiedNanoseconds / 100), TimePrecision.Tick)
            : null;
}
