using System.Buffers;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Tells quickly that an event holds none of a shape's keywords: each keyword is stood for by a word of it, and all words
/// are searched at once. A word has no blank, so it is found in one of the values when the keyword stands in several put
/// together, and it holds a character that the text forms of numbers, ids, addresses and times lack. Immutable.
/// </summary>
public sealed class SigmaKeywordGate
{
    /// <summary>What the fold leaves in decimal and hex numbers, GUIDs, SIDs and times.</summary>
    private const string NumberCharacters = "0123456789ABCDEFSTXZ-.:{}";

    private const int ShortestWord = 3;

    /// <summary>Long words are cut to no less than this.</summary>
    private const int LengthThatTells = 6;

    /// <summary>Most of what is in paths, names and sentences.</summary>
    private const string CommonCharacters = "ETAOINRSLCD";

    /// <summary>As many texts are searched with one vector pass.</summary>
    private const int WordsOfSearch = 64;

    private readonly SearchValues<string>[] searches;

    private SigmaKeywordGate(string[] words)
    {
        searches = [.. words.Chunk(WordsOfSearch).Select(w => SearchValues.Create(w, StringComparison.OrdinalIgnoreCase))];
        ShortestLength = words.Min(w => w.Length);
    }

    /// <summary>A shorter value holds no word. In UTF-16 units.</summary>
    public int ShortestLength { get; }

    /// <summary>False when a text holds no word of any keyword.</summary>
    /// <param name="text">A value, or values put together with blanks.</param>
    public bool MayBeIn(ReadOnlySpan<char> text)
    {
        foreach (SearchValues<string> search in searches)
        {
            if (text.ContainsAny(search))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The gate of keywords; null when one of them has no such word.</summary>
    internal static SigmaKeywordGate? Of(IReadOnlyList<SigmaValueTest> keywords)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        foreach (SigmaValueTest keyword in keywords)
        {
            if (keyword is not SigmaPattern pattern || Word(pattern) is not { } word)
            {
                return null;
            }

            words.Add(word);
        }

        return words.Count == 0 ? null : new SigmaKeywordGate([.. words.Order(StringComparer.Ordinal)]);
    }

    private static string? Word(SigmaPattern pattern) => pattern.Literals
        .SelectMany(l => SigmaFold.Fold(l).Split(' '))
        .Where(w => w.Length >= ShortestWord && w.All(char.IsAscii))
        .Select(FromRareStart)
        .Where(w => w.AsSpan().ContainsAnyExcept(NumberCharacters))
        .MaxBy(w => w.Length);

    /// <summary>The search looks for the first characters before it compares the others, so a word begins where it is least common.</summary>
    private static string FromRareStart(string word)
    {
        int starts = Math.Max(0, word.Length - LengthThatTells) + 1;
        return word[Enumerable.Range(0, starts).MinBy(start => word.Skip(start).Take(ShortestWord).Sum(Commonness))..];
    }

    private static int Commonness(char c) => CommonCharacters.Contains(c, StringComparison.Ordinal) ? 3 : char.IsLetterOrDigit(c) || c is '\\' or '.' ? 2 : 1;
}
