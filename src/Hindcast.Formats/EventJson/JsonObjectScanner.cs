using System.Text;
using Hindcast.Formats.Text;

namespace Hindcast.Formats.EventJson;

/// <summary>
/// Finds the objects of a file of JSON, whether they stand one a line, over many lines, or in one list. A broken object costs
/// itself: the next begins at the next line. Memory is bounded whatever the file holds. Serves one thread.
/// </summary>
internal sealed class JsonObjectScanner
{
    /// <summary>Bytes of one object that are read.</summary>
    internal const int MaxObjectBytes = 1 << 20;

    private readonly ITextBytes _bytes;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _filled;
    private bool _ended;
    private long _position;
    private long _line = 1;

    /// <summary>Starts at the first byte of a file. UTF-16 with a mark is read as UTF-8; places are those in the file.</summary>
    internal JsonObjectScanner(ITextBytes bytes)
    {
        byte[] mark = new byte[2];
        int read = bytes.Read(mark);
        read += read == 1 ? bytes.Read(mark.AsSpan(1)) : 0;
        bool little = read == 2 && mark[0] == 0xFF && mark[1] == 0xFE, big = read == 2 && mark[0] == 0xFE && mark[1] == 0xFF;
        IsUtf16 = little || big;
        IsBigEndian = big;
        _position = IsUtf16 ? mark.Length : 0;
        ReadAhead all = new(mark.AsMemory(0, read), bytes);
        _bytes = IsUtf16 ? new Utf16Bytes(all, big) : all;
    }

    /// <summary>What stands next in the file.</summary>
    internal enum Kind
    {
        /// <summary>A whole object.</summary>
        Object,

        /// <summary>Something that is no object, or one that does not end.</summary>
        Broken,

        /// <summary>An object over the limit; its first bytes are given.</summary>
        TooLong,

        /// <summary>The end of the file.</summary>
        End,
    }

    /// <summary>True when a character takes two bytes in the file; parts are given in UTF-8 all the same.</summary>
    internal bool IsUtf16 { get; }

    /// <summary>True when its higher byte comes first.</summary>
    internal bool IsBigEndian { get; }

    /// <summary>Where the part that was found begins, in bytes from the start of the file.</summary>
    internal long PartOffset { get; private set; }

    /// <summary>Its bytes in the file.</summary>
    internal long PartLength { get; private set; }

    /// <summary>The line that it begins on, from 1.</summary>
    internal long Line { get; private set; } = 1;

    /// <summary>Its bytes; of a part over the limit the first. Valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Part { get; private set; }

    /// <summary>The part as it stands in the file. Valid until the next call.</summary>
    internal ReadOnlyMemory<byte> PartInFile() =>
        IsUtf16 ? Encoding.Convert(Encoding.UTF8, IsBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode, Part.ToArray()) : Part;

    /// <summary>Finds the next part.</summary>
    internal Kind Next()
    {
        SkipBetween();
        PartOffset = _position;
        Line = _line;
        if (_start == _filled)
        {
            return Kind.End;
        }

        return _buffer[_start] == (byte)'{' ? Object() : Rest(0, Kind.Broken);
    }

    private Kind Object()
    {
        int depth = 0;
        bool inText = false;
        for (int length = 0; ; length++)
        {
            if (length >= MaxObjectBytes)
            {
                return Rest(length, Kind.TooLong);
            }

            if (_start + length == _filled && !Fill())
            {
                return Take(length, Kind.Broken);
            }

            byte at = _buffer[_start + length];
            if (at == (byte)'\n')
            {
                // No text holds a line break, and no object within an object begins at the start of a line as people and programs write them.
                if (inText || StartsObject(length + 1))
                {
                    return Take(length + 1, Kind.Broken);
                }
            }
            else if (inText)
            {
                if (at == (byte)'\\')
                {
                    length++;
                    if (_start + length >= _filled && !Fill())
                    {
                        return Take(_filled - _start, Kind.Broken);
                    }
                }
                else if (at == (byte)'"')
                {
                    inText = false;
                }
            }
            else if (at == (byte)'"')
            {
                inText = true;
            }
            else if (at == (byte)'{')
            {
                depth++;
            }
            else if (at == (byte)'}' && --depth == 0)
            {
                return Take(length + 1, Kind.Object);
            }
        }
    }

    private bool StartsObject(int length) => (_start + length < _filled || Fill()) && _buffer[_start + length] == (byte)'{';

    /// <summary>Passes over what stands up to the end of the line.</summary>
    private Kind Rest(int known, Kind kind)
    {
        int length = known;
        long passed = 0;
        while (true)
        {
            int feed = _buffer.AsSpan(_start + length, _filled - _start - length).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                length += feed + 1;
                break;
            }

            length = _filled - _start;
            if (length >= MaxObjectBytes)
            {
                // What was given of the part is copied, so that the rest can be dropped.
                Part = passed == 0 ? _buffer.AsMemory(_start, MaxObjectBytes).ToArray() : Part;
                passed += length;
                Consume(length);
                length = 0;
            }

            if (!Fill())
            {
                break;
            }
        }

        if (passed == 0)
        {
            return Take(length, kind);
        }

        Consume(length);
        PartLength = _position - PartOffset;
        return kind;
    }

    private Kind Take(int length, Kind kind)
    {
        Part = _buffer.AsMemory(_start, Math.Min(length, MaxObjectBytes));
        Consume(length);
        PartLength = _position - PartOffset;
        return kind;
    }

    private void Consume(int length)
    {
        ReadOnlySpan<byte> consumed = _buffer.AsSpan(_start, length);
        _line += consumed.Count((byte)'\n');
        _position += IsUtf16 ? Encoding.UTF8.GetCharCount(consumed) * 2L : length;
        _start += length;
    }

    private void SkipBetween()
    {
        while (_start < _filled || Fill())
        {
            byte at = _buffer[_start];
            if (at is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)'[' or (byte)']' or 0xEF or 0xBB or 0xBF))
            {
                return;
            }

            Consume(1);
        }
    }

    /// <summary>Reads on. What is in hand moves to the front when it must; the buffer grows to twice the limit at most.</summary>
    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        if (_filled == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            _filled -= _start;
            _start = 0;
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = _bytes.Read(_buffer.AsSpan(_filled));
        _ended = read == 0;
        _filled += read;
        return read > 0;
    }

    /// <summary>Bytes that were read already, then the others.</summary>
    internal sealed class ReadAhead(ReadOnlyMemory<byte> first, ITextBytes? rest) : ITextBytes
    {
        private ReadOnlyMemory<byte> _first = first;

        /// <inheritdoc/>
        public int Read(Span<byte> buffer)
        {
            if (_first.IsEmpty)
            {
                return rest?.Read(buffer) ?? 0;
            }

            int count = Math.Min(buffer.Length, _first.Length);
            _first.Span[..count].CopyTo(buffer);
            _first = _first[count..];
            return count;
        }
    }
}
