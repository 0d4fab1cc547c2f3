using Hindcast.Evidence;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Tuning;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// The rules of a hunt, chosen, tuned and compiled: which are shown, which run only because correlations need them, and
/// which were left out and why. Immutable and safe on all threads.
/// </summary>
internal sealed class HuntPlan
{
    private readonly HuntOptions _options;
    private readonly Dictionary<SigmaHeader, SigmaHeader> _tuned = new(ReferenceEqualityComparer.Instance);
    private readonly SigmaHeader[] _headers;
    private readonly int[][] _allowances;
    private readonly bool[] _shown;
    private readonly bool[] _correlated;
    private readonly Dictionary<SigmaHeader, string> _leftOut = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _hidden = new(StringComparer.OrdinalIgnoreCase);
    private readonly SigmaCorrelator _names;

    internal HuntPlan(SigmaLoadResult loaded, HuntOptions options)
    {
        Loaded = loaded;
        _options = options;
        HashSet<string> unused = new(options.Exclude, StringComparer.OrdinalIgnoreCase);
        HashSet<SigmaHeader> wanted = new(ReferenceEqualityComparer.Instance);
        HashSet<SigmaHeader> possible = new(ReferenceEqualityComparer.Instance);
        foreach (SigmaHeader header in Headers)
        {
            bool isExcluded = options.Exclude.Any(e => Is(header, e));
            unused.RemoveWhere(e => Is(header, e));
            SigmaTuningEntry? off = options.Tuning.LastOrDefault(t => t.IsOff && t.Concerns(header));
            isExcluded |= off is not null;
            if (options.Tuning.LastOrDefault(t => t.Level is not null && t.Concerns(header)) is { Level: { } level } && level != header.Level)
            {
                _tuned.Add(header, header with { Level = level });
            }

            string reason = off is not null ? $"tuned off: {off.Reason}"
                : isExcluded ? "excluded"
                : Tuned(header).Level < options.MinimumLevel ? "below the level"
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
        Demand();

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
        Sigma = SigmaPlan.Compile(rules, options.Mappings);
        _names = new SigmaCorrelator(rules, Correlations);
        HashSet<string> generated = new(Correlations.Where(c => c.Generate).SelectMany(c => c.Rules), StringComparer.OrdinalIgnoreCase);
        _hidden.UnionWith(Correlations.SelectMany(c => c.Rules).Where(r => !generated.Contains(r)));
        Wanted = wanted;
        _shown = [.. rules.Select(r => wanted.Contains(r.Header) && !r.IsPartOfAggregation && !IsHidden(r.Header))];
        _correlated = [.. rules.Select(r => _names.Needs(r.Id))];
        _headers = [.. rules.Select(r => Tuned(r.Header))];
        _allowances = [.. rules.Select(r => AllowancesOf(r.Header).ToArray())];
    }

    /// <summary>A hunt for what no rule is must not end as one that found nothing. A level that leaves no rule is a choice.</summary>
    private void Demand()
    {
        if (UnusedExclusions.Count > 0)
        {
            throw new NothingToLookForException($"no rule has the id or title {string.Join(", ", UnusedExclusions.Select(u => $"'{u}'"))} that is to be left out");
        }

        if (!Headers.Any())
        {
            throw new NothingToLookForException(
                $"no Sigma rule in {_options.Rules} can be used{(Loaded.Problems.Count > 0 ? $" ({Loaded.Problems[0]})" : ": rules are files .yml or .yaml")}");
        }

        if (_options.Tags.FirstOrDefault(t => !Headers.Any(h => h.Tags.Any(own => Fits(own, t)))) is { } tag)
        {
            throw new NothingToLookForException($"none of the {Headers.Count()} rules in {_options.Rules} has the tag '{tag}'");
        }
    }

    internal SigmaLoadResult Loaded { get; }

    /// <summary>The compiled rules.</summary>
    internal SigmaPlan Sigma { get; }

    /// <summary>The correlations that run, each behind those that it needs.</summary>
    internal IReadOnlyList<SigmaCorrelation> Correlations { get; }

    internal IReadOnlyList<string> UnusedExclusions { get; }

    /// <summary>What was tuned.</summary>
    internal IReadOnlyList<SigmaTuningEntry> Tuning => _options.Tuning;

    /// <summary>All that was loaded: rules, then correlations. An old aggregation, which is both, stands once.</summary>
    internal IEnumerable<SigmaHeader> Headers => Loaded.Rules.Select(r => r.Header).Concat(Loaded.Correlations.Select(c => c.Header))
        .Distinct<SigmaHeader>(ReferenceEqualityComparer.Instance);

    private HashSet<SigmaHeader> Wanted { get; }

    /// <summary>A rule's header as it counts here.</summary>
    internal SigmaHeader HeaderOf(int rule) => _headers[rule];

    /// <summary>A header as it counts here: with the level that tuning gave it.</summary>
    internal SigmaHeader Tuned(SigmaHeader header) => _tuned.GetValueOrDefault(header, header);

    /// <summary>Places of the tuning entries that may take back a rule's matches.</summary>
    internal ReadOnlySpan<int> AllowancesOf(int rule) => _allowances[rule];

    /// <summary>Places of the tuning entries that may take back what a rule or correlation found.</summary>
    internal IEnumerable<int> AllowancesOf(SigmaHeader header) =>
        Enumerable.Range(0, Tuning.Count).Where(t => Tuning[t].Allow.Count > 0 && Tuning[t].Concerns(header));

    /// <summary>An empty tally.</summary>
    internal HuntTally CreateTally() => new(_options.MaxMatches);

    /// <summary>True when a time is of the days asked for. A match without a time may be of any day: none asks for it to be lost.</summary>
    internal bool IsWithinDates(EvidenceTime? time) =>
        time is not { } at || ((_options.From is not { } from || at.Day >= from) && (_options.To is not { } to || at.Day <= to));

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
