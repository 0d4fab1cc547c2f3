using System.Buffers;
using System.Runtime.InteropServices;

namespace Hindcast.Sigma.Detections;

/// <summary>
/// A text with wildcards: <c>*</c> any number of characters, <c>?</c> exactly one (UTF-16 unit). Ignores case unless
/// cased. Matching takes at most (length of value) x (length of pattern) steps. Immutable.
/// </summary>
public sealed class SigmaPattern : SigmaValueTest
{
    /// <summary>Stands for <c>?</c> in a token list.</summary>
    internal const int One = -1;

    /// <summary>Stands for <c>*</c> in a token list.</summary>
    internal const int Many = -2;

    private readonly Segment[] segments;

    internal SigmaPattern(List<int> tokens, bool cased)
    {
        IsCased = cased;
        IsAnchoredAtStart = tokens.Count == 0 || tokens[0] != Many;
        IsAnchoredAtEnd = tokens.Count == 0 || tokens[^1] != Many;
        List<Segment> parts = new(1);
        ReadOnlySpan<int> rest = CollectionsMarshal.AsSpan(tokens);
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf(Many);
            length = length < 0 ? rest.Length : length;
            if (length > 0)
            {
                Segment part = new(rest[..length], cased);
                parts.Add(part);
                MinimumLength += part.Length;
            }

            rest = rest[Math.Min(rest.Length, length + 1)..];
        }

        segments = [.. parts];
        Text = Render(tokens);
        Key = (cased ? "C:" : "T:") + (cased ? Text : SigmaFold.Fold(Text));
    }

    /// <summary>The pattern in Sigma's notation, wildcards escaped where they are meant literally.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string Key { get; }

    /// <summary>True when upper and lower case differ.</summary>
    public bool IsCased { get; }

    /// <summary>True unless the pattern opens with <c>*</c>.</summary>
    public bool IsAnchoredAtStart { get; }

    /// <summary>True unless the pattern ends with <c>*</c>.</summary>
    public bool IsAnchoredAtEnd { get; }

    /// <summary>The shortest value that can match, in UTF-16 units.</summary>
    public int MinimumLength { get; }

    /// <summary>The stretches without any wildcard, in order.</summary>
    public IEnumerable<string> Literals => segments.SelectMany(s => s.Literals());

    /// <summary>
    /// The only literal when the pattern is nothing but that literal, anchored or not at either end; else null. An
    /// empty pattern is the literal "".
    /// </summary>
    public string? OnlyLiteral => segments.Length switch
    {
        0 => IsAnchoredAtStart ? "" : null,
        1 => segments[0].Plain,
        _ => null,
    };

    /// <summary>True for a pattern of <c>*</c> alone: any present value.</summary>
    public bool IsAnything => segments.Length == 0 && !IsAnchoredAtStart;

    /// <summary>Reads Sigma's notation: wildcards, and the backslash that escapes them and itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cased">True when case matters.</param>
    public static SigmaPattern Parse(string text, bool cased = false) => new(Tokenise(text), cased);

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value)
    {
        if (value.Length < MinimumLength)
        {
            return false;
        }

        if (segments.Length == 0)
        {
            return !IsAnchoredAtStart || value.IsEmpty;
        }

        int first = 0;
        int last = segments.Length;
        int from = 0;
        int to = value.Length;
        if (IsAnchoredAtStart)
        {
            Segment head = segments[first++];
            if (!head.IsAt(value, 0))
            {
                return false;
            }

            from = head.Length;
            if (first == last)
            {
                return !IsAnchoredAtEnd || from == to;
            }
        }

        if (IsAnchoredAtEnd)
        {
            Segment tail = segments[--last];
            to -= tail.Length;
            if (to < from || !tail.IsAt(value, to))
            {
                return false;
            }
        }

        for (; first < last; first++)
        {
            int at = segments[first].Find(value[from..to]);
            if (at < 0)
            {
                return false;
            }

            from += at + segments[first].Length;
        }

        return true;
    }

    /// <summary>The same pattern anywhere in a value.</summary>
    internal SigmaPattern Anywhere()
    {
        if (!IsAnchoredAtStart && !IsAnchoredAtEnd)
        {
            return this;
        }

        List<int> tokens = [Many];
        foreach (Segment segment in segments)
        {
            segment.AddTo(tokens);
            tokens.Add(Many);
        }

        return new SigmaPattern(tokens, IsCased);
    }

    internal static List<int> Tokenise(string text)
    {
        List<int> tokens = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is '*' or '?' or '\\')
            {
                tokens.Add(text[++i]);
            }
            else
            {
                tokens.Add(c switch { '*' => Many, '?' => One, _ => c });
            }
        }

        return tokens;
    }

    private static string Render(List<int> tokens)
    {
        // Each token takes two characters at most.
        char[] buffer = ArrayPool<char>.Shared.Rent(tokens.Count * 2);
        int length = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            int token = tokens[i];
            bool isEscaped = token is '*' or '?' || (token == '\\' && i + 1 < tokens.Count && tokens[i + 1] is Many or One or '*' or '?' or '\\');
            if (isEscaped)
            {
                buffer[length++] = '\\';
            }

            buffer[length++] = token switch { Many => '*', One => '?', _ => (char)token };
        }

        string text = new(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    /// <summary>A stretch between two <c>*</c>: characters and <c>?</c>.</summary>
    private sealed class Segment
    {
        private readonly bool cased;
        private readonly bool searchable;

        /// <summary>The characters, folded unless cased; nothing in the place of a <c>?</c>, see <see cref="isOne"/>.</summary>
        private readonly string compared;

        /// <summary>Which characters stand for any; null when none does.</summary>
        private readonly bool[]? isOne;

        public Segment(ReadOnlySpan<int> tokens, bool cased)
        {
            this.cased = cased;
            string text = string.Create(tokens.Length, tokens, static (span, source) =>
            {
                for (int i = 0; i < span.Length; i++)
                {
                    span[i] = source[i] == One ? '\0' : (char)source[i];
                }
            });
            Original = text;
            compared = cased ? text : SigmaFold.Fold(text);
            if (tokens.Contains(One))
            {
                isOne = new bool[tokens.Length];
                for (int i = 0; i < isOne.Length; i++)
                {
                    isOne[i] = tokens[i] == One;
                }
            }
            else
            {
                searchable = !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
            }
        }

        public int Length => compared.Length;

        public string? Plain => isOne is null ? Original : null;

        private string Original { get; }

        public void AddTo(List<int> tokens)
        {
            for (int i = 0; i < Original.Length; i++)
            {
                tokens.Add(IsOne(i) ? One : Original[i]);
            }
        }

        public IEnumerable<string> Literals()
        {
            int start = 0;
            for (int i = 0; i <= Length; i++)
            {
                if (i == Length || IsOne(i))
                {
                    if (i > start)
                    {
                        yield return Original[start..i];
                    }

                    start = i + 1;
                }
            }
        }

        public bool IsAt(ReadOnlySpan<char> value, int start)
        {
            for (int i = 0; i < compared.Length; i++)
            {
                char c = value[start + i];
                if (compared[i] != (cased ? c : SigmaFold.Fold(c)) && !IsOne(i))
                {
                    return false;
                }
            }

            return true;
        }

        public int Find(ReadOnlySpan<char> value)
        {
            if (searchable)
            {
                return value.IndexOf(Plain, cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
            }

            for (int start = 0; start + Length <= value.Length; start++)
            {
                if (IsAt(value, start))
                {
                    return start;
                }
            }

            return -1;
        }

        private bool IsOne(int at) => isOne is not null && isOne[at];
    }
}
