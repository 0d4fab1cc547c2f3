using System.Collections.Concurrent;
using Hindcast.Formats.Matching;
using Hindcast.Formats.Text;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Mappings;
using Hindcast.Sigma.Matching;

namespace Hindcast.Engine.Detection;

/// <summary>
/// Rules made ready: compiled once, and for each kind of text log one matcher for the texts of which a row must hold one
/// before it is even split. Thread-safe.
/// </summary>
public sealed class DetectionPlan
{
    private static readonly SigmaLiteralOptions Rarest = new() { Commonness = LiteralSet.LinesOfSampleWith };

    private readonly ConcurrentDictionary<string, KindPlan> _byKind = new(StringComparer.Ordinal);
    private readonly SigmaMappingSet _mappings;

    /// <summary>Compiles rules.</summary>
    /// <param name="rules">The rules; of several with one id the first counts.</param>
    /// <param name="mappings">What log sources mean; the built-in mappings when null.</param>
    /// <param name="everyRow">True to try the rules on every row of text logs, not on those alone that hold a searched
    /// text. Slower; needed when a mapping decodes values, because the raw row then lacks the text.</param>
    public DetectionPlan(IEnumerable<SigmaRule> rules, SigmaMappingSet? mappings = null, bool everyRow = false)
    {
        _mappings = mappings ?? SigmaMappingSet.BuiltIn;
        EveryRow = everyRow;
        Sigma = SigmaPlan.Compile([.. rules.DistinctBy(r => r.Id, StringComparer.Ordinal)], _mappings);
    }

    /// <summary>The compiled rules; a rule's place there is its number everywhere in the pipeline.</summary>
    public SigmaPlan Sigma { get; }

    /// <summary>All rules.</summary>
    public IReadOnlyList<SigmaRule> Rules => Sigma.Rules;

    /// <summary>True when all rows of text logs are tried.</summary>
    public bool EveryRow { get; }

    /// <summary>True when a rule's log source means records of this kind; for event logs, when it means any.</summary>
    public bool Reads(SigmaRule rule, string kind)
    {
        string log = LogKinds.MappingName(kind);
        return _mappings.Resolve(rule.LogSource).Any(source => kind == LogKinds.Evtx
            ? source.When.All(w => !w.Key.Equals("Log", StringComparison.OrdinalIgnoreCase))
            : source.When.Any(w => w.Key.Equals("Log", StringComparison.OrdinalIgnoreCase) && w.Value.Any(v => Fits(v, log))));
    }

    /// <summary>What is done with rows of one kind of text log.</summary>
    internal KindPlan For(string kind) => _byKind.GetOrAdd(kind, Build);

    /// <summary>The shape of rows below a header.</summary>
    internal SigmaShapePlan ShapeOf(LogHeader header) => Sigma.ForShape(
        new SigmaEventShape([new("Log", LogKinds.MappingName(header.Kind))], header.Fields));

    private KindPlan Build(string kind)
    {
        List<LiteralSet?> searches = [];
        HashSet<string> literals = new(StringComparer.OrdinalIgnoreCase);

        // Copied-out rows are few, and a rule without a text that must occur has to see every row.
        bool all = EveryRow || kind == TextKinds.HttpProxyExtract;
        int rules = 0;
        foreach (SigmaRule rule in Rules.Where(r => Reads(r, kind)))
        {
            rules++;
            IReadOnlyList<string>? required = all ? null : rule.RequiredLiterals(Rarest);
            all |= required is null;
            literals.UnionWith(required ?? []);
        }

        return new KindPlan(
            rules == 0 ? RowSearch.None
            : new RowSearch(all ? null : LiteralSet.Compile(literals.Order(StringComparer.Ordinal)), all));
    }

    private static bool Fits(string pattern, string log) =>
        pattern.EndsWith('*')
            ? log.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
            : pattern.Equals(log, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is done with rows of one kind.</summary>
    /// <param name="Search">Rows on which to try the rules.</param>
    internal sealed record KindPlan(RowSearch Search);
}
