using System.Text;

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

    internal SigmaPattern(IReadOnlyList<int> tokens, bool cased)
    {
        IsCased = cased;
        IsAnchoredAtStart = tokens.Count == 0 || tokens[0] != Many;
        IsAnchoredAtEnd = tokens.Count == 0 || tokens[^1] != Many;
        List<Segment> parts = [];
        List<int> part = [];
        foreach (int token in tokens.Append(Many))
        {
            if (token != Many)
            {
                part.Add(token);
            }
            else if (part.Count > 0)
            {
                parts.Add(new Segment([.. part], cased));
                part.Clear();
            }
        }

        segments = [.. parts];
        MinimumLength = segments.Sum(s => s.Length);
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
            tokens.AddRange(segment.Original);
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

    private static string Render(IReadOnlyList<int> tokens)
    {
        StringBuilder text = new(tokens.Count + 4);
        for (int i = 0; i < tokens.Count; i++)
        {
            switch (tokens[i])
            {
                case Many:
                    text.Append('*');
                    break;
                case One:
                    text.Append('?');
                    break;
                case '*' or '?':
                    text.Append('\\').Append((char)tokens[i]);
                    break;
                case '\\' when i + 1 < tokens.Count && tokens[i + 1] is Many or One or '*' or '?' or '\\':
                    text.Append("\\\\");
                    break;
                default:
                    text.Append((char)tokens[i]);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>A stretch between two <c>*</c>: characters and <c>?</c>.</summary>
    private sealed class Segment
    {
        private readonly int[] tokens;
        private readonly bool cased;
        private readonly bool searchable;

        public Segment(int[] tokens, bool cased)
        {
            this.cased = cased;
            Original = tokens;
            this.tokens = cased ? tokens : [.. tokens.Select(t => t < 0 ? t : SigmaFold.Fold((char)t))];
            if (!tokens.Contains(One))
            {
                Plain = string.Concat(tokens.Select(t => (char)t));
                searchable = !Plain.Any(char.IsSurrogate);
            }
        }

        public int Length => tokens.Length;

        public int[] Original { get; }

        public string? Plain { get; }

        public IEnumerable<string> Literals()
        {
            StringBuilder run = new();
            foreach (int token in tokens.Append(One))
            {
                if (token != One)
                {
                    run.Append((char)token);
                }
                else if (run.Length > 0)
                {
                    yield return run.ToString();
                    run.Clear();
                }
            }
        }

        public bool IsAt(ReadOnlySpan<char> value, int start)
        {
            for (int i = 0; i < tokens.Length; i++)
            {
                int token = tokens[i];
                char c = value[start + i];
                if (token != One && token != (cased ? c : SigmaFold.Fold(c)))
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

            for (int start = 0; start + tokens.Length <= value.Length; start++)
            {
                if (IsAt(value, start))
                {
                    return start;
                }
            }

            return -1;
        }
    }
}
