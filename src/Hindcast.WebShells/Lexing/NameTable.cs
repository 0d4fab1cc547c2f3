namespace Hindcast.WebShells.Lexing;

/// <summary>Gives words of code as strings, and one that was seen before as the same string: code says the same words over and over. Holds a bounded number. Not thread-safe.</summary>
internal sealed class NameTable
{
    private const int Slots = 1024;
    private const int MaxChars = 40;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>A word as it stands.</summary>
    internal string Of(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > MaxChars)
        {
            return word.ToString();
        }

        uint hash = (uint)word.Length;
        foreach (char c in word)
        {
            hash = (hash * 31) + c;
        }

        return Of(word, hash);
    }

    private string Of(ReadOnlySpan<char> word, uint hash)
    {
        ref string? slot = ref _slots[hash % Slots];
        return slot is not null && word.SequenceEqual(slot) ? slot : slot = word.ToString();
    }

    /// <summary>A word in lower case.</summary>
    internal string Lower(ReadOnlySpan<char> word)
    {
        if (word.Length > MaxChars)
        {
            return word.ToString().ToLowerInvariant();
        }

        Span<char> lower = stackalloc char[MaxChars];
        uint hash = (uint)word.Length;
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i];
            if (c >= 0x80)
            {
                return Of(lower[..word.ToLowerInvariant(lower)]);
            }

            c = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            lower[i] = c;
            hash = (hash * 31) + c;
        }

        return word.IsEmpty ? "" : Of(lower[..word.Length], hash);
    }
}
