using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Matching;

/// <summary>
/// Finds texts of which at least one must occur in the raw record for a rule to match: OR unites the sets of its
/// sides, AND takes its best side, NOT and tests without a literal give none.
/// </summary>
internal static class SigmaRequiredLiterals
{
    public static IReadOnlyList<string>? Of(SigmaRule rule, SigmaLiteralOptions options) =>
        Of(rule.Condition, rule, options) is { } set ? [.. set.Order(StringComparer.Ordinal)] : null;

    private static HashSet<string>? Of(SigmaCondition condition, SigmaRule rule, SigmaLiteralOptions options) => condition switch
    {
        SigmaDetectionReference reference => Of(rule.Detections[reference.Index].Term, options),
        SigmaAtLeast { IsAll: true } all => Best(all.Operands.Select(o => Of(o, rule, options)), options),
        SigmaAtLeast some => Union(some.Operands.Select(o => Of(o, rule, options)), options),
        _ => null,
    };

    private static HashSet<string>? Of(SigmaTerm term, SigmaLiteralOptions options) => term switch
    {
        SigmaAllOf all => Best(all.Parts.Select(p => Of(p, options)), options),
        SigmaAnyOf any => Union(any.Parts.Select(p => Of(p, options)), options),
        SigmaValueTerm { Negated: false } values when values.Field is null || options.IsInRawText?.Invoke(values.Field) != false =>
            Of(values, options),
        _ => null,
    };

    private static HashSet<string>? Of(SigmaValueTerm term, SigmaLiteralOptions options)
    {
        IEnumerable<HashSet<string>?> choices = term.Choices.Select(c => Union(c.Select(t => Of(t, options)), options));
        return term.All ? Best(choices, options) : Union(choices, options);
    }

    private static HashSet<string>? Of(SigmaValueTest test, SigmaLiteralOptions options)
    {
        switch (test)
        {
            case SigmaPattern pattern:
                // A number may be formatted differently in raw text (hexadecimal, leading zeros); an address is none.
                string best = Longest(pattern.Literals, options);
                bool isNumber = pattern.OnlyLiteral is { } only && only.All(c => char.IsAsciiDigit(c) || c is '.' or '-') && only.Count(c => c == '.') < 3;
                return best.Length < options.MinimumLength || isNumber ? null : [best];
            case SigmaRegex regex when SigmaRegexLiterals.Required(regex) is { } literals:
                HashSet<string> set = [];
                foreach (string literal in literals)
                {
                    string piece = Longest([literal], options);
                    if (piece.Length < options.MinimumLength)
                    {
                        return null;
                    }

                    set.Add(piece);
                }

                return set.Count == 0 ? null : set;
            default:
                return null;
        }
    }

    private static string Longest(IEnumerable<string> literals, SigmaLiteralOptions options)
    {
        string best = "";
        foreach (string literal in literals)
        {
            int start = 0;
            for (int i = 0; i <= literal.Length; i++)
            {
                if (i == literal.Length || !char.IsAscii(literal[i]) || char.IsControl(literal[i]) || options.BreakCharacters.Contains(literal[i], StringComparison.Ordinal))
                {
                    best = i - start > best.Length ? literal[start..i] : best;
                    start = i + 1;
                }
            }
        }

        return SigmaFold.Fold(best);
    }

    /// <summary>The set that the fewest records hold, as far as that is known; of equal ones the longest and smallest.</summary>
    private static HashSet<string>? Best(IEnumerable<HashSet<string>?> sets, SigmaLiteralOptions options) =>
        sets.OfType<HashSet<string>>().MaxBy(
            s => (-s.Sum(l => options.Commonness?.Invoke(l) ?? 0), s.Min(l => Math.Min(l.Length, 12)), -s.Count));

    private static HashSet<string>? Union(IEnumerable<HashSet<string>?> sets, SigmaLiteralOptions options)
    {
        HashSet<string> union = [];
        foreach (HashSet<string>? set in sets)
        {
            if (set is null)
            {
                return null;
            }

            union.UnionWith(set);
        }

        return union.Count == 0 || union.Count > options.MaxLiterals ? null : union;
    }
}
