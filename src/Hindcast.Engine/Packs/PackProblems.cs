using Hindcast.Evidence;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Engine.Packs;

/// <summary>Collects the trouble of one pack's files, each with file, line and column. Used by one thread.</summary>
internal sealed class PackProblems(string pack)
{
    private readonly List<SigmaProblem> _problems = [];

    internal IReadOnlyList<SigmaProblem> All => _problems;

    /// <summary>Reports trouble in a file of the pack.</summary>
    internal void Add(
        DiagnosticDescriptor descriptor, string file, int line, int column, string found, string expected, string suggestion = "") =>
        _problems.Add(new SigmaProblem(
            descriptor.At(new SourceLocation($"{pack}/{file}", Line: line), Short(found), expected), column, suggestion, ""));

    /// <summary>Reports trouble at a place of a YAML file.</summary>
    internal void Add(
        DiagnosticDescriptor descriptor, string file, SigmaNode? at, string found, string expected, string suggestion = "") =>
        Add(descriptor, file, at?.Line ?? 1, at?.Column ?? 0, found, expected, suggestion);

    /// <summary>Takes over what the rule loader reported, which names files below <c>rules</c>.</summary>
    internal void AddRules(IEnumerable<SigmaProblem> problems) => _problems.AddRange(problems.Select(p => p with
    {
        Diagnostic = p.Diagnostic with { Location = p.Diagnostic.Location with { File = $"{pack}/rules/{p.Diagnostic.Location.File}" } },
    }));

    private static string Short(string text) => text.Length <= 160 ? text : text[..160] + "...";
}
