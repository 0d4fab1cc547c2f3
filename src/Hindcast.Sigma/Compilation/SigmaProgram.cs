namespace Hindcast.Sigma.Compilation;

/// <summary>Writes an expression as numbers, so that it is evaluated without touching objects.</summary>
internal static class SigmaProgram
{
    /// <summary>Followed by the atom.</summary>
    public const int Atom = 0;

    /// <summary>Followed by the operand.</summary>
    public const int Not = 1;

    /// <summary>Followed by the place behind the last operand, then the operands.</summary>
    public const int Or = 2;

    /// <summary>Followed by the place behind the last operand, then the operands.</summary>
    public const int And = 3;

    /// <summary>Followed by the place behind the last operand, the number needed, then the operands.</summary>
    public const int AtLeast = 4;

    /// <summary>Writes an expression; operands that hold a costly atom come behind the others.</summary>
    public static int[] Write(SigmaExpression expression, Func<int, bool> isCostly)
    {
        List<int> code = [];
        Write(expression, code, isCostly);
        return [.. code];
    }

    private static void Write(SigmaExpression expression, List<int> code, Func<int, bool> isCostly)
    {
        switch (expression)
        {
            case SigmaBoundAtom atom:
                code.Add(Atom);
                code.Add(atom.Atom);
                break;
            case SigmaNegation not:
                code.Add(Not);
                Write(not.Operand, code, isCostly);
                break;
            case SigmaThreshold some:
                code.Add(some.IsAll ? And : some.Count == 1 ? Or : AtLeast);
                int end = code.Count;
                code.Add(0);
                if (code[end - 1] == AtLeast)
                {
                    code.Add(some.Count);
                }

                Write(some.Operands, code, isCostly, costly: false);
                Write(some.Operands, code, isCostly, costly: true);

                code[end] = code.Count;
                break;
            default:
                throw new InvalidOperationException("unbound expression");
        }
    }

    private static void Write(SigmaExpression[] operands, List<int> code, Func<int, bool> isCostly, bool costly)
    {
        foreach (SigmaExpression operand in operands)
        {
            if (IsCostly(operand, isCostly) == costly)
            {
                Write(operand, code, isCostly);
            }
        }
    }

    private static bool IsCostly(SigmaExpression expression, Func<int, bool> isCostly) => expression switch
    {
        SigmaBoundAtom atom => isCostly(atom.Atom),
        SigmaNegation not => IsCostly(not.Operand, isCostly),
        SigmaThreshold some => Array.Exists(some.Operands, o => IsCostly(o, isCostly)),
        _ => false,
    };
}
