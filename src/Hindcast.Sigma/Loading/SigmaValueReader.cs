using System.Text;
using System.Text.RegularExpressions;
using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Loading;

/// <summary>Turns one value of a rule into the tests that its modifiers make of it.</summary>
internal static partial class SigmaValueReader
{
    private static readonly int[] Dashes = ['-', '/', '\u2013', '\u2014', '\u2015'];

    /// <summary>Reads a value; null when it was reported.</summary>
    public static IReadOnlyList<SigmaValueTest>? Read(SigmaDocument document, SigmaScalar value, SigmaModifiers modifiers)
    {
        if (modifiers.IsExists)
        {
            return value.Text.ToUpperInvariant() switch
            {
                "TRUE" or "YES" => [new SigmaExists(true)],
                "FALSE" or "NO" => [new SigmaExists(false)],
                _ => Wrong(document, value, "true or false after 'exists'"),
            };
        }

        if (value.IsNull)
        {
            bool isPlain = modifiers is { IsRegex: false, IsCidr: false, IsFieldReference: false, Comparison: null, TimePart: null, Position: SigmaPosition.Whole, Transformations.Count: 0 };
            return isPlain ? [new SigmaNull()] : Wrong(document, value, "a value that the modifier can work on");
        }

        if (modifiers.IsFieldReference)
        {
            return [new SigmaFieldReference(value.Text, modifiers.Position, modifiers.IsCased)];
        }

        List<SigmaValueTest> tests = [];
        foreach (string text in modifiers.IsExpanded ? Expand(document, value) : [value.Text])
        {
            if (Variants(document, value, text, modifiers) is not { } variants)
            {
                return null;
            }

            tests.AddRange(variants);
            if (tests.Count > document.Options.MaxVariants)
            {
                document.Report(SigmaDiagnostics.TooManyVariants, value, $"'{value.Text}'", $"at most {document.Options.MaxVariants} variants");
                return null;
            }
        }

        return tests.Count > 0 ? tests : null;
    }

    private static IReadOnlyList<SigmaValueTest>? Variants(SigmaDocument document, SigmaScalar value, string text, SigmaModifiers modifiers)
    {
        if (modifiers.IsRegex)
        {
            return Expression(document, value, text, modifiers);
        }

        if (modifiers.IsCidr)
        {
            return SigmaCidr.TryParse(text, out SigmaCidr? cidr) ? [cidr!] : Wrong(document, value, "a network such as 10.0.0.0/8 or fe80::/10");
        }

        if (modifiers.Comparison is not null || modifiers.TimePart is not null)
        {
            SigmaComparison comparison = modifiers.Comparison ?? SigmaComparison.Equal;
            return !SigmaNumber.TryParse(text, out decimal limit) ? Wrong(document, value, "a number")
                : modifiers.TimePart is { } part ? [new SigmaTime(part, comparison, limit)]
                : [new SigmaNumber(comparison, limit)];
        }

        List<int> given = modifiers.IsExact ? [.. text.Select(c => (int)c)] : SigmaPattern.Tokenise(text);
        if (modifiers.Transformations.Count == 0)
        {
            return [new SigmaPattern(Place(given, modifiers.Position), modifiers.IsCased)];
        }

        List<List<int>> variants = [given];
        bool isBytes = false;
        foreach (string name in modifiers.Transformations)
        {
            List<List<int>> next = [];
            foreach (List<int> tokens in variants)
            {
                if (name.StartsWith("base64", StringComparison.Ordinal) && tokens.Exists(t => t < 0))
                {
                    return Wrong(document, value, "a text without wildcards before base64 (escape them with a backslash)");
                }

                next.AddRange(Transform(name, tokens, isBytes, document.Options.MaxVariants));
                if (next.Count > document.Options.MaxVariants)
                {
                    document.Report(SigmaDiagnostics.TooManyVariants, value, $"'{value.Text}'", $"at most {document.Options.MaxVariants} variants");
                    return null;
                }
            }

            isBytes = name != "windash" && (isBytes || !name.StartsWith("base64", StringComparison.Ordinal));
            variants = next;
        }

        // A text inside a larger base64 text has neither its beginning nor its end there.
        SigmaPosition position = modifiers.Transformations.Contains("base64offset") ? SigmaPosition.Anywhere : modifiers.Position;
        return [.. variants.Select(v => new SigmaPattern(Place(v, position), modifiers.IsCased))];
    }

    private static IReadOnlyList<SigmaValueTest>? Expression(SigmaDocument document, SigmaScalar value, string text, SigmaModifiers modifiers)
    {
        string pattern = modifiers.Position switch
        {
            SigmaPosition.Start => $"^(?:{text})",
            SigmaPosition.End => $"(?:{text})$",
            _ => text,
        };
        try
        {
            return [new SigmaRegex(pattern, modifiers.RegexOptions, document.Options.RegexTimeout)];
        }
        catch (RegexParseException e)
        {
            document.Report(SigmaDiagnostics.InvalidRegex, value, $"'{text}' ({e.Error} at {e.Offset})", "a regular expression");
            return null;
        }
    }

