using System.Collections.Concurrent;
using Hindcast.Engine.Packs;
using Hindcast.Formats.Matching;
using Hindcast.Sigma;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// The rules of all packs, made ready: for each kind of log the rules that read it and one matcher for the texts of
/// which a row must hold one before any rule is tried. Immutable.
/// </summary>
internal sealed class DetectionPlan
{
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
        List<int> rules = [];
        HashSet<string> literals = new(StringComparer.OrdinalIgnoreCase);
        bool all = false;
        for (int i = 0; i < Rules.Count; i++)
        {
            if (!LogSourceKinds.Reads(Rules[i].LogSource, kind))
            {
                continue;
            }

            rules.Add(i);
            if (Rules[i].RequiredLiterals() is { } required)
            {
                literals.UnionWith(required);
            }
            else
            {
                all = true;
            }
        }

        LiteralSet? matcher = rules.Count == 0 ? null
            : LiteralSet.Compile(all ? ["\n"] : literals.Order(StringComparer.Ordinal));
        return new KindPlan(rules, matcher);
    }

    /// <summary>What is done with rows of one kind.</summary>
    /// <param name="Rules">Indexes of the rules to try.</param>
    /// <param name="Literals">Texts of which a row must hold one; null when there is no rule.</param>
    internal sealed record KindPlan(IReadOnlyList<int> Rules, LiteralSet? Literals);
}
