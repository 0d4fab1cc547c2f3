using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Filters;

namespace Hindcast.Sigma.Loading;

/// <summary>What one rule file held.</summary>
internal sealed class SigmaFileContent
{
    public List<SigmaRule> Rules { get; } = [];

    public List<SigmaCorrelation> Correlations { get; } = [];

    public List<SigmaFilter> Filters { get; } = [];

    public List<SigmaProblem> Problems { get; } = [];

    public int DocumentCount { get; set; }

    /// <summary>Name of the file and a hash of its text; "" when it could not be read.</summary>
    public string Fingerprint { get; init; } = "";

    public static SigmaFileContent Failed(SigmaProblem problem)
    {
        SigmaFileContent content = new();
        content.Problems.Add(problem);
        return content;
    }
}
