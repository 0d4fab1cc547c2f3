using System.Globalization;
using Hindcast.Evidence;

namespace Hindcast.Engine.Detection;

/// <summary>Where rules could not be tried as they say.</summary>
public static class DetectionDiagnostics
{
    /// <summary>HC4922.</summary>
    public static readonly DiagnosticDescriptor ValueGivenUp = new(
        "HC4922", DiagnosticSeverity.Warning, "regular expression of a rule met its time limit", "these values count as no match of the rule");

    /// <summary>What is to be told when all evidence was read.</summary>
    internal static IEnumerable<Diagnostic> OfRun(DetectionPlan plan)
    {
        for (int rule = 0; rule < plan.Rules.Count; rule++)
        {
            if (plan.Sigma.ValuesGivenUp(rule) is > 0 and long values)
            {
                yield return ValueGivenUp.At(
                    new SourceLocation(""), string.Create(CultureInfo.InvariantCulture, $"{values} values, rule '{plan.Rules[rule].Title}'"), "an expression that is quick on every value");
            }
        }
    }
}
