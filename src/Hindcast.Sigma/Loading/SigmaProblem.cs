using Hindcast.Evidence;

namespace Hindcast.Sigma.Loading;

/// <summary>Trouble in a rule file with what a person needs to mend it.</summary>
/// <param name="Diagnostic">The diagnostic with file and line.</param>
/// <param name="Column">Column from 1; 0 where it has no meaning.</param>
/// <param name="Suggestion">The name that was probably meant; empty when none comes near.</param>
/// <param name="Rule">Title of the rule; empty when not known.</param>
public sealed record SigmaProblem(Diagnostic Diagnostic, int Column, string Suggestion, string Rule)
{
    /// <summary><c>file:line:column: HC4011 ...; did you mean 'selection'?</c></summary>
    public override string ToString()
    {
        Diagnostic d = Diagnostic;
        return $"{d.Location}{(Column > 0 ? $":{Column}" : "")}: {d.Code} {d.Descriptor.Title}: found {d.Found}"
            + (d.Expected.Length > 0 ? $", expected {d.Expected}" : "")
            + (Suggestion.Length > 0 ? $"; did you mean '{Suggestion}'?" : "")
            + $" ({d.Descriptor.Consequence})";
    }
}
