using System.Collections.Immutable;
using System.Reflection;
using Hindcast.Sigma.Loading;

namespace Hindcast.Sigma.Mappings;

/// <summary>
/// All log source mappings. For a rule the mappings whose stated parts are all the rule's are combined: each part that
/// the rule states must be covered. Later mappings replace earlier ones of the same log source, so that users can
/// overrule what is built in. Immutable.
/// </summary>
public sealed class SigmaMappingSet
{
    private static readonly Lazy<SigmaMappingSet> BuiltInSet = new(LoadBuiltIn);

    private readonly ImmutableArray<SigmaMapping> mappings;

    /// <summary>Makes a set.</summary>
    /// <param name="mappings">The mappings; of two with the same log source the later counts.</param>
    public SigmaMappingSet(IEnumerable<SigmaMapping> mappings)
    {
        Dictionary<(string, string, string), SigmaMapping> last = [];
        foreach (SigmaMapping mapping in mappings)
        {
            last[(mapping.LogSource.Category, mapping.LogSource.Product, mapping.LogSource.Service)] = mapping;
        }

        this.mappings = [.. last.Values];
    }

    /// <summary>The mappings that come with the library.</summary>
    public static SigmaMappingSet BuiltIn => BuiltInSet.Value;

    /// <summary>The mappings.</summary>
    public IReadOnlyList<SigmaMapping> Mappings => mappings;

    /// <summary>This set with more mappings behind it.</summary>
    /// <param name="more">They overrule those of the same log source.</param>
    public SigmaMappingSet With(IEnumerable<SigmaMapping> more) => new(mappings.Concat(more));

    /// <summary>The kinds of events that a log source means.</summary>
    /// <param name="logSource">The rule's log source.</param>
    /// <returns>The kinds; empty when a stated part has no mapping.</returns>
    public IReadOnlyList<SigmaMappedSource> Resolve(SigmaLogSource logSource)
    {
        ArgumentNullException.ThrowIfNull(logSource);
        SigmaMapping[] fitting = [.. mappings.Where(m => Covers(m.LogSource, logSource))];
        SigmaMapping[] chosen = [.. fitting.Where(m => !fitting.Any(o => o != m && IsNarrower(o.LogSource, m.LogSource)))];
        bool isCovered = Stated(logSource.Category, chosen, l => l.Category)
            && Stated(logSource.Product, chosen, l => l.Product) && Stated(logSource.Service, chosen, l => l.Service);
        if (chosen.Length == 0 || !isCovered)
        {
            return [];
        }

        IEnumerable<SigmaMappedSource> all = chosen[0].Sources;
        foreach (SigmaMapping next in chosen.Skip(1))
        {
            all = all.SelectMany(a => next.Sources.Select(b => Join(a, b)));
        }

        return [.. all];
    }

    private static bool Covers(SigmaLogSource mapping, SigmaLogSource rule) =>
        Fits(mapping.Category, rule.Category) && Fits(mapping.Product, rule.Product) && Fits(mapping.Service, rule.Service);

    private static bool Fits(string mapping, string rule) => mapping.Length == 0 || mapping == rule;

    private static bool IsNarrower(SigmaLogSource narrow, SigmaLogSource wide) => Covers(wide, narrow);

    private static bool Stated(string part, SigmaMapping[] chosen, Func<SigmaLogSource, string> take) =>
        part.Length == 0 || chosen.Any(m => take(m.LogSource) == part);

    private static SigmaMappedSource Join(SigmaMappedSource a, SigmaMappedSource b)
    {
        Dictionary<string, SigmaFieldMap> fields = new(a.Fields, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, SigmaFieldMap map) in b.Fields)
        {
            fields.TryAdd(name, map);
        }

        return new SigmaMappedSource([.. a.When, .. b.When], fields);
    }

    private static SigmaMappingSet LoadBuiltIn()
    {
        List<SigmaMapping> all = [];
        List<SigmaProblem> problems = [];
        Assembly assembly = typeof(SigmaMappingSet).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".yml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            all.AddRange(SigmaMappingReader.Read(name, reader.ReadToEnd(), problems));
        }

        return problems.Count == 0 ? new SigmaMappingSet(all) : throw new InvalidOperationException(problems[0].ToString());
    }
}
