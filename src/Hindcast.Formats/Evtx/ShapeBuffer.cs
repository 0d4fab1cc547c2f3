namespace Hindcast.Formats.Evtx;

/// <summary>A growing, reusable stretch of shape text. One thread at a time.</summary>
internal sealed class ShapeBuffer
{
    /// <summary>More structure than this in one template or record is refused; real templates stay below 20,000.</summary>
    public const int LargestChars = 1 << 19;

    private char[] _chars = new char[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    public bool IsTooLarge => Length > LargestChars;

    public void Clear() => Length = 0;

    public void Add(char value)
    {
        if (Length == _chars.Length)
        {
            Array.Resize(ref _chars, _chars.Length * 2);
        }

        _chars[Length++] = value;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        while (_chars.Length - Length < text.Length)
        {
            Array.Resize(ref _chars, _chars.Length * 2);
        }

        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    public void AddCounted(ReadOnlySpan<char> text)
    {
        Add((char)text.Length);
        Add(text);
    }
}
