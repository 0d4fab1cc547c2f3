using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// The rules of a hunt, chosen and compiled: which are shown, which run only because correlations need them, and which
/// were left out and why. Immutable and safe on all threads.
/// </summary>
internal sealed class HuntPlan
{
    private readonly bool[] _shown;
    private readonly bool[] _correlated;
    private readonly Dictionary<SigmaHeader, string> _leftOut = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _hidden = new(StringComparer.OrdinalIgnoreCase);
    private readonly SigmaCorrelator _names;

    internal HuntPlan(SigmaLoadResult loaded, HuntOptions options)
    {
        Loaded = loaded;
        HashSet<string> unused = new(options.Exclude, StringComparer.OrdinalIgnoreCase);
        HashSet<SigmaHeader> wanted = new(ReferenceEqualityComparer.Instance);
        HashSet<SigmaHeader> possible = new(ReferenceEqualityComparer.Instance);
        foreach (SigmaHeader header in Headers)
        {
            bool isExcluded = options.Exclude.Any(e => Is(header, e));
            unused.RemoveWhere(e => Is(header, e));
            string reason = isExcluded ? "excluded"
                : header.Level < options.MinimumLevel ? "below the level"
                : options.Tags.Count > 0 && !header.Tags.Any(own => options.Tags.Any(t => Fits(own, t))) ? "without the tag"
                : "";
            if (reason.Length > 0)
            {
                _leftOut.Add(header, reason);
            }
            else
            {
                wanted.Add(header);
            }

            if (!isExcluded)
            {
                possible.Add(header);
            }
        }

        UnusedExclusions = [.. unused.Order(StringComparer.Ordinal)];

        // From the outermost inwards: what a wanted correlation needs has to run, shown or not.
        HashSet<SigmaCorrelation> running = [];
        HashSet<string> needed = new(StringComparer.OrdinalIgnoreCase);
        foreach (SigmaCorrelation correlation in loaded.Correlations.Reverse())
        {
            bool isNeeded = needed.Contains(correlation.Id) || (correlation.Header.Name.Length > 0 && needed.Contains(correlation.Header.Name));
            if (possible.Contains(correlation.Header) && (isNeeded || wanted.Contains(correlation.Header)))
            {
                running.Add(correlation);
                needed.UnionWith(correlation.Rules);
            }
        }

        Correlations = [.. loaded.Correlations.Where(running.Contains)];
        SigmaRule[] rules =
        [
            .. loaded.Rules.Where(r => possible.Contains(r.Header)
                && (wanted.Contains(r.Header) || needed.Contains(r.Id) || (r.Name.Length > 0 && needed.Contains(r.Name)))),
        ];
        Sigma = SigmaPlan.Compile(rules);
        _names = new SigmaCorrelator(rules, Correlations);
        HashSet<string> generated = new(Correlations.Where(c => c.Generate).SelectMany(c => c.Rules), StringComparer.OrdinalIgnoreCase);
        _hidden.UnionWith(Correlations.SelectMany(c => c.Rules).Where(r => !generated.Contains(r)));
        Wanted = wanted;
        _shown = [.. rules.Select(r => wanted.Contains(r.Header) && !r.IsPartOfAggregation && !IsHidden(r.Header))];
        _correlated = [.. rules.Select(r => _names.Needs(r.Id))];
    }

    internal SigmaLoadResult Loaded { get; }

    /// <summary>The compiled rules.</summary>
    internal SigmaPlan Sigma { get; }

    /// <summary>The correlations that run, each behind those that it needs.</summary>
    internal IReadOnlyList<SigmaCorrelation> Correlations { get; }

    internal IReadOnlyList<string> UnusedExclusions { get; }

    /// <summary>All that was loaded: rules, then correlations. An old aggregation, which is both, stands once.</summary>
    internal IEnumerable<SigmaHeader> Headers => Loaded.Rules.Select(r => r.Header).Concat(Loaded.Correlations.Select(c => c.Header))
        .Distinct<SigmaHeader>(ReferenceEqualityComparer.Instance);

    private HashSet<SigmaHeader> Wanted { get; }

    /// <summary>True when a rule's matches are shown by themselves.</summary>
    internal bool IsShown(int rule) => _shown[rule];

    /// <summary>True when correlations need a rule's matches.</summary>
    internal bool IsCorrelated(int rule) => _correlated[rule];

    /// <summary>True when what a correlation finds is shown.</summary>
    internal bool IsShown(SigmaCorrelation correlation) =>
        Wanted.Contains(correlation.Header) && (correlation.IsAggregation || !IsHidden(correlation.Header));

    /// <summary>The fields of a rule's events that correlations need.</summary>
    internal IReadOnlyCollection<string> FieldsOf(int rule) => _names.FieldsOf(Sigma.Rules[rule].Id);

    /// <summary>Why a rule or correlation was left out; "" when it was not.</summary>
    internal string LeftOut(SigmaHeader header) => _leftOut.GetValueOrDefault(header, "");

    private bool IsHidden(SigmaHeader header) =>
        _hidden.Contains(header.Id) || (header.Name.Length > 0 && _hidden.Contains(header.Name));

    private static bool Is(SigmaHeader header, string idOrTitle) =>
        header.Id.Equals(idOrTitle, StringComparison.OrdinalIgnoreCase) || header.Title.Equals(idOrTitle, StringComparison.OrdinalIgnoreCase);

    private static bool Fits(string own, string asked)
    {
        ReadOnlySpan<char> name = own;
        if (!asked.Contains('.', StringComparison.Ordinal) || !name.StartsWith(asked.AsSpan(0, asked.IndexOf('.', StringComparison.Ordinal) + 1), StringComparison.OrdinalIgnoreCase))
        {
            name = own.AsSpan(own.IndexOf('.', StringComparison.Ordinal) + 1);
        }

        return name.StartsWith(asked, StringComparison.OrdinalIgnoreCase) && (name.Length == asked.Length || name[asked.Length] == '.');
    }
}
