using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Matching;

/// <summary>
/// Matches one rule against one event by walking the rule as it was parsed: slow, and meant to be obviously correct.
/// The compiled plan must agree with it. Stateless.
/// </summary>
public static class SigmaInterpreter
{
    /// <summary>Tells whether a rule matches an event; the rule's log source is not looked at.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="record">The event.</param>
    public static bool Matches(SigmaRule rule, ISigmaEvent record)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(record);
        return Matches(rule.Condition, rule, record);
    }

    private static bool Matches(SigmaCondition condition, SigmaRule rule, ISigmaEvent record)
    {
        switch (condition)
        {
            case SigmaDetectionReference reference:
                return Matches(rule.Detections[reference.Index].Term, record);
            case SigmaNot not:
                return !Matches(not.Operand, rule, record);
            case SigmaAtLeast some:
                int found = 0;
                foreach (SigmaCondition operand in some.Operands)
                {
                    if (Matches(operand, rule, record) && ++found >= some.Count)
                    {
                        return true;
                    }
                }

                return false;
            default:
                throw new InvalidOperationException("unknown condition");
        }
    }

    private static bool Matches(SigmaTerm term, ISigmaEvent record) => term switch
    {
        SigmaAllOf all => all.Parts.All(p => Matches(p, record)),
        SigmaAnyOf any => any.Parts.Any(p => Matches(p, record)),
        SigmaValueTerm values => Matches(values, record),
        _ => throw new InvalidOperationException("unknown term"),
    };

    private static bool Matches(SigmaValueTerm term, ISigmaEvent record)
    {
        bool matches = term.All
            ? term.Choices.All(c => c.Any(t => Matches(term.Field, t, record)))
            : term.Choices.Any(c => c.Any(t => Matches(term.Field, t, record)));
        return matches != term.Negated;
    }

    private static bool Matches(string? field, SigmaValueTest test, ISigmaEvent record)
    {
        if (field is null)
        {
            for (int i = 0; i < record.KeywordTextCount; i++)
            {
                if (test.Matches(record.GetKeywordText(i)))
                {
                    return true;
                }
            }

            return false;
        }

        if (!record.TryGetField(field, out ReadOnlySpan<char> value))
        {
            return test.MatchesMissing;
        }

        if (test is SigmaFieldReference reference)
        {
            return record.TryGetField(reference.Field, out ReadOnlySpan<char> other) && reference.Matches(value, other);
        }

        bool matches = test.Matches(value);
        for (int i = 0; !matches && record.TryGetAlternative(field, i, out ReadOnlySpan<char> alternative); i++)
        {
            matches = test.Matches(alternative);
        }

        return matches;
    }
}
