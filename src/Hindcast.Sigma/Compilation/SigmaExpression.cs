using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Compilation;

/// <summary>A rule's condition and detections as one tree of AND, OR, NOT over single tests. Immutable.</summary>
internal abstract class SigmaExpression
{
    public static readonly SigmaConstant True = new(true);
    public static readonly SigmaConstant False = new(false);

    /// <summary>Lowers a rule.</summary>
    public static SigmaExpression Of(SigmaRule rule, SigmaTestTable tests)
    {
        SigmaExpression[] detections = [.. rule.Detections.Select(d => Of(d.Term, tests))];
        return Of(rule.Condition, detections);
    }

    /// <summary>At least so many of the operands, simplified.</summary>
    public static SigmaExpression AtLeast(int count, SigmaExpression[] operands)
    {
        int openCount = 0;
        foreach (SigmaExpression operand in operands)
        {
            if (operand is not SigmaConstant constant)
            {
                openCount++;
            }
            else if (constant.Value)
            {
                count--;
            }
        }

        if (count <= 0 || count > openCount)
        {
            return count <= 0 ? True : False;
        }

        SigmaExpression[] open = openCount == operands.Length ? operands : Array.FindAll(operands, o => o is not SigmaConstant);
        return open.Length == 1 ? open[0] : new SigmaThreshold(count, open);
    }

    public static SigmaExpression All(SigmaExpression[] operands) => AtLeast(operands.Length, operands);

    public static SigmaExpression Not(SigmaExpression operand) => operand switch
    {
        SigmaConstant constant => constant.Value ? False : True,
        SigmaNegation not => not.Operand,
        _ => new SigmaNegation(operand),
    };

    private static SigmaExpression Of(SigmaCondition condition, SigmaExpression[] detections) => condition switch
    {
        SigmaDetectionReference reference => detections[reference.Index],
        SigmaNot not => Not(Of(not.Operand, detections)),
        SigmaAtLeast some => AtLeast(some.Count, [.. some.Operands.Select(o => Of(o, detections))]),
        _ => throw new InvalidOperationException("unknown condition"),
    };

    private static SigmaExpression Of(SigmaTerm term, SigmaTestTable tests)
    {
        switch (term)
        {
            case SigmaAllOf all:
                return All([.. all.Parts.Select(p => Of(p, tests))]);
            case SigmaAnyOf any:
                return AtLeast(1, [.. any.Parts.Select(p => Of(p, tests))]);
            case SigmaValueTerm values:
                SigmaExpression[] choices = [.. values.Choices.Select(c =>
                    AtLeast(1, [.. c.Select(t => new SigmaAtom(values.Field, tests.Add(t)))]))];
                SigmaExpression joined = AtLeast(values.All ? choices.Length : 1, choices);
                return values.Negated ? Not(joined) : joined;
            default:
                throw new InvalidOperationException("unknown term");
        }
    }
}
