using System.Runtime.InteropServices;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// The items of an array value, for <c>foreach</c>; a value that is no array is its own single item, a null has none.
/// Texts end at NUL; other items have their type's size. Bytes left over at the end come as one binary item.
/// </summary>
public ref struct EvtxValueItems
{
    private readonly EvtxValueType _type;
    private ReadOnlySpan<byte> _rest;
    private bool _isWhole;
    private EvtxValueType _currentType;
    private ReadOnlySpan<byte> _current;

    internal EvtxValueItems(EvtxValue value)
    {
        _isWhole = !value.IsArray && !value.IsNull;
        _type = value.Type & ~EvtxValueType.Array;
        _rest = value.IsNull ? default : value.Bytes;
        _currentType = _type;
        _current = default;
    }

    /// <summary>The item that <see cref="MoveNext"/> found.</summary>
    public readonly EvtxValue Current => new(_currentType, _current);

    /// <summary>This.</summary>
    public readonly EvtxValueItems GetEnumerator() => this;

    /// <summary>Goes to the next item.</summary>
    public bool MoveNext()
    {
        if (_isWhole)
        {
            _isWhole = false;
            _current = _rest;
            _rest = default;
            return true;
        }

        if (_rest.IsEmpty)
        {
            return false;
        }

        int size;
        int step;
        switch (_type)
        {
            case EvtxValueType.String or EvtxValueType.Xml:
                int end = MemoryMarshal.Cast<byte, char>(_rest).IndexOf('\0');
                size = end < 0 ? _rest.Length : end * 2;
                step = end < 0 ? size : size + 2;
                break;
            case EvtxValueType.AnsiString:
                end = _rest.IndexOf((byte)0);
                size = end < 0 ? _rest.Length : end;
                step = end < 0 ? size : size + 1;
                break;
            default:
                size = ItemSize();
                step = size;
                break;
        }

        _currentType = size <= _rest.Length ? _type : EvtxValueType.Binary;
        size = Math.Min(size, _rest.Length);
        _current = _rest[..size];
        _rest = _rest[Math.Min(step, _rest.Length)..];
        return true;
    }

    private readonly int ItemSize() => _type switch
    {
        EvtxValueType.Sid => _rest.Length < 2 ? _rest.Length : 8 + (4 * _rest[1]),
        EvtxValueType.SizeT or EvtxValueType.Handle => _rest.Length % 8 == 0 ? 8 : 4,
        _ => EvtxFormat.FixedSizes[(byte)_type] is > 0 and < 255 and byte size ? size : _rest.Length,
    };
}
