using System.Buffers.Binary;
using System.Collections;
using System.Text;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// The fields of one record as they are kept until the end of a hunt: names shared with all records of their kind,
/// values as UTF-8 in one block. Texts are made anew each time they are asked for. Immutable, thread-safe.
/// </summary>
internal sealed class HuntFields : IReadOnlyList<KeyValuePair<string, string>>
{
    /// <summary>Before each value: the place of its name (2 bytes) and its length (2 bytes).</summary>
    internal const int HeadBytes = 4;

    private readonly IReadOnlyList<string> _names;
    private readonly byte[] _block;

    internal HuntFields(IReadOnlyList<string> names, ReadOnlySpan<byte> block, int count)
    {
        _names = names;
        _block = block.ToArray();
        Count = count;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Bytes that the values take.</summary>
    internal int LengthBytes => _block.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, string> this[int index] => this.Skip(index).First();

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int at = 0; at < _block.Length;)
        {
            string name = _names[BinaryPrimitives.ReadUInt16LittleEndian(_block.AsSpan(at))];
            int length = BinaryPrimitives.ReadUInt16LittleEndian(_block.AsSpan(at + 2));
            string value = Encoding.UTF8.GetString(_block, at + HeadBytes, length);
            at += HeadBytes + length;
            yield return new(name, value);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
