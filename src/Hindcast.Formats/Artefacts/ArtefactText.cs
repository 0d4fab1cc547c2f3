using System.Text;
using Hindcast.Evidence;

namespace Hindcast.Formats.Artefacts;

/// <summary>
/// A whole small file as text, that still knows where each character stands in the file. Bytes that are no UTF-8 are
/// taken as Latin-1, one character a byte, so that places stay right. Used by one thread.
/// </summary>
public sealed class ArtefactText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly Encoding _encoding;
    private readonly int _markBytes;
    private readonly List<int> _lineStarts = [0];
    private int _knownChar;
    private int _knownByte;

    /// <summary>Decodes a file.</summary>
    /// <param name="file">Its evidence path.</param>
    /// <param name="bytes">All its bytes.</param>
    public ArtefactText(string file, byte[] bytes)
    {
        _file = file;
        _bytes = bytes;
        (_encoding, _markBytes) = Mark(bytes);
        if (_encoding is UTF8Encoding)
        {
            try
            {
                Text = StrictUtf8.GetString(bytes, _markBytes, bytes.Length - _markBytes);
            }
            catch (DecoderFallbackException)
            {
                _encoding = Encoding.Latin1;
                IsLatin1 = true;
            }
        }

        Text ??= _encoding.GetString(bytes, _markBytes, bytes.Length - _markBytes);
        for (int i = 0; i < Text.Length; i++)
        {
            // As XmlReader counts lines.
            if (Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] != '\n')))
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>True when the bytes are no UTF-8.</summary>
    public bool IsLatin1 { get; }

    /// <summary>The character at a line and column, both from 1; within the text whatever they are.</summary>
    /// <param name="line">Line.</param>
    /// <param name="column">Column.</param>
    public int IndexOf(int line, int column) =>
        Math.Clamp(line < 1 ? 0 : line > _lineStarts.Count ? Text.Length : _lineStarts[line - 1] + column - 1, 0, Text.Length);

    /// <summary>The place of a stretch of the text.</summary>
    /// <param name="start">First character.</param>
    /// <param name="end">Behind the last.</param>
    public SourceLocation Locate(int start, int end)
    {
        int offset = ByteOf(start);
        int line = _lineStarts.BinarySearch(start);
        return new SourceLocation(_file, offset, ByteOf(end) - offset, line < 0 ? ~line : line + 1);
    }

    /// <summary>The bytes of a place.</summary>
    /// <param name="location">A place that <see cref="Locate"/> gave.</param>
    public ReadOnlyMemory<byte> Raw(SourceLocation location) => _bytes.AsMemory((int)location.OffsetBytes, (int)location.LengthBytes);

    /// <summary>Decodes the start of a file, to look at it.</summary>
    internal static string DecodeHead(ReadOnlySpan<byte> bytes)
    {
        (Encoding encoding, int mark) = Mark(bytes);
        return encoding.GetString(bytes[mark..]);
    }

    private static (Encoding Encoding, int MarkBytes) Mark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Encoding.Unicode, 2)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2)
        : bytes.StartsWith("\uFEFF"u8) ? (Encoding.UTF8, 3)
        : (Encoding.UTF8, 0);

    private int ByteOf(int index)
    {
        // Places are asked for from top to bottom, so counting goes on from the last one.
        if (index < _knownChar)
        {
            _knownChar = _knownByte = 0;
        }

        _knownByte += _encoding.GetByteCount(Text.AsSpan(_knownChar, index - _knownChar));
        _knownChar = index;
        return Math.Min(_markBytes + _knownByte, _bytes.Length);
    }
}
