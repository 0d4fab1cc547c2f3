using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// What stays the same in a template definition from chunk to chunk, so that a definition met again is recognised
/// with a handful of comparisons instead of being read. Names are compared by content, wherever they stand; offsets and
/// sizes are stepped over. Immutable.
/// </summary>
internal sealed class TemplateSkeleton
{
    private readonly byte[] _literals;
    private readonly byte[] _names;
    private readonly Segment[] _segments;

    /// <summary>Makes the skeleton of the definition in <paramref name="chunk"/> from start to end.</summary>
    public TemplateSkeleton(
        ReadOnlySpan<byte> chunk, int start, int end, List<SkeletonMark> marks, ReadOnlySpan<char> shape)
    {
        using MemoryStream literals = new();
        using MemoryStream names = new();
        _segments = new Segment[marks.Count];
        int position = start;
        for (int i = 0; i < marks.Count; i++)
        {
            SkeletonMark mark = marks[i];
            literals.Write(chunk[position..mark.Offset]);
            _segments[i] = new(mark.Offset - position, mark.NameStart < 0 ? -1 : mark.NameLength * 2);
            if (mark.NameStart >= 0)
            {
                names.Write(MemoryMarshal.AsBytes(shape.Slice(mark.NameStart, mark.NameLength)));
            }

            position = mark.Offset + mark.Length;
        }

        literals.Write(chunk[position..end]);
        _literals = literals.ToArray();
        _names = names.ToArray();
    }

    /// <summary>True when the definition from start to end has this skeleton.</summary>
    public bool Matches(ReadOnlySpan<byte> chunk, int start, int end)
    {
        ReadOnlySpan<byte> literals = _literals;
        ReadOnlySpan<byte> names = _names;
        int position = start;
        foreach (Segment segment in _segments)
        {
            // The literal and the four bytes of the field after it.
            if (end - position < segment.LiteralBytes + 4
                || !chunk.Slice(position, segment.LiteralBytes).SequenceEqual(literals[..segment.LiteralBytes]))
            {
                return false;
            }

            position += segment.LiteralBytes;
            literals = literals[segment.LiteralBytes..];
            if (segment.NameBytes >= 0)
            {
                uint offset = BinaryPrimitives.ReadUInt32LittleEndian(chunk[position..]);
                if (offset < EvtxFormat.ChunkHeaderBytes || offset > chunk.Length - 8 - segment.NameBytes
                    || BinaryPrimitives.ReadUInt16LittleEndian(chunk[(int)(offset + 6)..]) * 2 != segment.NameBytes
                    || !chunk.Slice((int)offset + 8, segment.NameBytes).SequenceEqual(names[..segment.NameBytes]))
                {
                    return false;
                }

                names = names[segment.NameBytes..];
                if (offset == (uint)position + 4)
                {
                    position += 10 + segment.NameBytes;
                }
            }

            position += 4;
        }

        return end - position == literals.Length && chunk[position..end].SequenceEqual(literals);
    }

    /// <summary>Some literal bytes and the field after them.</summary>
    /// <param name="LiteralBytes">Bytes that must be the same.</param>
    /// <param name="NameBytes">Length of the name in the field; -1 when the field is a size.</param>
    private readonly record struct Segment(int LiteralBytes, int NameBytes);
}
