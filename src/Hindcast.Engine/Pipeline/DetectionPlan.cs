using System.Collections.Concurrent;
using Hindcast.Engine.Packs;
using Hindcast.Formats.Matching;
using Hindcast.Formats.Text;
using Hindcast.Sigma;
using Hindcast.Sigma.Matching;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// The rules of all packs, made ready: for each kind of log the rules that read it and one matcher for the texts of
/// which a row must hold one before any rule is tried. Immutable.
/// </summary>
internal sealed class DetectionPlan
{
    private static readonly SigmaLiteralOptions Rarest = new() { Commonness = LiteralSet.LinesOfSampleWith };

    private readonly ConcurrentDictionary<string, KindPlan> _byKind = new(StringComparer.Ordinal);

    internal DetectionPlan(IReadOnlyList<CampaignPack> packs)
    {
        Rules = [.. packs.SelectMany(p => p.Rules).DistinctBy(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>All rules; a rule's index here is its number everywhere in the pipeline.</summary>
    internal IReadOnlyList<SigmaRule> Rules { get; }

    /// <summary>The plan for a kind of log.</summary>
    internal KindPlan For(string kind) => _byKind.GetOrAdd(kind, Build);

    private KindPlan Build(string kind)
    {
        List<RulePlan> rules = [];
        HashSet<string> literals = new(StringComparer.OrdinalIgnoreCase);
        bool all = false;
        for (int i = 0; i < Rules.Count; i++)
        {
            if (!LogSourceKinds.Reads(Rules[i].LogSource, kind))
            {
                continue;
            }

            IReadOnlyList<string>? required = Rules[i].RequiredLiterals(Rarest);
            rules.Add(new RulePlan(i, required is null ? null : LiteralSet.Compile(required)));
            all |= required is null;
            literals.UnionWith(required ?? []);
        }

        // Copied-out rows are few, and a rule without a text that must occur has to see every row.
        all |= kind == TextKinds.HttpProxyExtract;
        RowSearch search = rules.Count == 0 ? RowSearch.None
            : new RowSearch(all ? null : LiteralSet.Compile(literals.Order(StringComparer.Ordinal)), all);
        return new KindPlan(rules, search);
    }

    /// <summary>What is done with rows of one kind.</summary>
    /// <param name="Rules">The rules to try.</param>
    /// <param name="Search">Rows on which to try them.</param>
    internal sealed record KindPlan(IReadOnlyList<RulePlan> Rules, RowSearch Search);

    /// <summary>One rule of a kind.</summary>
    /// <param name="Rule">Its number.</param>
    /// <param name="Literals">Texts of which a row must hold one; null when it must be tried on each.</param>
    internal readonly record struct RulePlan(int Rule, LiteralSet? Literals);
}
