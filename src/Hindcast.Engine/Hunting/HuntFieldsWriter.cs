using System.Buffers.Binary;
using System.Text;

namespace Hindcast.Engine.Hunting;

/// <summary>Gathers the fields of one record. Used again from record to record by one thread.</summary>
internal sealed class HuntFieldsWriter
{
    private const int MaxChars = 2000;
    private const int MaxFields = 40;

    // Three bytes a character at most, and the mark of a cut value.
    private readonly byte[] _block = new byte[MaxFields * (HuntFields.HeadBytes + (MaxChars * 3) + 3)];
    private int _used;
    private int _count;

    /// <summary>True when no further field is kept.</summary>
    internal bool IsFull => _count == MaxFields;

    /// <summary>Starts a record.</summary>
    internal void Start() => (_used, _count) = (0, 0);

    /// <summary>Adds a value; a long one is cut.</summary>
    /// <param name="name">The place of its name.</param>
    /// <param name="value">The value.</param>
    internal void Add(int name, ReadOnlySpan<char> value)
    {
        if (IsFull)
        {
            return;
        }

        Span<byte> target = _block.AsSpan(_used + HuntFields.HeadBytes);
        int length = Encoding.UTF8.GetBytes(value.Length <= MaxChars ? value : value[..MaxChars], target);
        if (value.Length > MaxChars)
        {
            "..."u8.CopyTo(target[length..]);
            length += 3;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_block.AsSpan(_used), (ushort)name);
        BinaryPrimitives.WriteUInt16LittleEndian(_block.AsSpan(_used + 2), (ushort)length);
        _used += HuntFields.HeadBytes + length;
        _count++;
    }

    /// <summary>What was gathered.</summary>
    /// <param name="names">The names that places stand for; kept, not copied.</param>
    internal HuntFields Finish(IReadOnlyList<string> names) => new(names, _block.AsSpan(0, _used), _count);
}