    private static IEnumerable<List<int>> Transform(string name, List<int> tokens, bool isBytes, int limit)
    {
        switch (name)
        {
            case "windash":
                return Dash(tokens, limit);
            case "base64":
                return [[.. Convert.ToBase64String(Bytes(tokens, isBytes)).Select(c => (int)c)]];
            case "base64offset":
                return Offsets(Bytes(tokens, isBytes));
            default:
                List<int> wide = new((tokens.Count * 2) + 2);
                if (name == "utf16")
                {
                    wide.AddRange([0xFF, 0xFE]);
                }

                foreach (int token in tokens)
                {
                    int[] pair = token < 0 ? [token] : name == "utf16be" ? [token >> 8, token & 0xFF] : [token & 0xFF, token >> 8];
                    wide.AddRange(pair);
                }

                return [wide];
        }
    }

    /// <summary>Every dash (or slash) that opens a word after a non-word character or the start takes all five forms.</summary>
    private static List<List<int>> Dash(List<int> tokens, int limit)
    {
        List<List<int>> variants = [[]];
        for (int i = 0; i < tokens.Count; i++)
        {
            bool isOption = Dashes.Contains(tokens[i])
                && i + 1 < tokens.Count && IsWord(tokens[i + 1])
                && (i == 0 || !IsWord(tokens[i - 1]));
            if (!isOption || variants.Count > limit)
            {
                variants.ForEach(v => v.Add(tokens[i]));
                continue;
            }

            variants = [.. variants.SelectMany(v => Dashes.Select(d => v.Append(d).ToList()))];
        }

        return variants;
    }

    private static bool IsWord(int token) => token >= 0 && (char.IsLetterOrDigit((char)token) || token == '_');

    private static IEnumerable<List<int>> Offsets(byte[] bytes)
    {
        int[] skip = [0, 2, 3];
        int[] drop = [0, 3, 2];
        for (int offset = 0; offset < 3; offset++)
        {
            byte[] shifted = [.. Enumerable.Repeat((byte)' ', offset), .. bytes];
            string text = Convert.ToBase64String(shifted);
            int end = text.Length - drop[shifted.Length % 3];
            if (end > skip[offset])
            {
                yield return [.. text[skip[offset]..end].Select(c => (int)c)];
            }
        }
    }

    private static byte[] Bytes(List<int> tokens, bool isBytes) =>
        isBytes ? [.. tokens.Select(t => (byte)t)] : Encoding.UTF8.GetBytes(string.Concat(tokens.Select(t => (char)t)));

    private static List<int> Place(List<int> tokens, SigmaPosition position)
    {
        List<int> placed = new(tokens.Count + 2);
        bool isOpenAtStart = position is SigmaPosition.End or SigmaPosition.Anywhere && (tokens.Count == 0 || tokens[0] != SigmaPattern.Many);
        if (isOpenAtStart)
        {
            placed.Add(SigmaPattern.Many);
        }

        placed.AddRange(tokens);
        if (position is SigmaPosition.Start or SigmaPosition.Anywhere && (placed.Count == 0 || placed[^1] != SigmaPattern.Many))
        {
            placed.Add(SigmaPattern.Many);
        }

        return placed;
    }

    private static IEnumerable<string> Expand(SigmaDocument document, SigmaScalar value)
    {
        List<string> texts = [""];
        int from = 0;
        foreach (Match match in Placeholder().Matches(value.Text))
        {
            string before = value.Text[from..match.Index];
            from = match.Index + match.Length;
            string name = match.Groups[1].Value;
            if (!match.Groups[1].Success)
            {
                texts = [.. texts.Select(t => t + before + "%")];
                continue;
            }

            if (!document.Options.Placeholders.TryGetValue(name, out IReadOnlyList<string>? values) || values.Count == 0)
            {
                document.Report(
                    SigmaDiagnostics.UnresolvedPlaceholder, value, $"%{name}%", "values for it in the options",
                    SigmaSpelling.Nearest(name, document.Options.Placeholders.Keys));
                return [];
            }

            if ((long)texts.Count * values.Count > document.Options.MaxVariants)
            {
                document.Report(SigmaDiagnostics.TooManyVariants, value, $"'{value.Text}'", $"at most {document.Options.MaxVariants} variants");
                return [];
            }

            texts = [.. texts.SelectMany(t => values.Select(v => t + before + v))];
        }

        return texts.Select(t => t + value.Text[from..]);
    }

    private static IReadOnlyList<SigmaValueTest>? Wrong(SigmaDocument document, SigmaScalar value, string expected)
    {
        document.Report(SigmaDiagnostics.WrongValue, value, $"'{value.Text}'", expected);
        return null;
    }

    [GeneratedRegex(@"\\%|%(\w{1,100})%", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}
