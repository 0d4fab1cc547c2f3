namespace Hindcast.Formats.Evtx;

/// <summary>A field of a template definition whose bytes depend on the chunk it stands in.</summary>
/// <param name="Offset">Where the field starts, from the chunk's start.</param>
/// <param name="Length">Its bytes, with the inline name record if there is one.</param>
/// <param name="NameStart">Start of the name in the shape; -1 for a size field.</param>
/// <param name="NameLength">Characters of the name.</param>
internal readonly record struct SkeletonMark(int Offset, int Length, int NameStart, int NameLength);
