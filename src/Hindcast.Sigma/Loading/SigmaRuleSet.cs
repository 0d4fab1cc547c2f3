using System.Security.Cryptography;
using System.Text;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Filters;

namespace Hindcast.Sigma.Loading;

/// <summary>Puts what all files held together: builds filters into rules and checks references between documents.</summary>
internal static class SigmaRuleSet
{
    public static SigmaLoadResult Assemble(IReadOnlyList<SigmaFileContent> files, List<SigmaProblem> problems, int otherFiles = 0)
    {
        problems.AddRange(files.SelectMany(f => f.Problems));
        List<SigmaFilter> filters = [.. files.SelectMany(f => f.Filters)];
        List<SigmaRule> rules = [.. files.SelectMany(f => f.Rules)];
        List<SigmaCorrelation> correlations = [.. files.SelectMany(f => f.Correlations)];
        Dictionary<string, SigmaHeader> byReference = new(StringComparer.OrdinalIgnoreCase);
        foreach (SigmaHeader header in rules.Where(r => !r.IsPartOfAggregation).Select(r => r.Header).Concat(correlations.Select(c => c.Header)))
        {
            Register(header, header.Id, "id");
            Register(header, header.Name, "name");
        }

        foreach (SigmaFilter filter in filters)
        {
            CheckReferences(filter.Header, filter.Rules);
        }

        rules = [.. rules.Select(r => filters.Aggregate(r, (rule, filter) => filter.ApplyTo(rule)))];
        correlations = SigmaCorrelationOrder.Sort(correlations, problems);
        foreach (SigmaCorrelation correlation in correlations)
        {
            CheckReferences(correlation.Header, correlation.Rules);
        }

        return new SigmaLoadResult(rules, correlations, filters, problems, files.Count, files.Sum(f => f.DocumentCount))
        {
            OtherFileCount = otherFiles,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => f.Fingerprint))))),
        };

        void Register(SigmaHeader header, string reference, string kind)
        {
            if (reference.Length == 0 || byReference.TryAdd(reference, header))
            {
                return;
            }

            SigmaHeader first = byReference[reference];
            if (first != header && (first.SourceFile != header.SourceFile || kind == "name"))
            {
                problems.Add(SigmaDocument.Problem(
                    SigmaDiagnostics.DuplicateId, header.SourceFile, header.SourceLine, 0, $"{kind} '{reference}' of {first.SourceFile}:{first.SourceLine}",
                    $"a {kind} of its own", "", header.Title));
            }
        }

        void CheckReferences(SigmaHeader header, IReadOnlyList<string> references)
        {
            foreach (string reference in references.Where(r => !byReference.ContainsKey(r)))
            {
                problems.Add(SigmaDocument.Problem(
                    SigmaDiagnostics.UnknownRuleReference, header.SourceFile, header.SourceLine, 0, $"'{reference}'", "id or name of a loaded rule",
                    SigmaSpelling.Nearest(reference, byReference.Keys), header.Title));
            }
        }
    }
}
