using System.Text;

namespace Hindcast.Formats.Text;

/// <summary>
/// Turns UTF-16 into UTF-8 on the way. Unpaired surrogates become U+FFFD, one for one, so that offsets in the file can
/// be counted back from the UTF-8 text: two bytes for each UTF-16 unit.
/// </summary>
public sealed class Utf16Bytes : ITextBytes
{
    private readonly ITextBytes _source;
    private readonly Decoder _decoder;
    private readonly byte[] _raw = new byte[32 * 1024];
    private readonly char[] _chars = new char[16 * 1024 + 2];
    private readonly byte[] _utf8 = new byte[3 * (16 * 1024 + 2)];
    private int _start;
    private int _end;
    private bool _bomSeen;
    private bool _atEnd;

    /// <summary>Wraps a source whose first two bytes are the byte order mark.</summary>
    public Utf16Bytes(ITextBytes source, bool bigEndian)
    {
        _source = source;
        _decoder = (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetDecoder();
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        while (_start == _end)
        {
            if (_atEnd)
            {
                return 0;
            }

            int read = _source.Read(_raw);
            _atEnd = read == 0;
            int count = _decoder.GetChars(_raw.AsSpan(0, read), _chars, flush: _atEnd);
            ReadOnlySpan<char> chars = _chars.AsSpan(0, count);
            if (!_bomSeen && count > 0)
            {
                _bomSeen = true;
                chars = chars[0] == '\uFEFF' ? chars[1..] : chars;
            }

            _start = 0;
            _end = Encoding.UTF8.GetBytes(chars, _utf8);
        }

        int taken = Math.Min(buffer.Length, _end - _start);
        _utf8.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        return taken;
    }
}
