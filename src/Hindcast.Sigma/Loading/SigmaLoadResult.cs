using Hindcast.Evidence;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Filters;

namespace Hindcast.Sigma.Loading;

/// <summary>What was loaded, and all that was wrong. Everything is in the order of files (ordinal) and lines. Immutable.</summary>
public sealed class SigmaLoadResult
{
    /// <summary>Puts a result together, for example from several folders.</summary>
    public SigmaLoadResult(
        IReadOnlyList<SigmaRule> rules, IReadOnlyList<SigmaCorrelation> correlations, IReadOnlyList<SigmaFilter> filters,
        IReadOnlyList<SigmaProblem> problems, int fileCount, int documentCount)
    {
        Rules = rules;
        Correlations = correlations;
        Filters = filters;
        Problems = problems;
        FileCount = fileCount;
        DocumentCount = documentCount;
    }

    /// <summary>The rules, filters already applied.</summary>
    public IReadOnlyList<SigmaRule> Rules { get; }

    /// <summary>The correlations, with what they refer to resolved.</summary>
    public IReadOnlyList<SigmaCorrelation> Correlations { get; }

    /// <summary>The filters.</summary>
    public IReadOnlyList<SigmaFilter> Filters { get; }

    /// <summary>Everything that was wrong, with column and suggestion.</summary>
    public IReadOnlyList<SigmaProblem> Problems { get; }

    /// <summary>The same as plain diagnostics.</summary>
    public IEnumerable<Diagnostic> Diagnostics => Problems.Select(p => p.Diagnostic);

    /// <summary>Files read.</summary>
    public int FileCount { get; }

    /// <summary>Files that were not read, because they are known to be something else than rules.</summary>
    public int OtherFileCount { get; init; }

    /// <summary>Documents met; those that are neither rule, correlation nor filter are among the problems.</summary>
    public int DocumentCount { get; }

    /// <summary>SHA-256 (lower-case hex) over the names and texts of the files that could be read.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>True when every document was loaded.</summary>
    public bool IsClean => Problems.All(p => p.Diagnostic.Descriptor.Severity != DiagnosticSeverity.Loss);
}
