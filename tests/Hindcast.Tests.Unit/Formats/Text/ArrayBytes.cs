using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>Bytes of an array from an offset on, handed out in reads of the sizes given, over and over.</summary>
internal sealed class ArrayBytes(byte[] bytes, long offset = 0, params int[] readSizes) : ITextBytes
{
    private int _position = (int)Math.Min(offset, bytes.Length);
    private int _reads;

    public int Read(Span<byte> buffer)
    {
        int most = readSizes.Length == 0 ? int.MaxValue : readSizes[_reads++ % readSizes.Length];
        int taken = Math.Min(Math.Min(buffer.Length, bytes.Length - _position), most);
        bytes.AsSpan(_position, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }
}
