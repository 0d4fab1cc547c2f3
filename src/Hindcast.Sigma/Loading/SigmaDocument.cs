using Hindcast.Evidence;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Loading;

/// <summary>One document of a rule file while it is read: its tree, and the trouble met so far.</summary>
internal sealed class SigmaDocument(string file, SigmaMap root, SigmaLoadOptions options, List<SigmaProblem> problems)
{
    private const int MaxQuote = 160;

    public SigmaMap Root { get; } = root;

    public string File { get; } = file;

    public SigmaLoadOptions Options { get; } = options;

    /// <summary>True once something was met that forbids loading the rule.</summary>
    public bool IsBroken { get; private set; }

    public string Title => (Root.Find("title") as SigmaScalar)?.Text ?? "";

    public void Report(
        DiagnosticDescriptor descriptor, SigmaNode at, string found, string expected = "", string suggestion = "", int columnOffset = 0)
    {
        IsBroken |= descriptor.Severity == DiagnosticSeverity.Loss;
        problems.Add(Problem(descriptor, File, at.Line, at.Column + columnOffset, found, expected, suggestion, Title));
    }

    public static SigmaProblem Problem(
        DiagnosticDescriptor descriptor, string file, int line, int column, string found, string expected, string suggestion, string rule) =>
        new(descriptor.At(new SourceLocation(file, Line: line), Quote(found), expected), column, suggestion, Quote(rule));

    private static string Quote(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length <= MaxQuote ? text : text[..MaxQuote] + "...";
    }
}
