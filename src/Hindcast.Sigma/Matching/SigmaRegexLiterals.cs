using System.Text.RegularExpressions;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Matching;

/// <summary>
/// Reads from a regular expression a set of texts of which at least one must occur (ignoring case) in anything that it
/// matches. Anything that it does not understand gives no set, never a wrong one.
/// </summary>
internal sealed class SigmaRegexLiterals
{
    private const int MaxSet = 64;
    private const int MaxDepth = 40;
    private static readonly HashSet<string> Nothing = [""];

    private readonly string pattern;
    private readonly bool breakAtOddCase;
    private int position;

    private SigmaRegexLiterals(string pattern, bool breakAtOddCase)
    {
        this.pattern = pattern;
        this.breakAtOddCase = breakAtOddCase;
    }

    /// <summary>The set, or null when there is none.</summary>
    /// <param name="regex">The expression.</param>
    /// <param name="asciiOnly">True when the text searched is ASCII: then i and k have no third form.</param>
    public static IReadOnlyCollection<string>? Required(SigmaRegex regex, bool asciiOnly = false)
    {
        // Ignoring case, i also stands for a dotted capital I and k for the Kelvin sign, which the fold keeps apart.
        bool ignoresCase = regex.Options.HasFlag(RegexOptions.IgnoreCase) || regex.Pattern.Contains("(?", StringComparison.Ordinal);
        if (regex.Options.HasFlag(RegexOptions.IgnorePatternWhitespace))
        {
            return null;
        }

        try
        {
            SigmaRegexLiterals reader = new(regex.Pattern, ignoresCase && !asciiOnly);
            Part whole = reader.Alternatives(0);
            return reader.position == regex.Pattern.Length ? whole.Required : null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private Part Alternatives(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NotSupportedException();
        }

        Part all = Sequence(depth);
        while (position < pattern.Length && pattern[position] == '|')
        {
            position++;
            Part next = Sequence(depth);
            all = new Part(Union(all.Exact, next.Exact), Union(all.Required, next.Required));
        }

        return all;
    }

    private Part Sequence(int depth)
    {
        HashSet<string> run = Nothing;
        HashSet<string>? best = null;
        bool isExact = true;
        while (position < pattern.Length && pattern[position] is not ('|' or ')'))
        {
            Part item = Quantified(Atom(depth));
            HashSet<string>? joined = item.Exact is null ? null : Cross(run, item.Exact);
            if (joined is not null)
            {
                run = joined;
                continue;
            }

            isExact = false;
            best = Better(best, run);
            best = Better(best, item.Required);
            run = item.Exact ?? Nothing;
        }

        return isExact ? new Part(run, Better(null, run)) : new Part(null, Better(best, run));
    }

    private Part Atom(int depth)
    {
        char c = pattern[position++];
        switch (c)
        {
            case '(':
                return Group(depth);
            case '[':
                return Class();
            case '\\':
                return Escape();
            case '.':
                return Part.Unknown;
            case '^' or '$':
                return new Part(Nothing, null);
            case '*' or '+' or '?':
                throw new NotSupportedException();
            default:
                return Character(c);
        }
    }

    private Part Character(char c) =>
        breakAtOddCase && c is 'i' or 'I' or 'k' or 'K' ? Part.Unknown : new Part([c.ToString()], [c.ToString()]);

    private Part Group(int depth)
    {
        bool isZeroWidth = false;
        if (Accept("?"))
        {
            if (Accept("#"))
            {
                int end = pattern.IndexOf(')', position);
                position = end < 0 ? throw new NotSupportedException() : end + 1;
                return new Part(Nothing, null);
            }

            if (Accept("=") || Accept("!") || Accept("<=") || Accept("<!"))
            {
                isZeroWidth = true;
            }
            else if (Accept("<") || Accept("'"))
            {
                int end = pattern.AsSpan(position).IndexOfAny('>', '\'');
                position = end < 0 || pattern.AsSpan(position, end).Contains('-') ? throw new NotSupportedException() : position + end + 1;
            }
            else if (!Accept(":") && !Accept(">"))
            {
                while (position < pattern.Length && pattern[position] is 'i' or 'm' or 's' or 'n' or '-')
                {
                    position++;
                }

                if (Accept(")"))
                {
                    return new Part(Nothing, null);
                }

                if (!Accept(":"))
                {
                    throw new NotSupportedException();
                }
            }
        }

        Part inner = Alternatives(depth + 1);
        return !Accept(")") ? throw new NotSupportedException() : isZeroWidth ? new Part(Nothing, null) : inner;
    }

    private Part Class()
    {
        bool isSmall = !Accept("^");
        HashSet<string> members = [];
        for (bool first = true; ; first = false)
        {
            if (position >= pattern.Length)
            {
                throw new NotSupportedException();
            }

            char c = pattern[position++];
            if (c == ']' && !first)
            {
                break;
            }

            if (c == '[' && position < pattern.Length && pattern[position] == ':')
            {
                throw new NotSupportedException();
            }

            if (c == '-' && position < pattern.Length && pattern[position] == '[')
            {
                throw new NotSupportedException();
            }

            Part member = c == '\\' ? Escape() : Character(c);
            bool isRange = position + 1 < pattern.Length && pattern[position] == '-' && pattern[position + 1] != ']';
            isSmall &= member.Exact is { Count: 1 } && !member.Exact.Contains("") && !isRange;
            members.UnionWith(member.Exact ?? []);
        }

        return isSmall && members.Count is > 0 and <= 8 ? new Part(members, members) : Part.Unknown;
    }

    private Part Escape()
    {
        if (position >= pattern.Length)
        {
            throw new NotSupportedException();
        }

        char c = pattern[position++];
        switch (c)
        {
            case 't':
                return Character('\t');
            case 'n':
                return Character('\n');
            case 'r':
                return Character('\r');
            case 'f':
                return Character('\f');
            case 'v':
                return Character('\v');
            case 'a':
                return Character('\a');
            case 'e':
                return Character('\u001B');
            case 'x' or 'u':
                int digits = c == 'x' ? 2 : 4;
                if (position + digits > pattern.Length)
                {
                    throw new NotSupportedException();
                }

                int code = int.Parse(pattern.AsSpan(position, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null);
                position += digits;
                return Character((char)code);
            case 'b' or 'B' or 'A' or 'Z' or 'z' or 'G':
                // In a class \b is a backspace; the empty text makes that class unknown.
                return new Part(Nothing, null);
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                return Part.Unknown;
            default:
                return char.IsAsciiLetterOrDigit(c) || c == '_' ? throw new NotSupportedException() : Character(c);
        }
    }

    private Part Quantified(Part item)
    {
        int min = 1;
        int max = 1;
        if (Accept("?"))
        {
            min = 0;
        }
        else if (Accept("*"))
        {
            (min, max) = (0, int.MaxValue);
        }
        else if (Accept("+"))
        {
            max = int.MaxValue;
        }
        else if (position < pattern.Length && pattern[position] == '{')
        {
            Match counts = Regex.Match(pattern[position..Math.Min(pattern.Length, position + 24)], @"^\{(\d{1,9})(,(\d{1,9})?)?\}");
            if (!counts.Success)
            {
                return item;
            }

            position += counts.Length;
            min = int.Parse(counts.Groups[1].ValueSpan);
            max = counts.Groups[3].Success ? int.Parse(counts.Groups[3].ValueSpan) : counts.Groups[2].Success ? int.MaxValue : min;
        }
        else
        {
            return item;
        }

        Accept("?");
        if (position < pattern.Length && pattern[position] is '*' or '+' or '?')
        {
            throw new NotSupportedException();
        }

        return (min, max) switch
        {
            (1, 1) => item,
            (0, 1) => new Part(Union(item.Exact, Nothing), null),
            (0, _) => Part.Unknown,
            _ => new Part(null, item.Required),
        };
    }

    private bool Accept(string text)
    {
        if (string.CompareOrdinal(pattern, position, text, 0, text.Length) != 0)
        {
            return false;
        }

        position += text.Length;
        return true;
    }

    private static HashSet<string>? Cross(HashSet<string> left, HashSet<string> right)
    {
        if (left.Count * right.Count > MaxSet)
        {
            return null;
        }

        HashSet<string> all = [];
        foreach (string a in left)
        {
            foreach (string b in right)
            {
                if (a.Length + b.Length > 200)
                {
                    return null;
                }

                all.Add(a + b);
            }
        }

        return all;
    }

    private static HashSet<string>? Union(HashSet<string>? left, HashSet<string>? right) =>
        left is null || right is null || left.Count + right.Count > MaxSet ? null : [.. left, .. right];

    private static HashSet<string>? Better(HashSet<string>? old, HashSet<string>? set)
    {
        if (set is null || set.Contains(""))
        {
            return old;
        }

        return old is null || Score(set).CompareTo(Score(old)) > 0 ? set : old;

        static (int Length, int Count) Score(HashSet<string> s) => (s.Min(x => Math.Min(x.Length, 12)), -s.Count);
    }

    /// <summary>What is known of a part of the expression.</summary>
    /// <param name="Exact">All texts that it can match, or null when they are too many.</param>
    /// <param name="Required">Texts of which one occurs in any match, or null.</param>
    private readonly record struct Part(HashSet<string>? Exact, HashSet<string>? Required)
    {
        public static readonly Part Unknown = new(null, null);
    }
}
